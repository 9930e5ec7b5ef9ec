import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../templates/server/runtime/errors.js';
import { definition, fixture, getThing } from './fixtureApi.js';

const ok = { status: 200, body: { thing: 'x' } };

describe('an answer', () => {
  it('is filled with request id and status, and logged without a concrete path', async () => {
    const { send, log } = fixture({ getThing: () => ok }, { clock: () => 7 });
    const { status, headers, body } = await send('GET', '/things/abc?secret=1');
    expect(status).toBe(200);
    expect(body).toEqual({ request_id: 'request-id-test-1', status_code: 200, thing: 'x' });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-request-id')).toBe('request-id-test-1');
    expect(log).toEqual([
      {
        event: 'answer',
        level: 'info',
        requestId: 'request-id-test-1',
        method: 'GET',
        route: '/things/{thing_id}',
        operationId: 'getThing',
        status: 200,
        errorType: undefined,
        durationMs: 0,
        clientAddress: '192.0.2.1',
      },
    ]);
  });

  it('keeps the id of the log even when a handler writes its own', async () => {
    const { send } = fixture({ getThing: () => ({ status: 200, body: { request_id: 'mine', status_code: 1, thing: 'x' } }) });
    expect((await send('GET', '/things/abc')).body).toEqual({ request_id: 'request-id-test-1', status_code: 200, thing: 'x' });
  });

  it('is what JSON.stringify makes of the filled body, whatever the body is', async () => {
    class Thing {
      readonly #secret = 'x';
      readonly thing = 'a';
      toJSON(): string {
        return this.#secret;
      }
    }
    const requestId = (): string => 'an"id\\';
    const front = { request_id: requestId(), status_code: 200 };
    const bodies: readonly [object, object][] = [
      [{}, front],
      [{ thing: undefined }, front],
      [{ thing: 'x', nested: { request_id: 'y' } }, { ...front, thing: 'x', nested: { request_id: 'y' } }],
      [Object.assign(Object.create(null), { thing: 'x' }), { ...front, thing: 'x' }],
      [new Thing(), { ...front, thing: 'a' }],
      [{ thing: 'x', status_code: 7 }, { ...front, thing: 'x' }],
    ];
    for (const [body, whole] of bodies) {
      const { send } = fixture({ getThing: () => ({ status: 200, body }) }, { requestId });
      expect((await send('GET', '/things/abc')).text).toBe(JSON.stringify(whole));
    }
  });

  it('can be without content, and carry headers', async () => {
    const { send } = fixture({ deleteThing: () => ({ status: 204, headers: { 'X-Gone': 'yes', 'Set-Cookie': ['a=1', 'b=2'] } }) });
    const { status, text, headers } = await send('DELETE', '/things/abc');
    expect([status, text, headers.get('x-gone'), headers.getSetCookie()]).toEqual([204, '', 'yes', ['a=1', 'b=2']]);
  });

  it('falls back to an id of its own when the given one cannot stand in a header', async () => {
    for (const requestId of ['a\r\nb', '', 'é']) {
      const { send } = fixture({ getThing: () => ok }, { requestId: () => requestId });
      expect((await send('GET', '/things/abc')).headers.get('x-request-id')).toMatch(/^request-id-test-[0-9a-f-]{36}$/);
    }
  });
});

describe('a handler', () => {
  it('gets its request decoded, who calls, and its context', async () => {
    const seen: unknown[] = [];
    const { send } = fixture(
      {
        createThing: (call: { readonly [name: string]: unknown }) => {
          seen.push(call);
          return ok;
        },
      },
      { context: (facts, identity) => ({ for: facts.operationId, trace: facts.header('X-TRACE'), by: identity.caller }) },
    );
    await send('POST', '/things?dry_run=true', {
      body: { name: 'n' },
      headers: { 'X-Trace': 't', 'X-Member-Session': 'session' },
    });
    expect(seen).toMatchObject([
      {
        operationId: 'createThing',
        requestId: 'request-id-test-1',
        query: { dry_run: true },
        headers: { 'X-Trace': 't' },
        body: { name: 'n' },
        caller: { project: 'project' },
        memberSession: { member: 'ada' },
        principals: { basicAuth: { project: 'project' }, memberSession: { member: 'ada' } },
        context: { for: 'createThing', trace: 't', by: { project: 'project' } },
        clientAddress: '192.0.2.1',
      },
    ]);
  });

  it('may be a method of an object with state', async () => {
    class Things {
      readonly #kept = 'kept';
      getThing(): object {
        return { status: 200, body: { thing: this.#kept } };
      }
    }
    expect((await fixture(new Things()).send('GET', '/things/abc')).body).toMatchObject({ thing: 'kept' });
  });

  it('may throw or return an error of the API', async () => {
    for (const way of ['throw', 'return']) {
      const { send, log } = fixture({
        getThing: ({ apiError, path }: { apiError: (...values: unknown[]) => Error; path: { thing_id: string } }) => {
          const error = apiError('thing_not_found', { thing_id: path.thing_id }, { details: { at: 1 }, headers: { 'x-hint': 'h' } });
          if (way === 'throw') throw error;
          return error;
        },
      });
      const { status, body, headers } = await send('GET', '/things/abc');
      expect(status).toBe(404);
      expect(headers.get('x-hint')).toBe('h');
      expect(body).toEqual({
        status_code: 404,
        request_id: 'request-id-test-1',
        error_type: 'thing_not_found',
        error_message: 'There is no thing "abc".',
        error_url: 'https://docs.example/errors/404#thing_not_found',
        error_details: { at: 1 },
      });
      expect(log).toMatchObject([{ event: 'answer', level: 'info', status: 404, errorType: 'thing_not_found' }]);
    }
  });

  it('may be plain JavaScript that forgets what a message is filled with: the caller reads a sentence, the log tells', async () => {
    for (const parameters of [undefined, { thing_id: undefined }]) {
      const getThing = ({ apiError }: { apiError: (...values: unknown[]) => Error }) => apiError('thing_not_found', parameters);
      const { send, log } = fixture({ getThing });
      expect(await send('GET', '/things/abc')).toMatchObject({ status: 404, body: { error_message: 'There is no thing "thing id".' } });
      expect(log).toMatchObject([
        { event: 'fault', level: 'warn', reason: 'wrong_result', message: 'The error "thing_not_found" was made without thing_id, which its message names.' },
        { event: 'answer', status: 404 },
      ]);
      expect((await fixture({ getThing }, { development: true }).send('GET', '/things/abc')).status).toBe(500);
    }
  });

  it('and hooks may answer with the promise of any library', async () => {
    // Its chain is of its own making, too: no `instanceof Promise` recognises any of it.
    const foreign = <T>(promise: Promise<T>): PromiseLike<T> => ({ then: (resolve, reject) => foreign(promise.then(resolve, reject)) });
    // Without a body to wait for, nothing but these is late.
    for (const { send } of [
      fixture({ getThing: () => foreign(Promise.resolve(ok)) }),
      fixture({ getThing: () => ok }, { context: () => foreign(Promise.resolve({})) }),
    ]) {
      expect((await send('GET', '/things/abc')).status).toBe(200);
    }
    for (const [principal, status] of [[{ project: 'p' }, 200], [false, 401]] as const) {
      const authenticate = { basicAuth: () => foreign(Promise.resolve(principal)), memberSession: () => undefined };
      const { send } = fixture({ createThing: () => ok }, { authenticate });
      expect((await send('POST', '/things', { body: { name: 'n' } })).status).toBe(status);
    }
  });

  it('that is missing answers 501 in the body of an error', async () => {
    const { send, log } = fixture({});
    const { status, body } = await send('GET', '/things/abc');
    expect(status).toBe(501);
    // The catalogue has no such type: the link leads to the list of errors instead of nowhere.
    expect(body).toMatchObject({ status_code: 501, error_type: 'not_implemented', error_url: 'https://docs.example/errors' });
    expect(log).toMatchObject([{ event: 'fault', reason: 'missing_handler' }, { event: 'answer', status: 501 }]);
  });

  it.each([
    ['throws', () => { throw new Error('password=hunter2'); }],
    ['rejects', () => Promise.reject(new Error('password=hunter2'))],
    ['throws no Error', () => { throw 'password=hunter2'; }], // eslint-disable-line no-throw-literal
    ['returns nothing', () => undefined],
    ['returns no status', () => ({ body: { thing: 'hunter2' } })],
    ['returns a status that is none', () => ({ status: 99, body: 'hunter2' })],
    ['returns what JSON cannot hold', () => ({ status: 200, body: { thing: 10n, secret: 'hunter2' } })],
    ['returns content that has no place', () => ({ status: 204, body: { thing: 'hunter2' } })],
    ['splits a header', () => ({ ...ok, headers: { 'x-a': 'b\r\nset-cookie: hunter2' } })],
    ['splits a header name', () => ({ ...ok, headers: { 'x-a: b\r\nc': 'hunter2' } })],
    ['splits a header of an error', () => new ApiError('thing_not_found', { thing_id: 'abc' }, { headers: { 'x-a': '\nhunter2' } })],
    ['names an error that does not exist', () => new ApiError('hunter2')],
  ])('that %s becomes an internal error that says nothing', async (_, getThingHandler) => {
    const { send, log } = fixture({ getThing: getThingHandler });
    const { status, text, body, headers } = await send('GET', '/things/abc');
    expect(status).toBe(500);
    expect(body).toEqual({
      status_code: 500,
      request_id: 'request-id-test-1',
      error_type: 'internal_server_error',
      error_message: 'Something went wrong.',
      error_url: 'https://docs.example/errors/500#internal_server_error',
    });
    expect(text + [...headers].join()).not.toContain('hunter2');
    expect(log).toMatchObject([
      { event: 'fault', level: 'error', requestId: 'request-id-test-1', operationId: 'getThing' },
      { event: 'answer', level: 'error', status: 500 },
    ]);
  });
});

describe('hooks that fail', () => {
  it.each([
    ['context', { context: () => { throw new Error('no'); } }],
    ['rateLimit', { rateLimit: () => { throw new Error('no'); } }],
    ['authenticate', { authenticate: { basicAuth: () => Promise.reject(new Error('no')), memberSession: () => undefined } }],
  ])('%s: an internal error', async (_, options) => {
    const { send } = fixture({ createThing: () => ok }, options);
    expect((await send('POST', '/things', { body: { name: 'n' } })).status).toBe(500);
  });

  it('log: nothing is lost but the entry', async () => {
    const { send } = fixture({ getThing: () => ok }, { log: () => { throw new Error('disk full'); } });
    expect((await send('GET', '/things/abc')).status).toBe(200);
  });

  it('errorContent: the usual body', async () => {
    const { send } = fixture({}, { errorContent: () => { throw new Error('no'); } });
    expect((await send('GET', '/nowhere')).body).toMatchObject({ error_type: 'route_not_found' });
  });
});

describe('routes', () => {
  it('that do not exist answer 404', async () => {
    const { send, log } = fixture({});
    expect(await send('GET', '/nowhere/token-of-someone')).toMatchObject({ status: 404, body: { error_type: 'route_not_found' } });
    expect((await send('GET', '/nowhere?key=secret')).body['error_message']).toBe('The route GET /nowhere could not be found.');
    expect(log).toMatchObject([{ event: 'answer', route: undefined, operationId: undefined, errorType: 'route_not_found' }, {}]);
    expect(JSON.stringify(log)).not.toContain('token-of-someone');
  });

  it('with another method answer 405 and say which they have', async () => {
    const { status, headers, body } = await fixture({}).send('PUT', '/things/abc');
    expect([status, headers.get('allow'), body['error_type']]).toEqual([405, 'GET, DELETE, HEAD, OPTIONS', 'method_not_allowed']);
    expect(body['error_message']).toBe('The method PUT is not allowed here.');
  });

  it('answer HEAD as GET without content', async () => {
    const { send, log } = fixture({ getThing: () => ok });
    const get = await send('GET', '/things/abc');
    const head = await send('HEAD', '/things/abc');
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json']);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)));
    expect(log[1]).toMatchObject({ method: 'HEAD', operationId: 'getThing' });
    expect((await send('HEAD', '/things')).status).toBe(405);
    expect((await send('HEAD', '/nowhere')).text).toBe('');
  });

  it('answer OPTIONS with the methods they have, to anybody', async () => {
    const { status, headers, text } = await fixture({}).send('OPTIONS', '/things', { headers: { authorization: '' } });
    expect([status, headers.get('allow'), text]).toEqual([204, 'POST, OPTIONS', '']);
    expect((await fixture({}).send('OPTIONS', '/nowhere')).status).toBe(404);
  });

  it('take parameters with every escape, and refuse malformed ones', async () => {
    const { send } = fixture({ deleteThing: ({ path }: { path: object }) => ({ status: 200, body: path }) });
    expect((await send('DELETE', '/things/a%2Fb%20%C3%A9')).body).toEqual({ thing_id: 'a/b é' });
    for (const target of ['/things/%', '/things/%ff', '/things/%00', '/things/abc?x=%']) {
      expect(await send('DELETE', target)).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
    }
  });
});

describe('the rate limiter', () => {
  it('answers 429 with Retry-After, knows who calls, and runs before the body is read', async () => {
    const seen: unknown[] = [];
    const { send } = fixture(
      { createThing: () => ok },
      {
        rateLimit: (facts, identity) => {
          seen.push([facts.operationId, identity.caller]);
          return { retryAfterSeconds: 1.2 };
        },
      },
    );
    const { status, headers, body } = await send('POST', '/things', { body: '{ not json' });
    expect([status, headers.get('retry-after'), body['error_type']]).toEqual([429, '2', 'too_many_requests']);
    expect(seen).toEqual([['createThing', { project: 'project' }]]);
  });
});

describe('what the rate limiter says', () => {
  it.each([
    [{ retryAt: new Date(Date.now() + 90_000) }, /^(89|90)$/],
    [{ retryAt: new Date(0) }, /^1$/],
    [{ retryAfterSeconds: NaN }, /^1$/],
    [{ retryAfterSeconds: 1e21 }, /^31536000$/],
  ])('becomes seconds: %o', async (limited, seconds) => {
    const { send } = fixture({ getThing: () => ok }, { rateLimit: () => limited });
    expect((await send('GET', '/things/abc')).headers.get('retry-after')).toMatch(seconds);
  });
});

describe('in development', () => {
  it.each([[true, 1], [false, 0]])('(%s) loads what answers are checked with for the first answer, and not before', async (development, loads) => {
    let loaded = 0;
    const answerValidators: typeof getThing.answerValidators = () => {
      loaded += 1;
      return getThing.answerValidators();
    };
    const { send } = fixture({ getThing: () => ({ status: 200, body: { thing: 'a' } }) }, { development }, { ...definition, operations: [{ ...getThing, answerValidators }] });
    expect(loaded).toBe(0);
    expect(await send('GET', '/things/a')).toMatchObject({ status: 200 });
    expect(loaded).toBe(loads);
  });

  it.each([
    ['an undocumented status', { status: 201, body: { thing: 1 } }, 'getThing answered with the status 201'],
    ['a wrong body', { status: 200, body: { wrong: 1 } }, '/thing must be present.'],
    ['a body that is too much', { status: 200, body: { thing: 1, more: 2 } }, '/more must be absent.'],
    ['no body', { status: 200 }, 'without the documented body'],
    ['another media type', { status: 200, body: 'x', headers: { 'content-type': 'text/plain' } }, 'as text/plain'],
    ['an undocumented error', new ApiError('thing_slug_already_used'), 'error type "thing_slug_already_used"'],
  ])('%s is a clear error', async (_, result, message) => {
    const { send, log } = fixture({ getThing: () => result }, { development: true });
    const { status, body } = await send('GET', '/things/abc');
    expect(status).toBe(500);
    expect(JSON.stringify(body['error_details'])).toContain(JSON.stringify(message).slice(1, -1));
    expect(log[0]).toMatchObject({ event: 'fault', reason: 'wrong_result' });
  });

  it('a right result passes, as it is on the wire', async () => {
    const { send } = fixture({ getThing: () => ({ status: 200, body: { thing: new Date(0), left_out: undefined } }) }, { development: true });
    expect(await send('GET', '/things/abc')).toMatchObject({ status: 200, body: { thing: '1970-01-01T00:00:00.000Z' } });
  });

  it('an exception still says nothing', async () => {
    const { send } = fixture({ getThing: () => { throw new Error('hunter2'); } }, { development: true });
    expect((await send('GET', '/things/abc')).text).not.toContain('hunter2');
  });
});

describe('in production', () => {
  it('an undocumented error goes out, and is reported', async () => {
    const { send, log } = fixture({ getThing: () => new ApiError('thing_slug_already_used', { slug: 's' }) });
    expect(await send('GET', '/things/abc')).toMatchObject({ status: 400, body: { error_type: 'thing_slug_already_used' } });
    expect(log[0]).toMatchObject({ event: 'fault', level: 'warn', reason: 'wrong_result' });
  });
});

describe('a caller who hangs up', () => {
  it('aborts the signal, and is logged as 499', async () => {
    const controller = new AbortController();
    let aborted = false;
    const { send, log } = fixture({
      getThing: ({ signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('stopped'));
          });
          controller.abort();
        }),
    });
    expect((await send('GET', '/things/abc', { signal: controller.signal })).status).toBe(499);
    expect(aborted).toBe(true);
    expect(log).toMatchObject([{ event: 'answer', level: 'warn', status: 499, errorType: 'client_closed_request' }]);
  });
});

describe('closing', () => {
  it('lets calls in progress end, and refuses new ones', async () => {
    let finish: (result: object) => void = () => undefined;
    const { server, send } = fixture({ getThing: () => new Promise((resolve) => (finish = resolve)) });
    const inProgress = send('GET', '/things/abc');
    await new Promise((resolve) => setImmediate(resolve));
    let closed = false;
    const closing = server.close().then(() => (closed = true));
    const refused = await send('GET', '/things/abc');
    expect([refused.status, refused.headers.get('retry-after'), refused.body['error_type']]).toEqual([503, '1', 'server_unavailable']);
    expect(closed).toBe(false);
    finish(ok);
    expect((await inProgress).status).toBe(200);
    await closing;
    await server.close();
  });
});

describe('making a server', () => {
  it('needs an authenticator for every scheme that an operation with a handler asks for', async () => {
    const authenticate = { basicAuth: () => ({}) };
    expect(() => fixture({ createThing: () => ok }, { authenticate })).toThrow(/"memberSession" has no authenticator/);
    const { send } = fixture({ getThing: () => ok }, { authenticate });
    expect((await send('GET', '/things/abc')).status).toBe(200);
    expect((await send('POST', '/things', { body: { name: 'n' }, headers: { authorization: '' } })).status).toBe(501);
  });

  it('refuses handlers for operations that do not exist', () => {
    expect(() => fixture({ getThingy: () => ok })).toThrow(/handler for "getThingy"/);
  });

  it('knows its own paths', () => {
    const { server } = fixture({});
    expect(['/things', '/things/x?y', '/thing', '/'].map((path) => server.hasPath(path))).toEqual([true, true, false, false]);
    // A malformed escape in a parameter is refused by the API, elsewhere by whoever has such a path.
    expect(['/things/%zz', '/things/%ff?y', '/%zz'].map((path) => server.hasPath(path))).toEqual([true, true, false]);
  });
});

describe('cross-origin requests', () => {
  const asked = { origin: 'https://app.example', 'access-control-request-method': 'POST' };

  it('are not answered unless asked for', async () => {
    const { headers } = await fixture({}).send('OPTIONS', '/things', { headers: asked });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual([]);
  });

  it('are answered for the origins named', async () => {
    const { send } = fixture({ getThing: () => ok }, { cors: { origins: ['https://app.example'], credentials: true } });
    const preflight = await send('OPTIONS', '/things', { headers: asked });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    const stranger = await send('GET', '/things/abc', { headers: { origin: 'https://evil.example' } });
    expect([stranger.headers.get('access-control-allow-origin'), stranger.headers.get('vary')]).toEqual([null, 'Origin']);
  });

  it('of everybody never carry credentials', async () => {
    const { send } = fixture({ getThing: () => ok }, { cors: { origins: '*', credentials: true } });
    const { headers } = await send('GET', '/things/abc', { headers: asked });
    expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual(['*', null]);
  });
});

describe('descriptions without a catalogue', () => {
  const plain = { ...definition, errors: {}, errorFormat: 'problem' as const, operations: [{ ...getThing, errors: [], errorFormat: 'problem' as const }] };

  it('answer problem details', async () => {
    const { docsBaseUrl: _, ...undocumented } = plain;
    const { status, headers, body } = await fixture({}, {}, undocumented).send('GET', '/nowhere');
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(body).toEqual({
      type: 'about:blank',
      title: 'There is no such route.',
      status: 404,
      code: 'route_not_found',
      request_id: 'request-id-test-1',
    });
  });

  it('may print a body of their own', async () => {
    const { send } = fixture(
      {},
      { errorContent: ({ status, type }) => ({ mediaType: 'application/vnd.api+json', body: { errors: [{ status, type }] } }) },
      plain,
    );
    const { headers, body } = await send('GET', '/nowhere');
    expect(headers.get('content-type')).toBe('application/vnd.api+json');
    expect(body).toEqual({ errors: [{ status: 404, type: 'route_not_found' }] });
  });
});
