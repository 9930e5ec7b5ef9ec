import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { LogEvent } from '../../../../templates/sdk/runtime/index.js';
import { scrub, sensitiveValues } from '../../../../templates/sdk/runtime/redact.js';
import { connectTo, makeCall, projectSecret } from './client.js';
import { answer, errorBody, startServer, type TestServer } from './server.js';

const password = 'correct "horse" battery staple&more';
const sessionToken = 'session-token-0123456789';
const encodedCredentials = Buffer.from(`project-test-1:${projectSecret}`).toString('base64');
const secrets = [projectSecret, encodedCredentials, password, JSON.stringify(password).slice(1, -1), sessionToken];

/** Every way in which a thing gets into a log. */
function shown(thing: unknown): string {
  const stack = thing instanceof Error ? thing.stack : '';
  return [inspect(thing, { depth: 20, showHidden: true }), JSON.stringify(thing), String(thing), stack].join('\n');
}

function expectNoSecret(text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret);
}

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('secrets are not shown by', () => {
  test('a client', () => {
    expectNoSecret(shown(connectTo('http://localhost')));
  });

  test('an error whose body repeats all of them', async () => {
    server = await startServer(({ headers, body }, response) => {
      const text = `${String(headers['authorization'])} ${String(headers['x-session-token'])} ${body}`;
      answer(response, 400, { ...errorBody(400, 'bad_request', text), error_details: { echoed: text } });
    });
    const events: LogEvent[] = [];
    const connection = connectTo(server.baseUrl, { logger: (event) => events.push(event) });
    const call = makeCall('safe', { sensitive: ['password'] });
    const { error } = await call.result(connection, { name: 'n', login: { password } }, { memberSession: { token: sessionToken } });
    expect(error).toMatchObject({ type: 'bad_request' });
    expect(error?.message).toContain('[redacted]');
    expectNoSecret(shown(error));
    expectNoSecret(shown(events));
    // The server did get them, or this test would prove nothing.
    expect(server.seen[0]?.body).toContain(JSON.stringify(password).slice(1, -1));
    expect(server.seen[0]?.headers['x-session-token']).toBe(sessionToken);
    expect(server.seen[0]?.url).toBe('/things');
  });

  test('an error of a fetch that puts the request into its message', async () => {
    const fetch = (_: unknown, init?: RequestInit): Promise<Response> =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error(`could not send ${JSON.stringify([...new Headers(init?.headers)])} ${String(init?.body)}`) }));
    const call = makeCall('unsent-only', { sensitive: ['password'] });
    const { error } = await call.result(connectTo('http://localhost', { fetch }), { password }, { memberSession: { token: sessionToken } });
    expect(error).toMatchObject({ type: 'connection_failed' });
    expectNoSecret(shown(error));
  });

  test('an error about a base URL', () => {
    expect(() => connectTo(`https://user:${sessionToken}@example.com`)).toThrow(TypeError);
    try {
      connectTo(`https://user:${sessionToken}@example.com`);
    } catch (error) {
      expectNoSecret(shown(error));
    }
  });
});

describe('scrub', () => {
  test('finds a secret plain, in a URL and in JSON', () => {
    const secret = 'a&b "c" d';
    const text = [secret, new URLSearchParams({ q: secret }).toString(), JSON.stringify({ secret })].join(' ');
    expect(scrub(text, [secret])).toBe('[redacted] q=[redacted] {"secret":"[redacted]"}');
  });

  test('leaves words alone that are shorter than a secret would be', () => {
    expect(scrub('a 400 error', ['400', 'a', ''])).toBe('a 400 error');
  });
});

test('sensitiveValues finds values at any depth, and lists whole', () => {
  const params = { code: '123456', inner: { token: { value: 'v-1', n: 1 } }, codes: ['c-1', 'c-2'], name: 'n', none: null };
  expect(sensitiveValues(params, ['code', 'token', 'codes'])).toEqual(['123456', 'v-1', 'c-1', 'c-2']);
});
