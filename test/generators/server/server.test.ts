import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';
import { compileAndImport, generateServer, typeErrors } from './compileGenerated.js';

// Compiling takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const fixtures = 'test/generators/server/fixtures';

const handlers = `import { createServer, apiError, type Environment, type Handlers } from './server/index.js';

interface App extends Environment {
  readonly context: { readonly things: Map<string, string> };
  readonly caller: { readonly project: string };
  readonly memberSession: { readonly member: string };
}

const things = new Map<string, string>();

export const handlers: Handlers<App> = {
  createThing: ({ body, query, headers, caller, memberSession, context, apiError }) => {
    const dryRun: boolean | undefined = query.dry_run;
    const count: number | undefined = headers['X-Count'];
    const member: string | undefined = memberSession?.member;
    if (context.things.has(body.slug)) throw apiError('thing_slug_already_used', { slug: body.slug });
    if (dryRun !== true) context.things.set(body.slug, caller.project);
    return { status: 200, body: { thing: { thing_id: \`\${body.slug}-\${count ?? 0}-\${member ?? 'nobody'}-\${(query.tags ?? []).join('+')}\` } } };
  },
  getThing: async ({ path, context, apiError }) => {
    await Promise.resolve();
    if (!context.things.has(path.thing_id)) return apiError('thing_not_found', { thing_id: path.thing_id });
    return { status: 200, body: { thing: { thing_id: path.thing_id } } };
  },
  delete: ({ path }) => {
    const id: number = path.thing_id;
    things.delete(String(id));
    return { status: 204 };
  },
  issueToken: ({ body, apiError }) => {
    const ttl: number | undefined = body?.ttl;
    return ttl === undefined ? apiError('invalid_grant') : { status: 200, body: { access_token: String(ttl) } };
  },
};

export const server = createServer<App>(handlers, {
  authenticate: {
    basicAuth: ({ username, password }) => (password === 'secret' ? { project: username } : undefined),
    session: async ({ value }) => (value === 's' ? { member: 'ada' } : undefined),
  },
  context: () => ({ things }),
  development: true,
});

export const anyError = apiError('thing_not_found', { thing_id: 't' });
`;

const mistakes = `import { createServer, type Environment, type Handlers } from './server/index.js';

interface App extends Environment {
  readonly context: { readonly now: () => Date };
}

export const wrong: Partial<Handlers<App>>[] = [
  // @ts-expect-error An undocumented status.
  { getThing: () => ({ status: 201, body: { thing: { thing_id: 't' } } }) },
  // @ts-expect-error An undocumented body.
  { getThing: () => ({ status: 200, body: { thong: 1 } }) },
  // @ts-expect-error An error type of another operation, returned.
  { getThing: ({ apiError }) => apiError('thing_slug_already_used', { slug: 's' }) },
  // @ts-expect-error An error type of another operation, thrown.
  { getThing: ({ apiError }) => { throw apiError('bad_request'); } },
  // @ts-expect-error A missing parameter of the message.
  { getThing: ({ apiError }) => apiError('thing_not_found') },
  // @ts-expect-error A parameter of another name.
  { getThing: ({ apiError }) => apiError('thing_not_found', { id: 't' }) },
  // @ts-expect-error A parameter that the message does not have.
  { createThing: ({ apiError }) => apiError('bad_request', { slug: 's' }) },
  // @ts-expect-error An operation that does not exist.
  { getThong: () => ({ status: 204 }) },
  // @ts-expect-error A part that the request does not have.
  { getThing: ({ body, apiError }) => apiError('thing_not_found', { thing_id: String(body) }) },
  // @ts-expect-error An open operation has no caller.
  { delete: ({ caller }) => ({ status: 204, headers: { x: String(caller) } }) },
  // @ts-expect-error A member session that may be absent.
  { createThing: ({ memberSession }: { memberSession: { member: string } }) => ({ status: 200, body: { thing: { thing_id: memberSession.member } } }) },
];

const authenticate = { basicAuth: () => ({}), session: () => ({}) };
// @ts-expect-error An authenticator for no scheme.
createServer<App>({}, { authenticate: { ...authenticate, digest: () => ({}) }, context: () => ({ now: () => new Date() }) });
// @ts-expect-error No context where handlers want one.
createServer<App>({}, { authenticate });
// @ts-expect-error A context of another type.
createServer<App>({}, { authenticate, context: () => ({ now: 1 }) });
createServer({}, { authenticate });
`;

describe('a server of an API with an error catalogue', () => {
  let folder: string;
  beforeAll(async () => {
    folder = makeTemporaryFolder();
    expect(await generateServer(`${fixtures}/things.yaml`, folder)).toEqual([]);
    writeFiles(folder, { 'app.ts': handlers, 'mistakes.ts': mistakes });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles for the strictest user, and lets nothing undocumented through', () => {
    expect(typeErrors(folder, ['app.ts', 'mistakes.ts', 'server/node.ts'])).toEqual([]);
  });

  it('answers', async () => {
    const app = await compileAndImport(folder, ['app.ts']);
    const call = caller(app['server']);
    const authorization = `Basic ${btoa('project:secret')}`;
    const created = await call('POST', '/things?dry_run=false&tags=a,b%2Cc', { authorization, 'X-Count': '3', 'X-Session': 's' }, { slug: 'one' });
    expect(created).toMatchObject([200, { status_code: 200, thing: { thing_id: 'one-3-ada-a+b,c' } }]);
    expect(await call('POST', '/things', { authorization }, { slug: 'one' })).toEqual([
      400,
      {
        status_code: 400,
        request_id: expect.stringMatching(/^request-id-test-[0-9a-f]{8}-/),
        error_type: 'thing_slug_already_used',
        error_message: 'The slug "one" is used.',
        error_url: 'https://docs.example/errors/400#thing_slug_already_used',
      },
    ]);
    expect(await call('POST', '/things', { authorization }, { slug: 'Not One' })).toMatchObject([
      400,
      { error_type: 'invalid_thing_slug', error_details: { fields: [{ in: 'body', pointer: '/slug', keyword: 'pattern' }] } },
    ]);
    expect(await call('POST', '/things', { authorization }, { slug: 'one', secret: 5 })).toMatchObject([400, { error_type: 'bad_request' }]);
    expect(await call('POST', '/things?dry_run=1', { authorization }, { slug: 'x' })).toMatchObject([400, { error_type: 'bad_request' }]);
    expect(await call('GET', '/things/two', { authorization })).toMatchObject([404, { error_type: 'thing_not_found' }]);
    expect(await call('GET', '/things/two', {})).toMatchObject([401, { error_type: 'unauthorized_credentials' }]);
    expect(await call('DELETE', '/things/7', {})).toEqual([204, {}]);
    expect(await call('DELETE', '/things/seven', {})).toMatchObject([400, { error_type: 'bad_request' }]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await call('POST', '/token', form, 'grant_type=x&ttl=60')).toEqual([200, { access_token: '60' }]);
    expect(await call('POST', '/token', form, 'grant_type=x')).toMatchObject([400, { error: 'invalid_grant', error_description: 'No such grant.' }]);
  });

  it('is the same on every run', async () => {
    const again = makeTemporaryFolder();
    try {
      await generateServer(`${fixtures}/things.yaml`, again);
      const mine = Object.fromEntries(Object.entries(readFiles(folder)).filter(([path]) => path.startsWith('server/')));
      expect(Object.fromEntries(Object.entries(readFiles(again)).filter(([path]) => path.startsWith('server/')))).toEqual(mine);
    } finally {
      rmSync(again, { recursive: true, force: true });
    }
  });
});

const strangersHandlers = `import { createServer, type Environment, type Handlers } from './server/index.js';

interface Names extends Environment {
  readonly context: undefined;
  readonly caller: string;
}

const handlers: Handlers<Names> = {
  getPets: ({ query, cookies, caller }) => {
    if (cookies.trace === 7) return { status: 200, contentType: 'text/csv', body: caller + ' ' + query.api_key };
    if (query.limit === 0) return { status: 200, contentType: 'text/csv', body: 'name\\r\\n' };
    if (query.limit === 13) return { status: 418, body: { code: 13 } };
    return { status: 200, contentType: 'application/json', body: [{ name: null }] };
  },
  addPet: ({ body: { name } }) => ({ status: 200, body: { id: 1, name } }),
  'put-photo': ({ path, body }) => (path.id === body.length ? { status: 204 } : { status: 404 }),
};

const authenticate = { key: ({ value }: { readonly value: string }) => (value === 'k' ? 'me' : undefined) };
export const server = createServer<Names>(handlers, { authenticate, development: true });
export const below = createServer<Names>(handlers, { authenticate, basePath: 'documented' });
`;

describe("a server of a stranger's document", () => {
  let folder: string;
  beforeAll(async () => {
    folder = makeTemporaryFolder();
    expect(await generateServer(`${fixtures}/stranger.yaml`, folder)).toEqual(['unsupported-media-type']);
    writeFiles(folder, { 'app.ts': strangersHandlers });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers, with problem details for what goes wrong', async () => {
    const app = await compileAndImport(folder, ['app.ts']);
    const call = caller(app['server']);
    expect(await call('GET', '/pets?api_key=k', {})).toEqual([200, [{ name: null }]]);
    expect(await call('GET', '/pets?limit=0&api_key=k', {})).toEqual([200, 'name\r\n']);
    expect(await call('GET', '/pets?limit=13&api_key=k', {})).toEqual([418, { code: 13 }]);
    expect(await call('GET', '/pets?limit=101&api_key=k', {})).toMatchObject([
      400,
      { type: 'about:blank', code: 'invalid_argument', fields: [{ in: 'query', pointer: '/limit', keyword: 'maximum' }] },
    ]);
    expect(await call('GET', '/pets?api_key=k', { cookie: 'a=b; trace=7' })).toEqual([200, 'me k']);
    expect(await call('GET', '/pets?api_key=wrong', {})).toMatchObject([401, { code: 'unauthorized' }]);
    expect(await call('POST', '/pets', {}, { name: 'Rex', pin: '1' })).toEqual([200, { id: 1, name: 'Rex' }]);
    expect(await call('POST', '/pets', {}, { id: 1, name: 'Rex' })).toMatchObject([400, { fields: [{ pointer: '/pin', keyword: 'required' }] }]);
    const below = caller(app['below']);
    expect(await below('GET', '/v2/pets?api_key=k', {})).toEqual([200, [{ name: null }]]);
    expect(await below('GET', '/pets?api_key=k', {})).toMatchObject([404, { code: 'route_not_found' }]);
    expect(await below('PUT', '/pets/3/photo', { 'content-type': 'image/png' }, 'abc')).toEqual([204, {}]);
    expect(await call('PUT', '/pets/3/photo', { 'content-type': 'image/png' }, 'abc')).toEqual([204, {}]);
    expect(await call('PUT', '/pets/3/photo', { 'content-type': 'image/png' }, 'abcd')).toEqual([404, {}]);
    expect(await call('PUT', '/pets/3/photo', { 'content-type': 'image/gif' }, 'abc')).toMatchObject([415, { code: 'unsupported_media_type' }]);
  });
});

type Caller = (method: string, target: string, headers: Readonly<Record<string, string>>, body?: unknown) => Promise<[number, unknown]>;

/** Calls a server that was imported from generated code, and reads its answer. */
function caller(server: unknown): Caller {
  if (!isServer(server)) throw new TypeError('There is no server.');
  return async (method, target, headers, body) => {
    const response = await server.fetch(
      new Request(`https://things.example${target}`, {
        method,
        headers: { ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return [response.status, text === '' ? {} : /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text];
  };
}

function isServer(value: unknown): value is { fetch(request: Request): Promise<Response> } {
  return typeof value === 'object' && value !== null && 'fetch' in value && typeof value.fetch === 'function';
}
