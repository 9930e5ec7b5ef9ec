import { describe, expect, it } from 'vitest';
import { constantTimeEqual, parseBasic, type SecuritySchemeDescriptor } from '../../../../templates/server/runtime/authentication.js';
import { ApiError } from '../../../../templates/server/runtime/errors.js';
import type { OperationDescriptor } from '../../../../templates/server/runtime/operation.js';
import { credentials, definition, fixture, getThing } from './fixtureApi.js';

const ok = { status: 200, body: { thing: 'x' } };

describe('the order of things', () => {
  it('is authentication before the body: nothing of it is read for a stranger', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode('{"name":"n"}'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const { send } = fixture({ createThing: () => ok });
    const { status } = await send('POST', '/things', { body, headers: { authorization: 'Basic wrong' } });
    expect([status, pulled]).toEqual([401, 0]);
  });

  it('is authentication before validation: a stranger learns nothing of the form', async () => {
    const { send } = fixture({ createThing: () => ok });
    const { status } = await send('POST', '/things?dry_run=perhaps', { body: {}, headers: { authorization: '' } });
    expect(status).toBe(401);
  });
});

describe('a refusal', () => {
  it('is the documented error, with a challenge that no title can break', async () => {
    const { send } = fixture({ createThing: () => ok });
    const { status, body, headers } = await send('POST', '/things', { body: { name: 'n' }, headers: { authorization: '' } });
    expect([status, body['error_type']]).toEqual([401, 'unauthorized_credentials']);
    expect(headers.get('www-authenticate')).toBe('Basic realm="Things API", charset="UTF-8"');
  });

  it('can be an error of the authenticator', async () => {
    const { send } = fixture(
      { createThing: () => ok },
      { authenticate: { basicAuth: () => { throw new ApiError('bad_request'); }, memberSession: () => undefined } },
    );
    expect(await send('POST', '/things', { body: { name: 'n' } })).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
  });

  it.each([undefined, null, false])('is what %s means', async (principal) => {
    const { send } = fixture({ createThing: () => ok }, { authenticate: { basicAuth: () => principal, memberSession: () => ({}) } });
    expect((await send('POST', '/things', { body: { name: 'n' } })).status).toBe(401);
  });
});

describe('alternatives', () => {
  const body = { name: 'n' };

  it('without the session: the caller alone', async () => {
    const seen: unknown[] = [];
    const { send } = fixture({ createThing: (call: { principals: object }) => (seen.push(call.principals), ok) });
    await send('POST', '/things', { body });
    expect(seen).toEqual([{ basicAuth: { project: 'project' } }]);
  });

  it('a bad session does not fall back to the wider rights of the secret', async () => {
    const { send } = fixture({ createThing: () => ok });
    expect((await send('POST', '/things', { body, headers: { 'X-Member-Session': 'forged' } })).status).toBe(401);
  });

  it('a session alone is not enough', async () => {
    const { send } = fixture({ createThing: () => ok });
    expect((await send('POST', '/things', { body, headers: { 'X-Member-Session': 'session', authorization: '' } })).status).toBe(401);
  });

  it('the permission is asked for when a session is sent, and only then', async () => {
    const asked: unknown[] = [];
    const { send } = fixture({ createThing: () => ok }, {
      authorize: (permission, session) => {
        asked.push([permission, session]);
        return false;
      },
    });
    expect((await send('POST', '/things', { body })).status).toBe(200);
    const refused = await send('POST', '/things', { body, headers: { 'X-Member-Session': 'session' } });
    expect([refused.status, refused.body['error_type']]).toEqual([403, 'session_authorization_error']);
    expect(refused.body['error_message']).toBe('The roles do not permit to create a thing.');
    expect(asked).toEqual([[{ resource: 'thing', action: 'create' }, { member: 'ada' }]]);
  });
});

describe('AND and OR', () => {
  const schemes: readonly SecuritySchemeDescriptor[] = [
    { name: 'bearer', kind: 'bearer', memberSession: false },
    { name: 'digest', kind: 'http', scheme: 'digest', memberSession: false },
    { name: 'header', kind: 'apiKey', in: 'header', parameterName: 'X-Key', memberSession: false },
    { name: 'query', kind: 'apiKey', in: 'query', parameterName: 'key', memberSession: false },
    { name: 'cookie', kind: 'apiKey', in: 'cookie', parameterName: 'session', memberSession: false },
    { name: 'certificate', kind: 'mutualTLS', memberSession: false },
  ];

  async function principals(
    security: OperationDescriptor['security'],
    target: string,
    headers: { readonly [name: string]: string },
  ): Promise<unknown> {
    let seen: unknown = 'none';
    const accept = (credentials: object): unknown => (Object.values(credentials).includes('bad') ? undefined : credentials);
    const { send } = fixture(
      { getThing: (call: { principals: object }) => ((seen = call.principals), ok) },
      { authenticate: Object.fromEntries(schemes.map(({ name }) => [name, accept])) },
      { ...definition, operations: [{ ...getThing, security }], securitySchemes: schemes },
    );
    const { status } = await send('GET', target, { headers: { authorization: '', ...headers } });
    return status === 200 ? seen : status;
  }

  it.each<[string, OperationDescriptor['security'], string, { readonly [name: string]: string }, unknown]>([
    ['each of a set', [['header', 'query']], '/things/a?key=k', { 'X-Key': 'h' }, { header: { value: 'h' }, query: { value: 'k' } }],
    ['one of a set missing', [['header', 'query']], '/things/a', { 'X-Key': 'h' }, 401],
    ['one of a set bad', [['header', 'query']], '/things/a?key=bad', { 'X-Key': 'h' }, 401],
    ['the second alternative', [['bearer'], ['header']], '/things/a', { 'X-Key': 'h' }, { header: { value: 'h' } }],
    ['the second after a bad first', [['bearer'], ['header']], '/things/a', { authorization: 'Bearer bad', 'X-Key': 'h' }, { header: { value: 'h' } }],
    ['anonymous', [['bearer'], []], '/things/a', {}, {}],
    ['bad credentials where none were needed', [['bearer'], []], '/things/a', { authorization: 'Bearer bad' }, 401],
    ['a bearer token', [['bearer']], '/things/a', { authorization: 'bearer  abc.def-~+/==' }, { bearer: { token: 'abc.def-~+/==' } }],
    ['a malformed bearer token', [['bearer']], '/things/a', { authorization: 'Bearer a b' }, 401],
    ['another scheme', [['bearer']], '/things/a', { authorization: 'Bearerabc' }, 401],
    ['any http scheme', [['digest']], '/things/a', { authorization: 'Digest a=b' }, { digest: { parameters: 'a=b' } }],
    ['a cookie', [['cookie']], '/things/a', { cookie: 'a=b; session=s%20t; c' }, { cookie: { value: 's t' } }],
    ['no such cookie', [['cookie']], '/things/a', { cookie: 'xsession=s' }, 401],
    ['a key given twice', [['query']], '/things/a?key=a&key=b', {}, 401],
    ['an empty key', [['header']], '/things/a', { 'X-Key': '' }, 401],
    ['a certificate', [['certificate']], '/things/a', {}, { certificate: {} }],
  ])('%s', async (_, security, target, headers, expected) => {
    expect(await principals(security, target, headers)).toEqual(expected);
  });
});

describe('Basic credentials', () => {
  const encode = (text: string | Uint8Array): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    [credentials, { username: 'project', password: 'secret' }],
    ['basic   cDpz', { username: 'p', password: 's' }],
    [encode('p:a:b:'), { username: 'p', password: 'a:b:' }],
    [encode(':'), { username: '', password: '' }],
    [encode('ü:ß€'), { username: 'ü', password: 'ß€' }],
  ])('%s', (header, expected) => {
    expect(parseBasic(header)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    'Basic *',
    'Basic cDpz=x',
    'Basic c',
    'Bearer cDpz',
    'Basic cDpz cDpz',
    encode('no colon'),
    encode('p:\0'),
    encode('p:a\r\nb'),
    encode(Uint8Array.of(0x70, 0x3a, 0xff)),
  ])('are not found in %j', (header) => {
    expect(parseBasic(header)).toBeUndefined();
  });
});

describe('constantTimeEqual', () => {
  it.each([
    ['', '', true],
    ['secret', 'secret', true],
    ['ß', 'ß', true],
    ['secret', 'secreT', false],
    ['secret', 'secretsecret', false],
    ['secretsecret', 'secret', false],
    ['', 'secret', false],
    ['secret', '', false],
    ['\0', '', false],
  ])('%j and %j: %s', (given, expected, equal) => {
    expect(constantTimeEqual(given, expected)).toBe(equal);
  });
});
