import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPkce, createTokens, hasScopes, isTokenError, tokenProvider } from '../../../../templates/sdk/tokens/index.js';
import { json } from '../../../../templates/sdk/runtime/bodies.js';
import { type AnyParams, connectTo, makeCall } from '../runtime/client.js';
import { answer, errorBody, startServer, type TestServer } from '../runtime/server.js';
import { makeKey, projectId, sessionClaims, sign, type SigningKey, type TokenFacts } from './issuer.js';

let key: SigningKey;
let server: TestServer;
let keysAvailable = true;
beforeAll(async () => {
  key = await makeKey('k-1');
  server = await startServer(({ url }, response) => {
    if (url === '/keys' && keysAvailable) answer(response, 200, { keys: [key.published] });
    else if (url === '/authenticate') answer(response, 200, { member_session: { member_id: 'member-remote' }, session_jwt: 'fresh' });
    else if (url === '/policy') answer(response, 200, { policy: { roles: [{ role_id: 'editor', permissions: [{ resource_id: 'documents', actions: ['read'] }] }], scopes: [{ scope: 'write:documents', permissions: [{ resource_id: 'documents', actions: ['*'] }] }] } });
    else if (url.startsWith('/organization-policy')) answer(response, 200, { org_policy: { roles: [{ role_id: 'editor', permissions: [{ resource_id: 'invoices', actions: ['*'] }] }] } });
    else answer(response, 404, errorBody(404, 'route_not_found'));
  });
});
afterAll(() => server.close());

/** The calls a client has, over the test server. */
function makeTokens(): ReturnType<typeof createTokens<object>> {
  const connection = connectTo(server.baseUrl, { retries: 0 });
  const call = (path: string) => async (params: object = {}): Promise<never> =>
    (await makeCall('safe', { id: path, path, body: { encode: json, required: true } })(connection, params as AnyParams)) as never;
  const client = {
    sessions: { getJWKS: call('/keys'), authenticate: call('/authenticate') },
    rbac: { policy: call('/policy'), organizations: { getOrgPolicy: call('/organization-policy') } },
  };
  return createTokens<object>(client, { projectId, domain: 'https://login.acme.example/' });
}

let tokens: ReturnType<typeof makeTokens>;
let before: number;
beforeEach(() => {
  keysAvailable = true;
  tokens = makeTokens();
  before = server.seen.length;
});
const requests = (): readonly string[] => server.seen.slice(before).map(({ url }) => url);
const session = (facts: TokenFacts = {}): Promise<string> => sign(key, { claims: { ...sessionClaims, tier: 'gold' }, ...facts });

describe('authenticateJwtLocal', () => {
  test('tells the session', async () => {
    expect(await tokens.sessions.authenticateJwtLocal({ session_jwt: await session() })).toEqual({
      member_session_id: 'member-session-test-1',
      member_id: 'member-test-1',
      organization_id: 'organization-test-1',
      organization_slug: 'acme-robotics',
      started_at: '2026-11-01T00:00:00Z',
      last_accessed_at: '2026-11-01T00:05:00Z',
      expires_at: '2026-11-02T00:00:00Z',
      authentication_factors: [{ type: 'password' }],
      roles: ['stytch_member', 'editor'],
      custom_claims: { tier: 'gold' },
    });
    expect(requests()).toEqual(['/keys']);
  });

  test('accepts the project domain as issuer', async () => {
    await tokens.sessions.authenticateJwtLocal({ session_jwt: await session({ issuer: 'https://login.acme.example' }) });
  });

  test.each([
    ['malformed', () => Promise.resolve('not.a.jwt')],
    ['malformed', () => Promise.resolve('')],
    ['malformed', () => sign(key)],
    ['malformed', () => session({ claims: { ...sessionClaims, 'https://stytch.com/organization': null } })],
    ['malformed', () => session({ claims: { ...sessionClaims, 'https://stytch.com/session': { id: 7 } } })],
    ['unknown_key', () => session({ header: { kid: 'other' } })],
    ['wrong_audience', () => session({ audience: 'project-test-other' })],
    ['wrong_issuer', () => session({ issuer: 'stytch.com/project-test-other' })],
    ['expired', () => session({ issued: -600, expires: -300 })],
    ['not_yet_valid', () => session({ claims: { ...sessionClaims, nbf: Math.floor(Date.now() / 1000) + 600 } })],
    ['bad_signature', async () => {
      const [head = '', , signature = ''] = (await session()).split('.');
      const forged = Buffer.from(JSON.stringify({ ...sessionClaims, sub: 'someone-else' })).toString('base64url');
      return `${head}.${forged}.${signature}`;
    }],
    ['malformed', async () => {
      const [, body = ''] = (await session()).split('.');
      return `${Buffer.from('{"alg":"none","kid":"k-1"}').toString('base64url')}.${body}.`;
    }],
    ['malformed', async () => {
      // A public key must not do as the secret of a symmetric algorithm.
      const [, body = '', signature = ''] = (await session()).split('.');
      return `${Buffer.from('{"alg":"HS256","kid":"k-1"}').toString('base64url')}.${body}.${signature}`;
    }],
  ] as const)('refuses a token that is %s', async (code, make) => {
    const token = await make();
    const error: unknown = await tokens.sessions.authenticateJwtLocal({ session_jwt: token }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TokenError', code });
    if (token !== '') expect(inspect(error, { depth: 10 })).not.toContain(token);
  });

  test('knows no token older than the caller accepts; 0 is every token', async () => {
    const session_jwt = await session({ issued: -120 });
    await tokens.sessions.authenticateJwtLocal({ session_jwt, max_token_age_seconds: 600 });
    for (const max_token_age_seconds of [60, 0]) {
      await expect(tokens.sessions.authenticateJwtLocal({ session_jwt, max_token_age_seconds })).rejects.toMatchObject({ code: 'too_old' });
    }
  });

  test('allows for clocks that differ', async () => {
    const session_jwt = await session({ issued: -310, expires: -10 });
    await expect(tokens.sessions.authenticateJwtLocal({ session_jwt })).rejects.toMatchObject({ code: 'expired' });
    await tokens.sessions.authenticateJwtLocal({ session_jwt, clock_tolerance_seconds: 60 });
    await tokens.sessions.authenticateJwtLocal({ session_jwt, current_date: new Date(Date.now() - 60_000) });
  });

  test('says when the keys cannot be had', async () => {
    keysAvailable = false;
    await expect(tokens.sessions.authenticateJwtLocal({ session_jwt: await session() })).rejects.toMatchObject({ code: 'keys_unavailable' });
  });
});

describe('authorization_check', () => {
  const check = { organization_id: 'organization-test-1', resource_id: 'documents', action: 'read' };
  const ask = async (change: Partial<typeof check>): Promise<unknown> =>
    tokens.sessions.authenticateJwtLocal({ session_jwt: await session(), authorization_check: { ...check, ...change } });

  test('permits what a role of the project or of the organization permits', async () => {
    await ask({});
    await ask({ resource_id: 'invoices', action: 'anything' });
    expect(requests()).toEqual(['/keys', '/organization-policy', '/policy']);
  });

  test.each([
    ['not_permitted', { action: 'delete' }],
    ['not_permitted', { resource_id: 'members' }],
    ['tenancy_mismatch', { organization_id: 'organization-test-2' }],
  ])('refuses otherwise: %s', async (code, change) => {
    await expect(ask(change)).rejects.toMatchObject({ code });
  });
});

describe('authenticateJwt', () => {
  test('makes no call for a good token', async () => {
    const session_jwt = await session();
    expect(await tokens.sessions.authenticateJwt({ session_jwt })).toMatchObject({ session_jwt, member_session: { member_id: 'member-test-1' } });
    expect(requests()).toEqual(['/keys']);
  });

  test.each([
    ['has expired', { issued: -600, expires: -300 }, {}],
    ['is too old', {}, { max_token_age_seconds: 0 }],
  ])('asks the API when it %s', async (_, facts, options) => {
    expect(await tokens.sessions.authenticateJwt({ session_jwt: await session(facts), ...options })).toMatchObject({ session_jwt: 'fresh' });
    expect(requests()).toEqual(['/keys', '/authenticate']);
  });

  test('passes on what is for the remote call alone', async () => {
    const remote = { session_duration_minutes: 60, session_custom_claims: { tier: 'gold' } };
    const session_jwt = await session({ issued: -600, expires: -300 });
    await tokens.sessions.authenticateJwt({ session_jwt, ...remote, clock_tolerance_seconds: 5 });
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({ session_jwt, ...remote });
  });

  test('asks nobody about a token that is malformed or not permitted', async () => {
    await expect(tokens.sessions.authenticateJwt({ session_jwt: 'nonsense' })).rejects.toMatchObject({ code: 'malformed' });
    const authorization_check = { organization_id: 'organization-test-2', resource_id: 'documents', action: 'read' };
    await expect(tokens.sessions.authenticateJwt({ session_jwt: await session(), authorization_check })).rejects.toMatchObject({ code: 'tenancy_mismatch' });
    expect(requests()).not.toContain('/authenticate');
  });
});

describe('authenticateToken', () => {
  const token = (scope: string): Promise<string> => sign(key, { subject: 'm2m-client-test-1', claims: { scope, plan: 'pro' } });

  test('tells the client and its scopes', async () => {
    expect(await tokens.m2m.authenticateToken({ access_token: await token('read:users write:*'), required_scopes: ['read:users', 'write:orders'] })).toEqual({
      client_id: 'm2m-client-test-1', scopes: ['read:users', 'write:*'], custom_claims: { plan: 'pro' },
    });
  });

  test('lets the caller compare the scopes', async () => {
    const access_token = await token('admin');
    expect(await tokens.m2m.authenticateToken({ access_token, required_scopes: ['read:users'] }, ({ hasScopes: has }) => has.includes('admin'))).toMatchObject({ scopes: ['admin'] });
    await expect(tokens.m2m.authenticateToken({ access_token }, () => false)).rejects.toMatchObject({ code: 'missing_scope' });
  });

  test('refuses a client without a required scope', async () => {
    const error: unknown = await tokens.m2m.authenticateToken({ access_token: await token('read:users'), required_scopes: ['write:users'] }).catch((reason: unknown) => reason);
    expect(isTokenError(error, 'missing_scope')).toBe(true);
    expect(isTokenError(error, 'expired')).toBe(false);
  });

  test.each([
    [['read:users'], ['read:users'], true],
    [['read:*'], ['read:users'], true],
    [['read'], ['read'], true],
    [['*'], ['read:users'], false],
    [['read'], ['read:users'], false],
    [['read:users'], ['read'], false],
    [[], [], true],
  ])('%j satisfies %j: %s', (has, required, verdict) => {
    expect(hasScopes(has, required)).toBe(verdict);
  });
});

describe('introspectTokenLocal', () => {
  const token = (): Promise<string> => sign(key, { claims: { scope: 'openid write:documents', 'https://stytch.com/organization': { organization_id: 'organization-test-1', slug: 'acme' } } });

  test('tells the claims, and checks scopes against the policy', async () => {
    const authorization_check = { organization_id: 'organization-test-1', resource_id: 'documents', action: 'delete' };
    expect(await tokens.idp.introspectTokenLocal(await token(), { authorization_check })).toMatchObject({
      subject: 'member-test-1', scope: 'openid write:documents', audience: projectId, organization: { slug: 'acme' }, custom_claims: {}, token_type: 'access_token',
    });
    await expect(tokens.idp.introspectTokenLocal(await token(), { authorization_check: { ...authorization_check, resource_id: 'x' } })).rejects.toMatchObject({ code: 'not_permitted' });
  });

  test('refuses a token that names no organization', async () => {
    await expect(tokens.idp.introspectTokenLocal(await sign(key))).rejects.toMatchObject({ code: 'malformed' });
  });
});

describe('tokenProvider', () => {
  function setUp(lifetime: number) {
    const state = { time: 0, fetches: 0, fails: false };
    const give = tokenProvider(
      async () => {
        state.fetches += 1;
        await new Promise((resolve) => setTimeout(resolve, 2));
        if (state.fails) throw new Error('unreachable');
        return { access_token: `t-${state.fetches}`, expires_in: lifetime };
      },
      { margin: 60_000, now: () => state.time },
    );
    return { state, give };
  }

  test('fetches once for everyone, and keeps the token', async () => {
    const { state, give } = setUp(3600);
    expect(await Promise.all([give(), give(), give()])).toEqual(['t-1', 't-1', 't-1']);
    state.time = 3_539_000;
    expect(await give()).toBe('t-1');
    expect(state.fetches).toBe(1);
  });

  test('replaces it before it expires', async () => {
    const { state, give } = setUp(3600);
    await give();
    state.time = 3_540_000;
    expect(await give()).toBe('t-2');
  });

  test('replaces it when the clock was set back: nobody knows how old it is', async () => {
    const { state, give } = setUp(3600);
    state.time = 10_000_000;
    await give();
    state.time = 0;
    expect(await give()).toBe('t-2');
    expect(await give()).toBe('t-2');
  });

  test('gives the old one while it is good and no new one can be had', async () => {
    const { state, give } = setUp(3600);
    await give();
    state.fails = true;
    state.time = 3_599_000;
    expect(await give()).toBe('t-1');
    state.time = 3_600_000;
    await expect(give()).rejects.toThrow('unreachable');
  });

  test('keeps a short-lived token for half its life', async () => {
    const { state, give } = setUp(30);
    await give();
    state.time = 14_000;
    expect(await give()).toBe('t-1');
    state.time = 15_000;
    expect(await give()).toBe('t-2');
  });
});

test('createPkce makes a challenge that belongs to its verifier', async () => {
  const { createHash } = await import('node:crypto');
  const { code_verifier, code_challenge } = await createPkce();
  expect(code_verifier).toMatch(/^[\w-]{43}$/);
  expect(code_challenge).toBe(createHash('sha256').update(code_verifier).digest('base64url'));
  expect((await createPkce()).code_verifier).not.toBe(code_verifier);
});
