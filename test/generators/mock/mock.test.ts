/** What the mock adds to Prism: the API's own error bodies throughout, preferences, cross-origin requests. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Mock, startMock } from '../../../generators/mock/index.js';
import { smallDescription } from '../../support/smallDescription.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const docs = 'https://docs.example.com/api';
const json = { 'content-type': 'application/json' };
const signedIn = { ...json, authorization: `Basic ${Buffer.from('project-test-1:secret').toString('base64')}` };
const organizations = '/v1/b2b/organizations';

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0, errorsDocs: docs });
}, 60_000);

afterAll(() => mock.close());

interface ErrorAnswer {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly violations: string | null;
  readonly headers: Headers;
}

/** A request that ends in an error of the API, every member of which is looked at. */
async function errorOf(path: string, init: RequestInit = {}): Promise<ErrorAnswer> {
  const response = await fetch(`${mock.url}${path}`, { method: 'POST', headers: signedIn, ...init });
  expect(response.headers.get('content-type')).toBe('application/json');
  const body: unknown = await response.json();
  expect(body).toEqual({
    status_code: response.status,
    request_id: expect.stringMatching(/^request-id-test-/),
    error_type: expect.stringMatching(/^[a-z0-9_]+$/),
    error_message: expect.stringMatching(/./),
    error_url: expect.stringContaining(`${docs}/errors/${response.status}#`),
  });
  const { error_type: type, error_message: message, error_url: url } = body as Readonly<Record<string, string>>;
  expect(url).toBe(`${docs}/errors/${response.status}#${type}`);
  return { status: response.status, type: type ?? '', message: message ?? '', violations: response.headers.get('sl-violations'), headers: response.headers };
}

const valid = JSON.stringify({ organization_name: 'Acme' });

describe('a faulty request', () => {
  test('without credentials is 401', async () => {
    expect(await errorOf(organizations, { headers: json, body: valid })).toMatchObject({ status: 401, type: 'unauthorized_credentials' });
  });

  test('to no route is 404', async () => {
    expect(await errorOf('/v1/b2b/organisations', { body: valid })).toMatchObject({
      status: 404,
      type: 'route_not_found',
      message: expect.stringContaining('/v1/b2b/organisations'),
    });
  });

  test('with a method that the route has not is 405, and says which it has', async () => {
    const answer = await errorOf(organizations, { method: 'PATCH', body: valid });
    expect(answer).toMatchObject({ status: 405, type: 'method_not_allowed' });
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test.each([
    ['is not JSON', '{"organization_name": "Acme"', 'bad_request'],
    ['is no object', '[]', 'bad_request'],
    ['has a field of another type', '{"organization_name": 5}', 'invalid_organization_name'],
    ['lacks a field', '{}', 'organization_name_missing'],
    ['has a malformed field', '{"organization_name": "Acme", "organization_slug": "a/b"}', 'invalid_organization_slug'],
    ['has a field too many', '{"organization_name": "Acme", "colour": "red"}', 'bad_request'],
  ])('whose body %s is 400, as sharp as the call documents it', async (_fault, body, type) => {
    expect(await errorOf(organizations, { body })).toMatchObject({ status: 400, type });
  });

  test('says in a header what Prism found', async () => {
    const { violations } = await errorOf(organizations, { body: '{"organization_name": 5}' });
    expect(JSON.parse(violations ?? '')).toEqual([expect.objectContaining({ location: ['body', 'organization_name'] })]);
  });

  test('with a body of another media type is 400', async () => {
    expect(await errorOf(organizations, { headers: { ...signedIn, 'content-type': 'text/plain' }, body: 'hello' })).toMatchObject({ status: 400, type: 'bad_request' });
  });

  test('that is too large is refused, and the mock lives on', async () => {
    const body = JSON.stringify({ organization_name: 'x'.repeat(11 * 1024 * 1024) });
    expect(await errorOf(organizations, { body })).toMatchObject({ status: 400, type: 'bad_request' });
    expect((await fetch(`${mock.url}${organizations}`, { method: 'POST', headers: signedIn, body: valid })).status).toBe(200);
  });
});

test.each([
  ['an empty object where the call takes no body', 'DELETE', '{}'],
  ['what is in the path once more in the body', 'PUT', '{"organization_id": "acme-robotics", "organization_name": "Acme"}'],
])('%s is ignored, as official clients send it', async (_what, method, body) => {
  const response = await fetch(`${mock.url}${organizations}/acme-robotics`, { method, headers: signedIn, body });
  expect([response.status, response.headers.get('sl-violations')]).toEqual([200, null]);
  await response.body?.cancel();
});

describe('a call of OAuth 2.0', () => {
  const token = '/v1/public/project-test-11111111-1111-4111-8111-111111111111/oauth2/token';

  async function oauthErrorOf(path: string, init: RequestInit): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${mock.url}${path}`, init);
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    expect(body).toEqual({
      status_code: response.status,
      request_id: expect.stringMatching(/^request-id-test-/),
      error: expect.stringMatching(/^[a-z0-9_]+$/),
      error_description: expect.stringMatching(/./),
      error_uri: `${docs}/errors/${response.status}#${String(body['error'])}`,
    });
    return body;
  }

  test.each([
    ['without a body', token, { method: 'POST' }, 'bad_request'],
    ['that is not JSON', token, { method: 'POST', headers: json, body: '{' }, 'bad_request'],
    ['without the token', token.replace('token', 'introspect'), { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'token_type_hint=access_token' }, 'invalid_client_id'],
    ['without an access token', '/v1/oauth2/userinfo', {}, 'idp_access_token_expired'],
  ] as const)('%s is refused in the form of RFC 6749', async (_fault, path, init, error) => {
    expect(await oauthErrorOf(path, init)).toMatchObject({ error });
  });

  test('that needs no credentials does not mind any', async () => {
    const response = await fetch(`${mock.url}/.well-known/openid-configuration`, { headers: signedIn });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });
});

describe('a preference', () => {
  const prefer = (wish: string): RequestInit => ({ headers: { ...signedIn, prefer: wish }, body: valid });

  test.each(['code=400, example=organization_slug_already_used', 'example=organization_slug_already_used', 'example="organization_slug_already_used"; code=400', 'respond-async, Example=organization_slug_already_used'])(
    '%s gives that error',
    async (wish) => {
      expect(await errorOf(organizations, prefer(wish))).toMatchObject({ status: 400, type: 'organization_slug_already_used' });
    },
  );

  test('for a status gives its first error', async () => {
    expect(await errorOf(organizations, prefer('code=429'))).toMatchObject({ status: 429, type: 'too_many_requests' });
  });

  test('for what the call does not document is 400, and says what was probably meant', async () => {
    expect((await errorOf(organizations, prefer('example=organization_slug_already_taken'))).message).toContain('Did you mean organization_slug_already_used?');
    expect((await errorOf(organizations, prefer('code=418'))).message).toContain('has no response 418');
    expect((await errorOf(organizations, prefer('code=4000'))).message).toContain('is no status code');
  });

  test('for made-up bodies gives one that fits the schema', async () => {
    const response = await fetch(`${mock.url}${organizations}`, { method: 'POST', ...prefer('dynamic=true') });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ organization: { organization_id: expect.any(String) } });
  });
});

describe('a page', () => {
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,prefer' } };

  test.each(['https://docs.example.com', 'http://localhost:4000', 'http://127.0.0.1:8080', 'null'])('of %s may call and read', async (origin) => {
    const allowed = await fetch(`${mock.url}${organizations}`, { ...preflight, headers: { ...preflight.headers, origin } });
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization,prefer');
    const response = await fetch(`${mock.url}${organizations}`, { method: 'POST', headers: { ...signedIn, origin }, body: valid });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    await response.body?.cancel();
  });

  test.each(['https://evil.example.com', 'http://localhost.evil.com', 'https://docs.example.com.evil.com'])('of %s may not', async (origin) => {
    const response = await fetch(`${mock.url}${organizations}`, { ...preflight, headers: { ...preflight.headers, origin } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('the samples are three calls, the last of which asks for an error', () => {
  expect(mock.samples).toHaveLength(3);
  for (const { command } of mock.samples) expect(command).toContain(`curl`);
  expect(mock.samples[0]?.command).toContain(mock.url);
  expect(mock.samples[2]?.command).toMatch(/-H 'Prefer: code=400, example=[a-z_]+'/);
});

describe("somebody else's description", () => {
  async function robots(options: { readonly dynamic?: boolean } = {}): Promise<Mock> {
    const folder = temporaryFolder();
    writeFiles(folder, smallDescription);
    const server = await startMock({ input: join(folder, 'openapi.yaml'), port: 0, ...options });
    onTestFinished(() => server.close());
    return server;
  }

  test('gets its examples', async () => {
    const server = await robots();
    const response = await fetch(`${server.url}/robots/r-1`, { headers: { 'x-key': 'k' } });
    expect([response.status, await response.json()]).toEqual([200, { robot_id: 'r-1', name: 'Marvin' }]);
  });

  test('has no error bodies of its own, so faults are Problem Details', async () => {
    const server = await robots();
    const response = await fetch(`${server.url}/robots/r-1`);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, type: 'about:blank' });
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  });

  test('gives an empty answer where none is described', async () => {
    const server = await robots();
    const response = await fetch(`${server.url}/robots/r-1`, { headers: { 'x-key': 'k', prefer: 'code=404' } });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test('can be answered from its schemas', async () => {
    const server = await robots({ dynamic: true });
    const response = await fetch(`${server.url}/robots/r-1`, { headers: { 'x-key': 'k' } });
    expect(await response.json()).toMatchObject({ robot_id: expect.any(String), name: expect.any(String) });
  });
});
