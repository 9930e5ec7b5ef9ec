/** What the validators say about a wrong value: where, what was expected, what was received, and nothing that is secret. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ValidateOptions, ValidationIssue } from '../../../templates/validators/runtime/types.js';
import { closed as reportUnknown } from '../../../templates/validators/runtime/seen.js';
import { load, type LoadedSchemas } from './support.js';

const schemas = {
  Address: { type: 'object', required: ['city'], properties: { city: { type: 'string', minLength: 1, maxLength: 5 }, 'a/b~c': { type: 'integer' } } },
  Person: {
    type: 'object',
    required: ['name', 'addresses'],
    properties: {
      name: { type: 'string' },
      age: { type: 'integer', minimum: 0 },
      role: { enum: ['admin', 'member'] },
      password: { type: 'string', minLength: 8, 'x-sensitive': true },
      addresses: { type: 'array', items: { $ref: '#/components/schemas/Address' } },
      anything: {},
      free: { type: 'object' },
    },
  },
  Secret: { type: 'string', pattern: '^[a-z]+$', 'x-sensitive': true },
  UsesSecret: { type: 'object', properties: { token: { $ref: '#/components/schemas/Secret', maxLength: 4 }, list: { type: 'array', uniqueItems: true, items: { $ref: '#/components/schemas/Secret' } } } },
  Cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind', 'name'], properties: { kind: { const: 'dog' }, name: { type: 'string' } } },
  ByConstant: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] },
  OpenCat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
  OpenDog: { type: 'object', required: ['kind', 'name'], properties: { kind: { type: 'string' }, name: { type: 'string' } } },
  ByDiscriminator: {
    oneOf: [{ $ref: '#/components/schemas/OpenCat' }, { $ref: '#/components/schemas/OpenDog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/OpenCat', dog: '#/components/schemas/OpenDog' } },
  },
  TextOrCat: { anyOf: [{ type: 'string', maxLength: 3 }, { $ref: '#/components/schemas/Cat' }] },
  Both: { allOf: [{ $ref: '#/components/schemas/Address' }, { type: 'object', properties: { zip: { type: 'string' } } }] },
  Either: { anyOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }, { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } }] },
  Limited: { type: 'object', minProperties: 1, maxProperties: 2, properties: { list: { type: 'array', minItems: 2, maxItems: 3 }, one: { type: 'array', maxItems: 1 } } },
  Texts: {
    type: 'object',
    properties: {
      filled: { type: 'string', minLength: 1 },
      long: { type: 'string', minLength: 3 },
      word: { type: 'string', pattern: '^[a-z]+$', minLength: 3 },
      short: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 3 },
      code: { type: 'string', pattern: '^[0-9]{6}$', minLength: 6, maxLength: 6 },
      narrow: { type: 'string', pattern: '^[0-9]{1,9}$', maxLength: 6 },
      dense: { type: 'string', pattern: '^\\S+$', minLength: 1 },
      loose: { type: 'string', pattern: 'a*', minLength: 1 },
      link: { type: 'string', pattern: '^https://', format: 'uri', minLength: 5 },
    },
  },
  Closed: { type: 'object', additionalProperties: false, properties: { a: {} } },
  Many: { enum: Array.from({ length: 100 }, (_, index) => `value-${index}`) },
  Loose: { type: 'object', required: ['a'], properties: { a: { minLength: 2 }, constructor: { type: 'string' } } },
} as const;

describe('issues', () => {
  let loaded: LoadedSchemas;
  beforeAll(async () => {
    loaded = await load(schemas);
  });
  const issues = (name: keyof typeof schemas, value: unknown, options?: ValidateOptions): readonly ValidationIssue[] => {
    const result = loaded.validate(name)(value, options);
    return result.ok ? [] : result.issues;
  };
  const places = (name: keyof typeof schemas, value: unknown, options?: ValidateOptions): readonly string[] =>
    issues(name, value, options).map(({ pointer, keyword }) => `${pointer} ${keyword}`);

  it('says where, what was expected and what was received', () => {
    expect(issues('Person', { name: 5, addresses: [] })).toEqual([
      { pointer: '/name', keyword: 'type', expected: 'a string', received: '5', message: '/name must be a string, but is 5.' },
    ]);
    expect(issues('Person', [1, 2])).toEqual([
      { pointer: '', keyword: 'type', expected: 'an object', received: 'an array', message: 'The value must be an object, but is an array.' },
    ]);
    expect(issues('Person', { name: 'x' }).map(({ message }) => message)).toEqual(['/addresses must be an array, but is missing.']);
    expect(issues('Person', { name: 'x', addresses: [], role: 'owner' }).map(({ message }) => message)).toEqual([
      '/role must be one of admin, member, but is "owner".',
    ]);
  });

  it('counts in the singular and in the plural', () => {
    const expected = (value: unknown): readonly string[] => issues('Limited', value).map((issue) => issue.expected);
    expect(expected({})).toEqual(['at least 1 member']);
    expect(expected({ a: 1, b: 2, c: 3 })).toEqual(['at most 2 members']);
    expect(expected({ list: [1] })).toEqual(['at least 2 items']);
    expect(expected({ one: [1, 2] })).toEqual(['at most 1 item']);
  });

  it('tells what is wrong with a text: its length, its characters or both', () => {
    const found = (value: unknown): readonly string[] => issues('Texts', value, { all: true }).map(({ pointer, keyword, expected }) => `${pointer} ${keyword} ${expected}`);
    expect(found({ filled: '', long: 'ab', word: 'ab', short: 'abcd' })).toEqual([
      '/filled minLength at least 1 character',
      '/long minLength at least 3 characters',
      '/word minLength at least 3 characters',
      '/short maxLength at most 3 characters',
    ]);
    expect(found({ word: 'AB', short: 'A' })).toEqual(['/word minLength at least 3 characters', '/word pattern a match of ^[a-z]+$', '/short minLength at least 2 characters', '/short pattern a match of ^[a-z]+$']);
    // A code point is one character, whether it takes one unit or two.
    expect(found({ long: '\u{1f600}\u{1f600}', filled: '\u{1f600}' })).toEqual(['/long minLength at least 3 characters']);
    expect(found({ long: '\u{1f600}\u{1f600}\u{1f600}', word: 'abc', short: 'abc', code: '123456', narrow: '123456', dense: 'x', loose: 'b' })).toEqual([]);
    expect(found({ filled: 1, long: 1, word: 1, code: 1 })).toEqual(['/filled type a string', '/long type a string', '/word type a string', '/code type a string']);
  });

  it('asks a text for its length, its pattern and its format, and says once that it is no text', () => {
    const found = (value: unknown): readonly string[] => issues('Texts', { link: value }, { all: true }).map(({ keyword }) => keyword);
    expect(found('a b')).toEqual(['minLength', 'pattern', 'format']);
    expect(found('https://a b')).toEqual(['format']);
    expect(found('https://a')).toEqual([]);
    expect(found(5)).toEqual(['type']);
  });

  it('lets a pattern speak for the length of a text where it tells it', () => {
    const found = (value: unknown): readonly string[] => places('Texts', value, { all: true });
    expect(found({ code: '12345' })).toEqual(['/code pattern']);
    expect(found({ dense: '' })).toEqual(['/dense pattern']);
    expect(found({ loose: '' })).toEqual(['/loose minLength']);
    expect(found({ narrow: '1234567' })).toEqual(['/narrow maxLength']);
    expect(found({ narrow: '' })).toEqual(['/narrow pattern']);
  });

  it('names many allowed values up to a point', () => {
    const [issue] = issues('Many', 'x');
    expect(issue).toMatchObject({ pointer: '', keyword: 'enum', received: '"x"' });
    expect(issue?.expected).toMatch(/^one of "value-0","value-1".*…$/);
    expect(issue?.expected.length).toBeLessThan(520);
  });

  it('says of absent values that they are, even where other keywords would have their say', () => {
    expect(places('Loose', {}, { all: true })).toEqual(['/a required']);
    expect(places('Loose', { a: 5, constructor: 5 }, { all: true })).toEqual(['/constructor type']);
    expect(places('Loose', { a: 'x' }, { all: true })).toEqual(['/a minLength']);
  });

  it('escapes the keys of a pointer', () => {
    expect(places('Person', { name: 'x', addresses: [{ city: 'a' }, { city: 'b', 'a/b~c': 'x' }] })).toEqual(['/addresses/1/a~1b~0c type']);
  });

  it('stops at the first issue, or goes through all of them', () => {
    const value = { name: 5, age: -1, addresses: [{}, { city: '' }, 'x', { city: 'abcdef' }] };
    expect(issues('Person', value)).toHaveLength(1);
    expect([...places('Person', value, { all: true })].sort()).toEqual([
      '/addresses/0/city required',
      '/addresses/1/city minLength',
      '/addresses/2 type',
      '/addresses/3/city maxLength',
      '/age minimum',
      '/name type',
    ]);
  });

  it('says a thing once, even where several keywords ask for it', () => {
    expect(places('Both', 'x', { all: true })).toEqual([' type']);
    expect(places('UsesSecret', { token: 1 }, { all: true })).toEqual(['/token type']);
  });

  it('collects a limited number of issues', () => {
    const addresses = Array.from({ length: 5_000 }, () => 1);
    expect(issues('Person', { name: 'x', addresses }, { all: true })).toHaveLength(100);
  });

  it('shortens long values', () => {
    const [issue] = issues('Person', { name: 'x', addresses: [], age: 'y'.repeat(10_000) });
    expect(issue?.received).toBe(`"${'y'.repeat(59)}`);
  });

  it('never shows a sensitive value', () => {
    for (const value of [{ token: 'S3CRET' }, { token: 'secret' }, { list: ['S3CRET'] }, { list: ['secret', 'secret'] }, { token: 73313 }]) {
      const found = issues('UsesSecret', value, { all: true });
      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found)).not.toMatch(/s3cret|secret|73313/i);
    }
    expect(issues('Person', { name: 'x', addresses: [], password: 'hunter2' })[0]).toMatchObject({ pointer: '/password', received: 'a string' });
    expect(issues('Person', { name: 'x', addresses: [], password: null })[0]).toMatchObject({ received: 'null' });
    expect(issues('Person', { name: 'x', addresses: [], password: 'hunter2', age: -7 }, { all: true }).map(({ received }) => received)).toEqual(['-7', 'a string']);
  });

  it('never shows the value of an unknown property: nobody has said that it may be shown', () => {
    expect(issues('Closed', { passwrod: 'hunter2' })[0]).toMatchObject({ pointer: '/passwrod', keyword: 'additionalProperties', received: 'a string' });
  });

  it('reports the branch of a union that its tag selects', () => {
    expect(places('ByConstant', { kind: 'dog', lives: 9 }, { all: true })).toEqual(['/name required']);
    expect(issues('ByConstant', { kind: 'cow' })[0]).toMatchObject({ pointer: '/kind', expected: 'one of cat, dog', received: '"cow"' });
    expect(places('ByConstant', {})).toEqual(['/kind required']);
    expect(places('ByDiscriminator', { kind: 'cat', lives: 'nine' }, { all: true })).toEqual(['/lives type']);
  });

  it('reports the branch that fits the type when there is no tag', () => {
    expect(places('TextOrCat', 'abcd')).toEqual([' maxLength']);
    expect(places('TextOrCat', { kind: 'cat' })).toEqual(['/lives required']);
    expect(places('TextOrCat', 5)).toEqual([' anyOf']);
  });

  describe('closed', () => {
    const closed = { closed: reportUnknown, all: true };

    it('reports unknown properties of open objects, at any depth', () => {
      expect([...places('Person', { name: 'x', extra: 1, addresses: [{ city: 'a', street: 1 }] }, closed)].sort()).toEqual([
        '/addresses/0/street unevaluatedProperties',
        '/extra unevaluatedProperties',
      ]);
      expect(loaded.validate('Person')({ name: 'x', extra: 1, addresses: [] }).ok).toBe(true);
      expect(places('Person', { name: 'x', extra: 1, other: 2, addresses: [] }, { closed: reportUnknown })).toEqual(['/extra unevaluatedProperties']);
    });

    it('lets objects described without properties, and values of any kind, be open', () => {
      expect(places('Person', { name: 'x', addresses: [], anything: { a: 1 }, free: { b: 2 } }, closed)).toEqual([]);
    });

    it('counts what any part of a composition knows', () => {
      expect(places('Both', { city: 'a', zip: 'b' }, closed)).toEqual([]);
      expect(places('Both', { city: 'a', zip: 'b', zap: 1 }, closed)).toEqual(['/zap unevaluatedProperties']);
    });

    it('counts what the matching branches of a union know', () => {
      expect(places('Either', { a: 1, b: 2 }, closed)).toEqual([]);
      expect(places('Either', { a: 1, b: 'x' }, closed)).toEqual(['/b unevaluatedProperties']);
      expect(places('ByConstant', { kind: 'cat', lives: 9, name: 'Tom' }, closed)).toEqual(['/name unevaluatedProperties']);
    });
  });

  it('throws from assert with every sentence', () => {
    expect(() => loaded.assert('Address', { city: '' })).toThrow('/city must be at least 1 character, but is "".');
    expect(() => loaded.assert('Address', { city: 'a' })).not.toThrow();
  });

  it('speaks Standard Schema', () => {
    const standard = loaded.standard('Person')['~standard'];
    expect([standard.version, standard.vendor]).toEqual([1, 'stytch-b2b-openapi']);
    const value = { name: 'x', addresses: [] };
    expect(standard.validate(value)).toEqual({ value });
    expect(standard.validate({ name: 'x', addresses: [{ city: 'a', 'a/b~c': null }], age: -1 })).toEqual({
      issues: [
        { message: '/age must be at least 0, but is -1.', path: ['age'] },
        { message: '/addresses/0/a~1b~0c must be an integer, but is null.', path: ['addresses', 0, 'a/b~c'] },
      ],
    });
  });
});
