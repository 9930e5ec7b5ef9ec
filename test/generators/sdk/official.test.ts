/** The same calls with the official Node package and with this SDK: the same requests on the wire. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { B2BClient as OfficialClient } from 'stytch';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import type { Operation } from '../../../generators/model/model.js';
import { acceptsMemberSession } from '../../../generators/model/memberSession.js';
import { defaultInput } from '../../../generators/package.js';
import { loadDescription } from '../../../generators/source/index.js';
import { exampleParams } from '../../support/exampleCalls.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';
import { answer, type Seen, startServer, type TestServer } from '../../templates/sdk/runtime/server.js';
import { writeSdk } from './generate.js';
import { callsOf } from './officialCalls.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const projectId = 'project-test-00000000-0000-4000-8000-000000000000';
const secret = 'secret-test-0123456789';

/** Calls that the official package shapes after its own taste; compared below, one by one. */
const shapedOtherwise = new Set(['m2m.token', 'idp.introspectTokenNetwork']);

let folder: string;
let server: TestServer;
let operations: readonly Operation[];
let official: unknown;
let client: unknown;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  server = await startServer((_, response) => answer(response, 200, {}));
  const { document, originOf } = await loadDescription(defaultInput);
  operations = buildModel({ document, originOf }).model.operations;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await writeSdk(document, folder);
  const module: unknown = await import(pathToFileURL(join(folder, 'sdk/tokens/client.ts')).href);
  const { B2BClient } = module as { B2BClient: new (options: object) => unknown };
  client = new B2BClient({ projectId, secret, baseUrl: server.baseUrl });
  // It warns that this is none of its own environments.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  official = new OfficialClient({ project_id: projectId, secret, env: server.baseUrl });
  warn.mockRestore();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** What a call puts on the wire; undefined where the client has no such call. */
async function requestOf(from: unknown, path: readonly string[], args: readonly unknown[]): Promise<object | undefined> {
  const parent = path.slice(0, -1).reduce(memberOf, from);
  const method = memberOf(parent, path.at(-1) ?? '');
  if (typeof method !== 'function') return undefined;
  const before = server.seen.length;
  // What the clients make of the empty answer is not compared: the official one refuses a token that is not active.
  await Promise.resolve(Reflect.apply(method, parent, args)).catch(() => undefined);
  const [seen] = server.seen.slice(before);
  if (seen === undefined) throw new Error(`${path.join('.')} sends nothing.`);
  return comparable(seen);
}

/** What matters of a request. An empty object in a body says no more than no body. */
function comparable({ method, url, headers, body }: Seen): object {
  const { pathname, searchParams } = new URL(url, 'http://x');
  const sent = body === '{}' ? '' : body;
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return {
    method,
    path: pathname,
    query: Object.fromEntries([...searchParams].toSorted()),
    body: sent === '' ? undefined : isJson ? (JSON.parse(sent) as unknown) : Object.fromEntries(new URLSearchParams(sent)),
    ...(sent !== '' && { contentType: headers['content-type'] }),
    authorization: headers.authorization,
    session: headers['x-stytch-member-session'],
    sessionJwt: headers['x-stytch-member-sessionjwt'],
  };
}

test('every call that both have sends the same', async () => {
  const compared: string[] = [];
  for (const operation of operations) {
    const { sdkPath } = operation;
    const name = sdkPath.join('.');
    if (shapedOtherwise.has(name)) continue;
    const params = exampleParams(operation);
    const variants = [[], ...(acceptsMemberSession(operation) ? [[{ authorization: { session_token: 'session-token' } }], [{ authorization: { session_jwt: 'session-jwt' } }]] : [])];
    for (const options of variants) {
      const theirs = await requestOf(official, sdkPath, [params, ...options]);
      if (theirs === undefined) continue;
      const ours = await requestOf(client, sdkPath, [params, ...options]);
      // Calls that take no secret are sent without: the official package sends its Basic credentials along.
      const expected = operation.security.length === 0 || operation.security.some((schemes) => schemes.length === 0) ? { ...theirs, authorization: undefined } : theirs;
      expect(ours, name).toEqual(expected);
      compared.push(name);
    }
  }
  const names = new Set(compared);
  expect(names.size).toBeGreaterThanOrEqual(115);
  // A call of the description that the official package does not have, under this name, is told here.
  const missing = operations.map(({ sdkPath }) => sdkPath.join('.')).filter((name) => !names.has(name) && !shapedOtherwise.has(name));
  expect(missing.filter((name) => !/^(oauth\.|sso\.start$|idp\.)/.test(name))).toEqual([]);
});

test.each([
  ['m2m.token', { client_id: 'c', client_secret: 's-0123456789', scopes: ['read:users', 'write:users'] }],
  ['m2m.token', { client_id: 'c', client_secret: 's-0123456789' }],
  ['idp.introspectTokenNetwork', { token: 't', client_id: 'c', client_secret: 's-0123456789', token_type_hint: 'access_token' }],
])('%s takes the official form too: %j', async (name, params) => {
  const [ours, theirs] = [await requestOf(client, name.split('.'), [params]), await requestOf(official, name.split('.'), [params])];
  expect(theirs).toBeDefined();
  // These calls take no secret of the project: the official package sends it along, or leaves its header empty.
  expect({ ...ours, authorization: undefined, contentType: undefined }).toEqual({ ...theirs, authorization: undefined, contentType: undefined });
});

test('every call of the official client is there, or is told to be missing', () => {
  // Another product with hosts of its own.
  const otherProduct = /^fraud\./;
  const ours = new Set(operations.map(({ sdkPath }) => sdkPath.join('.')));
  const missing = callsOf(official).filter((name) => !ours.has(name) && !otherProduct.test(name));
  expect(missing.toSorted()).toEqual(['idp.introspectTokenLocal', 'm2m.authenticateToken', 'sessions.authenticateJwt', 'sessions.authenticateJwtLocal']);
  for (const name of missing) expect(typeof name.split('.').reduce(memberOf, client), name).toBe('function');
});
