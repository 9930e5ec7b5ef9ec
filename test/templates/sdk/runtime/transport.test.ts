import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  AbortedError, ApiError, ConnectionError, ParameterError, TimeoutError, UnreadableResponseError,
} from '../../../../templates/sdk/runtime/index.js';
import type { LogEvent } from '../../../../templates/sdk/runtime/index.js';
import { repeat } from '../../../../templates/sdk/runtime/parameters.js';
import { connectTo, jwt, makeCall, project, token } from './client.js';
import { answer, type Behaviour, errorBody, startServer, type TestServer } from './server.js';

const safe = makeCall('safe');
const unsentOnly = makeCall('unsent-only');
const quick = { maxRetryDelay: 5_000, timeout: 2_000 };

let server: TestServer;
afterEach(() => server.close());
const start = async (behave: Behaviour): Promise<TestServer> => (server = await startServer(behave));

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => error,
  );
}

describe('a success', () => {
  test('gives the parsed body, and its response in the result form', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 200, { request_id: 'r-1', n: 1 }));
    const connection = connectTo(baseUrl, { userAgent: 'app/2' });
    expect(await safe(connection, { name: 'a' })).toEqual({ request_id: 'r-1', n: 1 });
    const result = await safe.result(connection, { name: 'a' });
    expect(result).toMatchObject({ ok: true, data: { n: 1 }, response: { status: 200, requestId: 'r-1', attempts: 1 } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/things', body: '{"name":"a"}' });
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'test/1 app/2',
      authorization: `Basic ${Buffer.from('project-test-1:secret-test-abcdefghijklmnop').toString('base64')}`,
    });
  });

  test('is read through gzip', async () => {
    const { baseUrl } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"big":true}'));
    });
    expect(await safe(connectTo(baseUrl), {})).toEqual({ big: true });
  });

  test('keeps characters whole that are cut by the network', async () => {
    const bytes = Buffer.from('{"name":"Zoë 🚀"}');
    const { baseUrl } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(bytes.subarray(0, 12));
      setTimeout(() => response.write(bytes.subarray(12, 16)), 20);
      setTimeout(() => response.end(bytes.subarray(16)), 40);
    });
    expect(await safe(connectTo(baseUrl), {})).toEqual({ name: 'Zoë 🚀' });
  });

  test('without content is undefined', async () => {
    const { baseUrl } = await start((_, response) => response.writeHead(204).end());
    expect(await safe(connectTo(baseUrl), {})).toBeUndefined();
  });
});

describe('time limits', () => {
  test('end a call whose headers never come', async () => {
    const { baseUrl, seen } = await start(() => undefined);
    const error = await failure(safe(connectTo(baseUrl), {}, { timeout: 50, retries: 0 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ type: 'timeout', name: 'TimeoutError', status: undefined, retryable: true, operation: 'doThing', message: 'doThing: timeout. No answer within 50 ms.' });
    expect(seen).toHaveLength(1);
  });

  test('end a call whose body never ends, and know its status', async () => {
    const { baseUrl } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r-9' });
      response.write('{"a":');
    });
    const error = await failure(unsentOnly(connectTo(baseUrl), {}, { timeout: 80 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ status: 200, requestId: 'r-9', retryable: false });
  });

  test('hold even when fetch ignores its signal', async () => {
    await start(() => undefined);
    const error = await failure(safe(connectTo('http://localhost', { fetch: () => new Promise(() => undefined) }), {}, { timeout: 30, retries: 0 }));
    expect(error).toBeInstanceOf(TimeoutError);
  });

  test('are off at 0', async () => {
    const { baseUrl } = await start((_, response) => void setTimeout(() => answer(response, 200, {}), 60));
    expect(await safe(connectTo(baseUrl, { timeout: 20 }), {}, { timeout: 0 })).toEqual({});
  });
});

describe('an AbortSignal', () => {
  test('that has fired already keeps the call from being made', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 200, {}));
    const error = await failure(safe(connectTo(baseUrl), {}, { signal: AbortSignal.abort('enough') }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ type: 'aborted', cause: 'enough', retryable: false });
    expect(seen).toHaveLength(0);
  });

  test('ends a call under way', async () => {
    const { baseUrl } = await start(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    expect(await failure(safe(connectTo(baseUrl), {}, { signal: controller.signal }))).toBeInstanceOf(AbortedError);
  });

  test('ends the wait between two attempts', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 429, errorBody(429, 'too_many_requests'), { 'retry-after': '20' }));
    const began = Date.now();
    const error = await failure(safe(connectTo(baseUrl), {}, { signal: AbortSignal.timeout(60) }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(seen).toHaveLength(1);
  });
});

describe('a connection', () => {
  test('that is refused may be tried again by every call: nothing was sent', async () => {
    const { baseUrl, close } = await start(() => undefined);
    await close();
    const events: LogEvent[] = [];
    const error = await failure(unsentOnly(connectTo(baseUrl, { logger: (event) => events.push(event), retries: 1 }), {}));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ type: 'connection_failed', code: 'ECONNREFUSED', retryable: true });
    expect(events.map(({ event }) => event)).toEqual(['request', 'retry', 'request', 'failure']);
  });

  test('that is reset after the request was sent is not tried again by an unsent-only call', async () => {
    const { baseUrl, seen } = await start((_, response) => void response.socket?.destroy());
    const error = await failure(unsentOnly(connectTo(baseUrl, quick), {}));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ retryable: false });
    expect(seen).toHaveLength(1);
  });

  test('that is reset is tried again by a safe call', async () => {
    const { baseUrl, seen } = await start((_, response, count) => (count === 0 ? void response.socket?.destroy() : answer(response, 200, { n: count })));
    const result = await safe.result(connectTo(baseUrl, quick), {});
    expect(result).toMatchObject({ ok: true, data: { n: 1 }, response: { attempts: 2 } });
    expect(seen).toHaveLength(2);
  });
});

describe('params that cannot be written', () => {
  const holdingItself: { self?: unknown } = {};
  holdingItself.self = holdingItself;
  test.each([
    ['a bigint', { n: 1n }, 'BigInt'],
    ['an object that holds itself', { holdingItself }, 'circular'],
    ['a date that is none', { at: new Date(NaN) }, 'Invalid time value'],
    ['no object', null, 'null'],
  ])('are told before anything is sent: %s', async (_, params, told) => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 200, {}));
    const errors: unknown[] = [];
    const connection = connectTo(baseUrl, { hooks: { error: (error) => void errors.push(error) } });
    const call = makeCall('safe', { parameters: { at: repeat } });
    const { ok, error } = await call.result(connection, params as never);
    expect(ok).toBe(false);
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ parameter: 'params', retryable: false, message: expect.stringContaining(told) });
    expect(errors).toEqual([error]);
    expect(seen).toHaveLength(0);
  });
});

describe('an unreadable answer', () => {
  test.each([
    ['truncated JSON', (response) => response.writeHead(200, { 'content-length': '100' }).write('{"a":1', () => response.destroy())],
    ['JSON that was never finished', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1')],
    ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>ok</html>')],
    ['nothing', (response) => response.writeHead(200).end()],
    ['broken gzip', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip')],
  ] satisfies readonly [string, (response: Parameters<Behaviour>[1]) => unknown][])('%s in place of a success', async (_, misbehave) => {
    const { baseUrl, seen } = await start((_request, response) => misbehave(response));
    const error = await failure(unsentOnly(connectTo(baseUrl, quick), {}));
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({ type: 'unreadable_response', status: 200, retryable: false });
    expect(seen).toHaveLength(1);
  });

  test('HTML with status 502 is tried again where that is safe', async () => {
    const { baseUrl, seen } = await start((_, response) => void response.writeHead(502, { 'x-request-id': 'edge-1', 'content-type': 'text/html' }).end('<html>Bad gateway</html>'));
    const error = await failure(safe(connectTo(baseUrl, { ...quick, retries: 1 }), {}));
    expect(error).toMatchObject({ type: 'unreadable_response', status: 502, requestId: 'edge-1', retryable: true, message: expect.stringContaining('unreadable: text/html') });
    expect(seen).toHaveLength(2);
  });

  test('larger than allowed is not read to its end', async () => {
    const { baseUrl } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
      };
      more();
    });
    const error = await failure(unsentOnly(connectTo(baseUrl, { maxResponseBytes: 200_000 }), {}));
    expect(error).toMatchObject({ type: 'unreadable_response', status: 200 });
    expect(String(error)).toContain('larger than 200000 bytes');
  });

  test('a redirect is not followed, so that credentials stay here', async () => {
    const { baseUrl, seen } = await start((_, response) => void response.writeHead(307, { location: '/elsewhere?token=of-the-answer#more' }).end());
    expect(await failure(safe(connectTo(baseUrl), {}))).toMatchObject({ type: 'unreadable_response', status: 307, retryable: false, message: expect.stringContaining('307, unreadable: /elsewhere.') });
    expect(seen).toHaveLength(1);
  });
});

describe('retries', () => {
  test('a 5xx is repeated by safe and idempotent calls only', async () => {
    const behave: Behaviour = (_, response) => answer(response, 503, errorBody(503, 'server_unavailable'));
    for (const [policy, requests] of [['safe', 3], ['idempotent', 3], ['unsent-only', 1]] as const) {
      const { baseUrl, seen } = await start(behave);
      await failure(makeCall(policy)(connectTo(baseUrl), {}));
      expect(seen, policy).toHaveLength(requests);
      await server.close();
    }
  });

  test.each(['safe', 'unsent-only'] as const)('a 429 is repeated by a call that is %s', async (policy) => {
    const { baseUrl, seen } = await start((_, response, count) =>
      count < 1 ? answer(response, 429, errorBody(429, 'too_many_requests'), { 'retry-after': '0' }) : answer(response, 200, {}),
    );
    await makeCall(policy)(connectTo(baseUrl), {});
    expect(seen).toHaveLength(2);
  });

  test('other errors are not repeated', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 404, errorBody(404, 'thing_not_found')));
    expect(await failure(safe(connectTo(baseUrl), {}))).toMatchObject({ type: 'thing_not_found', retryable: false });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 1_900).toUTCString()],
  ])('Retry-After in %s is obeyed', async (_, value) => {
    const events: LogEvent[] = [];
    const { baseUrl } = await start((_request, response, count) =>
      count < 1 ? answer(response, 429, errorBody(429, 'too_many_requests'), { 'retry-after': value() }) : answer(response, 200, {}),
    );
    const began = Date.now();
    await safe(connectTo(baseUrl, { logger: (event) => events.push(event) }), {});
    expect(Date.now() - began).toBeGreaterThanOrEqual(850);
    expect(events.map(({ event }) => event)).toEqual(['request', 'retry', 'request', 'response']);
  });

  test('a Retry-After beyond the cap ends the call at once and is told', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 429, errorBody(429, 'too_many_requests'), { 'retry-after': '3600' }));
    expect(await failure(safe(connectTo(baseUrl), {}))).toMatchObject({ type: 'too_many_requests', retryable: true, retryAfterMs: 3_600_000 });
    expect(seen).toHaveLength(1);
  });

  test('can be turned off, for a client or a call', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 500, errorBody(500, 'internal_server_error')));
    await failure(safe(connectTo(baseUrl, { retries: 0 }), {}));
    await failure(safe(connectTo(baseUrl), {}, { retries: 0 }));
    await failure(safe(connectTo(baseUrl), {}, { retries: Number.NaN }));
    expect(seen).toHaveLength(3);
  });
});

describe('hooks', () => {
  test('see one logical request, and may add headers', async () => {
    const calls: string[] = [];
    const { baseUrl, seen } = await start((_, response, count) => (count < 1 ? answer(response, 500, {}) : answer(response, 200, {})));
    const connection = connectTo(baseUrl, {
      hooks: {
        request: (request) => {
          calls.push(`request ${request.method} ${request.path} ${String(request.headers.has('authorization'))}`);
          request.headers.set('traceparent', '00-1');
        },
        response: ({ attempts }, { headers }) => void calls.push(`response ${attempts} ${String(headers.has('authorization'))}`),
        error: () => void calls.push('error'),
      },
    });
    await safe(connection, {});
    expect(calls).toEqual(['request POST /things false', 'response 2 false']);
    expect(seen.map(({ headers }) => headers['traceparent'])).toEqual(['00-1', '00-1']);
  });

  test('are told of a failure once, and of one before any request', async () => {
    const errors: string[] = [];
    const { baseUrl } = await start((_, response) => answer(response, 500, {}));
    const connection = connectTo(baseUrl, { hooks: { error: (error) => void errors.push(error.type) } });
    await failure(safe(connection, {}));
    await failure(makeCall('safe', { path: '/things/{id}' })(connection, {}));
    expect(errors).toEqual(['http_500', 'invalid_parameter']);
  });

  test('throw through the call, also in the result form', async () => {
    const { baseUrl } = await start((_, response) => answer(response, 200, {}));
    const connection = connectTo(baseUrl, { hooks: { request: () => { throw new RangeError('mine'); } } });
    await expect(safe.result(connection, {})).rejects.toThrow(new RangeError('mine'));
  });

  test('a logger that throws changes nothing', async () => {
    const { baseUrl } = await start((_, response) => answer(response, 200, { fine: true }));
    expect(await safe(connectTo(baseUrl, { logger: () => { throw new Error('no'); } }), {})).toEqual({ fine: true });
  });

  test('a check that throws fails the call with what it throws', async () => {
    const { baseUrl } = await start((_, response) => answer(response, 200, {}));
    const connection = connectTo(baseUrl, { check: (id, data) => { throw new RangeError(`${id} ${JSON.stringify(data)}`); } });
    await expect(safe(connection, {})).rejects.toThrow(new RangeError('doThing {}'));
  });
});

describe('errors of the API', () => {
  test('carry everything the body says', async () => {
    const details = { slug: 'acme' };
    const { baseUrl } = await start((_, response) => answer(response, 400, { ...errorBody(400, 'bad_request', 'The name is missing.'), error_details: details }));
    const call = makeCall('safe');
    const error = await failure(call(connectTo(baseUrl), {}));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: 'ApiError', type: 'bad_request', status: 400, requestId: 'request-id-test-1', operation: 'doThing', details, retryable: false,
      docsUrl: 'http://localhost:4000/errors/400#bad_request',
      message: 'doThing: 400 bad_request. The name is missing. See http://localhost:4000/errors/400#bad_request',
    });
    expect(call.isError(error)).toBe(true);
    expect(makeCall('safe', { id: 'other' }).isError(error)).toBe(false);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: 'ApiError', type: 'bad_request', message: expect.stringContaining('missing') as unknown });
  });

  test('of OAuth 2.0 endpoints have the same shape', async () => {
    const body = { status_code: 401, request_id: 'r-2', error: 'invalid_client', error_description: 'No such client.', error_uri: 'https://docs.example/invalid_client' };
    const { baseUrl } = await start((_, response) => answer(response, 401, body));
    expect(await failure(safe(connectTo(baseUrl), {}))).toMatchObject({
      type: 'invalid_client', status: 401, requestId: 'r-2', docsUrl: 'https://docs.example/invalid_client', body,
    });
  });

  test('an empty body is named after its status', async () => {
    const { baseUrl } = await start((_, response) => void response.writeHead(401, { 'x-request-id': 'r-3' }).end());
    expect(await failure(safe(connectTo(baseUrl), {}))).toMatchObject({ type: 'http_401', status: 401, requestId: 'r-3' });
  });

  test('the result form gives them as values', async () => {
    const { baseUrl } = await start((_, response) => answer(response, 404, errorBody(404, 'thing_not_found')));
    const result = await safe.result(connectTo(baseUrl), {});
    expect(result.ok).toBe(false);
    expect(result.error).toMatchObject({ type: 'thing_not_found', status: 404 });
  });
});

describe('before any request', () => {
  test.each([
    ['a missing path parameter', { id: undefined }],
    ['an empty one', { id: '' }],
    ['a null one', { id: null }],
    ['one that climbs', { id: '..' }],
    ['one that stays', { id: '.' }],
  ])('%s is an error', async (_, params) => {
    const { baseUrl, seen } = await start((_request, response) => answer(response, 200, {}));
    const error = await failure(makeCall('safe', { path: '/things/{id}' })(connectTo(baseUrl), params));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ type: 'invalid_parameter', parameter: 'id', operation: 'doThing' });
    expect(seen).toHaveLength(0);
  });

  test('a missing credential is an error', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 200, {}));
    const error = await failure(makeCall('safe', { security: [{ token }, { basic: project, jwt }] })(connectTo(baseUrl), {}));
    expect(error).toMatchObject({ type: 'invalid_parameter', parameter: 'token or basic and jwt' });
    expect(seen).toHaveLength(0);
  });

  test('a header that cannot be sent is an error without its value', async () => {
    const { baseUrl } = await start((_, response) => answer(response, 200, {}));
    const error = await failure(safe(connectTo(baseUrl), {}, { memberSession: { token: 'line\nbreak-in-token' } }));
    expect(error).toMatchObject({ type: 'invalid_parameter', parameter: 'x-session-token' });
    expect(String(error)).not.toContain('break-in-token');
  });
});

describe('a member session', () => {
  test.each([
    ['token', { memberSession: { token: 'tok-123456' } }, { 'x-session-token': 'tok-123456' }],
    ['jwt', { memberSession: { jwt: 'jwt-123456' } }, { 'x-session-jwt': 'jwt-123456' }],
    ['session_token', { authorization: { session_token: 'tok-123456' } }, { 'x-session-token': 'tok-123456' }],
    ['session_jwt', { authorization: { session_jwt: 'jwt-123456' } }, { 'x-session-jwt': 'jwt-123456' }],
  ])('given as %s travels in its header, beside the project credentials', async (_, options, headers) => {
    const { baseUrl, seen } = await start((_request, response) => answer(response, 200, {}));
    await safe(connectTo(baseUrl), {}, options);
    expect(seen[0]?.headers).toMatchObject({ ...headers, authorization: expect.stringMatching(/^Basic /) as unknown });
  });

  test('is not sent by a call that does not accept one', async () => {
    const { baseUrl, seen } = await start((_, response) => answer(response, 200, {}));
    await makeCall('safe', { security: [{ basic: project }] })(connectTo(baseUrl), {}, { memberSession: { token: 'tok-123456' } });
    expect(seen[0]?.headers['x-session-token']).toBeUndefined();
  });
});
