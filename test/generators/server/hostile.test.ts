/** Every operation of the description, given everything a stranger might send: a documented error each time, never a 500, never a crash. */
import { expect, it } from 'vitest';
import { createServer, notImplemented, type LogEntry } from '../../../generated/server/index.js';
import { api, operations } from '../../../generated/server/operations.js';

const log: LogEntry[] = [];
const handlers = Object.fromEntries(operations.map(({ id }) => [id, () => notImplemented()]));
const authenticate = Object.fromEntries(api.securitySchemes.map(({ name }) => [name, () => ({})]));
const server = createServer(handlers, { authenticate, log: (entry) => log.push(entry), development: true });

const deep = `${'{"a":['.repeat(5_000)}${']}'.repeat(5_000)}`;
const bodies: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  'null',
  '[]',
  '"text"',
  '0',
  '{}',
  '{',
  deep,
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"organization_name":"a","organization_name":"b"}',
  '{"limit":1e999,"session_duration_minutes":12345678901234567890}',
  '{"organization_name":"\\ud800","email_address":"\\u0000"}',
  '{"query":{"operator":"AND","operands":[{"filter_name":"__proto__","filter_value":[]},null,[],{"filter_name":{}}]}}',
  `{"organization_name":"${'x'.repeat(200_000)}"}`,
  JSON.stringify(Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`k${index}`, index]))),
  Uint8Array.of(0xff, 0xfe, 0x00),
  'grant_type=%00&client_id=%',
];
const values = ['x', '%00', '%', '%ff', '..%2f..', '__proto__', 'constructor', '%F0%9F%92%A9', 'a'.repeat(5_000), '%0d%0aset-cookie:%20a=b', "';drop--"];
const queries = ['', '?%', '?__proto__=1&constructor=2', '?limit=1e999&cursor=%00', `?${'a=b&'.repeat(2_000)}`];

/** What our API answers to what it does not like, and 501 from the handlers of this test. */
const documented = [400, 401, 403, 404, 405, 501];

async function send(method: string, target: string, type: string, body: string | Uint8Array<ArrayBuffer> | undefined): Promise<void> {
  const response = await server.fetch(
    new Request(`https://test.stytch.com${target}`, {
      method,
      headers: { authorization: `Basic ${btoa('project:secret')}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    }),
  );
  const what = `${method} ${target.slice(0, 200)} ${String(body).slice(0, 80)}`;
  expect(documented, what).toContain(response.status);
  const answer: unknown = await response.json();
  expect(answer, what).toMatchObject({ status_code: response.status, request_id: expect.stringMatching(/^request-id-test-/) });
}

it('each operation answers hostile bodies', async () => {
  for (const { method, path, describe: details } of operations) {
    const { body } = details();
    if (body === undefined) continue;
    const target = path.replace(/\{[^}]*\}/g, 'x');
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      for (const sent of bodies) await send(method, target, type, sent);
    }
  }
}, 120_000);

it('each operation answers hostile paths and queries', async () => {
  for (const { method, path, describe: details } of operations) {
    const { body } = details();
    const sent = body === undefined ? undefined : '{}';
    for (const value of values) await send(method, path.replace(/\{[^}]*\}/g, value), 'application/json', sent);
    for (const query of queries) await send(method, path.replace(/\{[^}]*\}/g, 'x') + query, 'application/json', sent);
  }
}, 120_000);

it('left nothing behind: no exception in the log, no polluted prototype', () => {
  expect(log.filter((entry) => entry.event === 'fault' && entry.reason !== 'missing_handler')).toEqual([]);
  expect(Reflect.get({}, 'admin')).toBeUndefined();
});
