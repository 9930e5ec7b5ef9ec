/** What each format accepts and refuses, from the RFC that defines it. */
import { describe, expect, it } from 'vitest';
import * as formats from '../../../../templates/validators/runtime/formats.js';

type Table = Readonly<Record<string, readonly [test: (text: string) => boolean, valid: readonly string[], invalid: readonly string[]]>>;

const table: Table = {
  'date-time': [
    formats.isDateTime,
    ['1963-06-19T08:30:06.283185Z', '1963-06-19t08:30:06z', '1990-12-31T15:59:50.123-08:00', '1998-12-31T23:59:60Z', '1998-12-31T15:59:60.123-08:00', '2024-02-29T00:00:00+14:00'],
    ['1998-12-31T23:58:60Z', '1998-12-31T22:59:60Z', '1990-02-31T15:59:59Z', '2023-02-29T00:00:00Z', '1990-12-31T15:59:59-24:00', '1963-06-19 08:30:06Z', '1963-06-19T08:30:06', '1963-06-19T08:30:06+01', '1963-06-1৪T00:00:00Z', '2024-W01-1T00:00:00Z', ''],
  ],
  date: [
    formats.isDate,
    ['1963-06-19', '2020-02-29', '2000-02-29', '0000-02-29', '0004-02-29', '2021-12-31', '2021-04-30'],
    ['2021-02-29', '1900-02-29', '2020-13-01', '2020-00-10', '2020-01-00', '2021-04-31', '2021-01-32', '1963-6-19', '06/19/1963', '2020-01-01 ', '12020-01-01', '२०२०-01-01'],
  ],
  time: [
    formats.isTime,
    ['08:30:06Z', '23:59:60Z', '01:29:60+01:30', '23:29:60+23:30', '15:59:60-08:00', '00:29:60-23:30', '23:20:50.52Z', '08:30:06.283185z'],
    ['08:30:06', '24:00:00Z', '00:60:00Z', '00:00:61Z', '22:59:60Z', '23:59:60+01:00', '01:02:03+24:00', '01:02:03+00:60', '01:02:03Z+00:30', '08:30:06 PST', '12:00:00.Z', '8:30:06Z'],
  ],
  duration: [
    formats.isDuration,
    ['P4DT12H30M5S', 'P4Y', 'PT0S', 'P0D', 'P1M', 'PT1M', 'PT36H', 'P1DT12H', 'P2W', 'PT1H30M'],
    ['P', 'PT', 'P1', 'P2D1Y', 'P1D2H', 'P1YT', 'PT1D', '4DT12H', 'P1Y2W', 'P1Y2D', 'PT1H2S', 'P0.5D', ''],
  ],
  email: [
    formats.isEmail,
    ['joe.bloggs@example.com', 'te~st@example.com', "o'hara@example.com", '"joe bloggs"@example.com', '"joe..bloggs"@example.com', 'joe@[127.0.0.1]', 'joe@[IPv6:::1]', 'joe@[IPv6:1:2:3:4:5:6:1.2.3.4]', '"a:1.2.3.4]"@b', 'a@b', `a@${'b.'.repeat(125)}bc`],
    ['2962', '.test@example.com', 'test.@example.com', 'te..st@example.com', 'joe@', '@example.com', 'joe bloggs@example.com', 'a@b@c', 'joe@[127.0.0.300]', 'joe@[IPv6:1:2:3:4:5:6:7:1.2.3.4]', 'joe@[::1]', 'joe@[IPv6:127.0.0.1]', `a@${'b.'.repeat(126)}c`, 'a@-b.example', `${'a'.repeat(65)}@example.com`],
  ],
  hostname: [
    formats.isHostname,
    ['www.example.com', 'xn--4gbwdl.xn--wgbh1c', 'a', '1host', 'host-name', `${'a'.repeat(63)}.com`],
    ['-a', 'a-', 'a.-b', '.example', 'example.', 'a..b', 'not_valid', `${'a'.repeat(64)}.com`, 'a'.repeat(256), ''],
  ],
  ipv4: [formats.isIpv4, ['192.168.0.1', '0.0.0.0', '255.255.255.255'], ['256.1.1.1', '1.2.3', '1.2.3.4.', '087.10.0.1', '0x7f.0.0.1', '1.2.3.4/24', '1২7.0.0.1', '']],
  ipv6: [
    formats.isIpv6,
    ['::1', '::', '1::', '2001:db8::ff00:42:8329', '1:2:3:4:5:6:7:8', '::ffff:192.168.0.1', '1:2::192.168.0.1', '1:2:3:4:5:6:192.168.0.1', '::2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '1:2::5:6:192.168.0.1', 'ABCD:ef01::'],
    ['12345::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', ':1:2:3:4:5:6:7', '::ffff:1.2.3', '1:2:3:4:5:6:7::8', 'fe80::a%eth1', '::laptop', '1:2:3:4:1.2.3.4', '1.2.3.4', '::1.2.3.256', '::01.2.3.4', '::1.2.3.4.5', '1:2:3:4:5:6:7:1.2.3.4', '1::3:4:5:6:7:1.2.3.4', '1:::2', '::1:', ':1', ':', ''],
  ],
  uri: [
    formats.isUri,
    ['http://foo.bar/?baz=qux#quux', 'http://user:pa%20ss@host:8080/p;a?q#f', 'urn:oasis:names', 'mailto:joe@example.com', 'ldap://[2001:db8::7]/c=GB?one', 'http://[v1.x:y]/', 'http://u@[::1.2.3.4]:80?q', 'file:///etc/hosts', 'tel:+1-816-555-1212', 'a:', 'http://'],
    ['/abc', 'abc', '//host/path', 'http:// bad', 'http://[::z]/', 'http://[::1.2.3.400]/', 'http://[::1]x/', 'http://[1:2]/', 'http://[]/', 'x:[::1]', 'http://host:port/', 'http://a b', ':// no scheme', '1http://x', 'http://x/%zz', 'http://x/\\y', 'http://x/<y>', 'http://x/#a#b', 'http://x/ü', 'bar,baz:foo', ''],
  ],
  'uri-reference': [formats.isUriReference, ['http://x/', '/abc', '//host/a', 'a/b?c#d', '#f', '', 'a/b:c', './a:b'], ['\\\\server', 'a b', '%', ':a', '1a:b', '#a\\b']],
  iri: [formats.isIri, ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'http://例え.jp/'], ['/ab', 'http:// x', 'âππ', '']],
  'iri-reference': [formats.isIriReference, ['/âππ', '#ƒräg', 'http://ƒøø'], ['\\\\WINDOWS', 'a b']],
  'uri-template': [formats.isUriTemplate, ['http://x/{term:1}/{+a,b*}{?q,r}', 'plain', '', "it's"], ['{', '{}', '{a', '{a:0}', '{a..b}', 'a b', '%']],
  uuid: [formats.isUuid, ['2eb8aa08-aa98-11ea-b4aa-73b441d16380', '2EB8AA08-AA98-11EA-B4AA-73B441D16380', '00000000-0000-0000-0000-000000000000'], ['2eb8aa08-aa98-11ea-b4aa-73b441d1638', '2eb8aa08aa9811eab4aa73b441d16380', '{2eb8aa08-aa98-11ea-b4aa-73b441d16380}', '2eb8aa08-aa98-11ea-b4aa-73b441d1638g']],
  regex: [formats.isRegex, ['([abc])+\\s+$', '', '\\p{L}'], ['^(abc]', '\\a', '(?<n>', 'a{2,1}']],
  'json-pointer': [formats.isJsonPointer, ['', '/', '/a~1b/~0', '/a//b', '/%25'], ['a', '#', '/~', '/~2', '/a~']],
  'relative-json-pointer': [formats.isRelativeJsonPointer, ['1', '0/foo', '2/0/a~1', '0#'], ['/a', '-1/a', '01/a', '0##', '+1', '']],
  byte: [formats.isBase64, ['', 'YQ==', 'YWI=', 'YWJj', '+/+/'], ['YQ', 'YQ=', 'Y===', 'YQ==YQ==', '_-_-']],
};

describe('formats', () => {
  it.each(Object.entries(table))('%s', (_name, [test, valid, invalid]) => {
    expect(valid.filter((text) => !test(text))).toEqual([]);
    expect(invalid.filter((text) => test(text))).toEqual([]);
  });

  it('answers long hostile texts in time that grows with their length only', () => {
    const hostile = [`${'a.'.repeat(20_000)}!`, `http://${'a:'.repeat(20_000)} `, `P${'1'.repeat(40_000)}`, ':'.repeat(40_000), `"${'\\a'.repeat(20_000)}`, '{a,'.repeat(15_000), '1'.repeat(40_000)];
    const begun = performance.now();
    for (const [test] of Object.values(table)) for (const text of hostile) test(text);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
