/**
 * The official Node package against the mock and against the generated server: every method it has gets the answer it expects,
 * and what goes wrong arrives as its own StytchError.
 */
import { B2BClient, StytchError } from 'stytch';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Mock, startMock } from '../../generators/mock/index.js';
import type { ErrorType, Json, Operation } from '../../generators/model/model.js';
import { openDescription } from '../../generators/pipeline.js';
import { exampleCalls, exampleParams } from '../support/exampleCalls.js';
import { type ExampleServer, startExampleServer } from '../support/exampleServer.js';
import { testCredentials } from '../support/generatedSdk.js';

const docsBaseUrl = 'http://docs.test';
const { model } = await openDescription({ docsBaseUrl });

/** Calls whose arguments and answers the official package shapes after its own taste. */
const shaped: Readonly<Record<string, { readonly params: Json; readonly expected: object }>> = {
  'm2m.token': {
    params: { client_id: 'm2m-client-test-7a09', client_secret: 'secret', scopes: ['read:robots'] },
    expected: { access_token: expect.any(String), expires_in: expect.any(Number), token_type: 'bearer' },
  },
};

/** Calls that check a token beside asking for it, with keys that examples cannot be signed with. */
const checksItself = new Set(['idp.introspectTokenNetwork']);

type Call = (params: unknown) => Promise<unknown>;

interface Target {
  readonly url: string;
  /** Makes the next calls end in a success, or in an error. */
  prepare(operation: Operation, wanted: 'success' | ErrorType): void;
}

let mock: Mock;
let server: ExampleServer;
/** The `Prefer` header of the next calls; the package has no way to send one. */
let preferred: string | undefined;

beforeAll(async () => {
  mock = await startMock({ opened: await openDescription({ docsBaseUrl }), port: 0 });
  server = await startExampleServer(docsBaseUrl);
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const headers = new Headers(init?.headers);
    if (preferred !== undefined) headers.set('prefer', preferred);
    return fetch(input, { ...init, headers });
  });
});

afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([mock.close(), server.close()]);
});

function clientAt(url: string): B2BClient {
  // It warns that this is none of its own environments.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const client = new B2BClient({ project_id: testCredentials.projectId, secret: testCredentials.secret, env: url });
  warn.mockRestore();
  return client;
}

/** A method of the client by its path; undefined where it has none. */
function methodOf(client: B2BClient, path: readonly string[]): Call | undefined {
  const owner = path.slice(0, -1).reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), client);
  const method: unknown = typeof owner === 'object' && owner !== null ? Reflect.get(owner, path.at(-1) ?? '') : undefined;
  return typeof method === 'function' ? async (params) => await (Reflect.apply(method, owner, [params]) as Promise<unknown>) : undefined;
}

/** The operations that the official package has a method for. */
const callable = model.operations.filter(({ sdkPath }) => !checksItself.has(sdkPath.join('.')) && methodOf(clientAt('http://localhost:1'), sdkPath) !== undefined);

const targets: readonly (readonly [string, () => Target])[] = [
  [
    'the mock',
    () => ({
      url: mock.url,
      prepare: (_operation, wanted) => {
        preferred = wanted === 'success' ? undefined : `code=${wanted.status}, example=${wanted.type}`;
      },
    }),
  ],
  [
    'the generated server',
    () => ({
      url: server.url,
      prepare: (operation, wanted) => {
        preferred = undefined;
        const [example] = exampleCalls(operation);
        if (wanted !== 'success') server.answerWith({ error: wanted });
        else if (example !== undefined) server.answerWith({ status: example.status, body: example.body });
      },
    }),
  ],
];

test('the official package has a method for almost every operation', () => {
  expect(callable.length).toBeGreaterThanOrEqual(114);
});

describe.each(targets)('%s', (_name, target) => {
  test.each(callable.map((operation) => [operation.sdkPath.join('.'), operation] as const))('%s', { timeout: 60_000 }, async (name, operation) => {
    const { url, prepare } = target();
    const call = methodOf(clientAt(url), operation.sdkPath);
    if (call === undefined) throw new Error(`The official package has no ${name}.`);
    const params = shaped[name]?.params ?? exampleParams(operation);
    const [example] = exampleCalls(operation);
    if (example === undefined) throw new Error(`${name} has no example of its success.`);

    prepare(operation, 'success');
    const answer = await call(params);
    expect(answer).toMatchObject(shaped[name]?.expected ?? { ...Object(example.body), request_id: expect.stringMatching(/^request-id-/) });

    // One error of each status it documents, its own rather than one of all.
    const byStatus = new Map(operation.errors.toSorted((a, b) => Number(b.set === undefined) - Number(a.set === undefined)).toReversed().map(({ type }) => [type.status, type]));
    for (const type of byStatus.values()) {
      prepare(operation, type);
      const error = await call(params).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof StytchError)) throw new Error(`${name} gave no StytchError for ${type.type}: ${String(error)}`);
      expect({ ...error }).toMatchObject({
        status_code: type.status,
        request_id: expect.stringMatching(/^request-id-/),
        error_type: type.type,
        error_message: type.exampleMessage,
        error_url: `${docsBaseUrl}/errors/${type.status}#${type.type}`,
      });
    }
    expect(byStatus.size).toBeGreaterThan(0);
  });

  test('answers have the types that the package declares', async () => {
    const { url, prepare } = target();
    const client = clientAt(url);
    const operationOf = (id: string): Operation => {
      const operation = model.operations.find((candidate) => candidate.id === id);
      if (operation === undefined) throw new Error(`There is no operation ${id}.`);
      return operation;
    };
    prepare(operationOf('createOrganization'), 'success');
    const { organization } = await client.organizations.create({ organization_name: 'Acme Robotics' });
    expect([organization.organization_slug, organization.email_allowed_domains].map((value) => typeof value)).toEqual(['string', 'object']);
    prepare(operationOf('searchMembers'), 'success');
    const { members, results_metadata } = await client.organizations.members.search({ organization_ids: [organization.organization_id] });
    expect(members[0]?.roles[0]?.sources[0]?.type).toEqual(expect.any(String));
    expect(results_metadata.total).toEqual(expect.any(Number));
    prepare(operationOf('authenticateSession'), 'success');
    const { member_session, member } = await client.sessions.authenticate({ session_token: 'mZAYn5aLEqKUlZ_Ad9U_fWr38GaAQ1oFAhT8ds245v7Q' });
    expect(member_session.member_id).toBe(member.member_id);
  });
});
