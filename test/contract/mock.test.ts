/**
 * Every operation on a mock, through the generated SDK and through plain HTTP: each named success, each documented error, and
 * for each answer an opinion that is not Prism's. The tables come from the model: a new operation, example or error type is
 * covered by itself, and at the end the matrix of all of them must be full.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../../generators/mock/index.js';
import type { Json, Operation } from '../../generators/model/model.js';
import { generate, openDescription } from '../../generators/pipeline.js';
import { exampleCalls, exampleParams } from '../support/exampleCalls.js';
import { type GeneratedClient, generatedClient } from '../support/generatedSdk.js';
import { plainRequest } from '../support/plainHttp.js';
import { type ResponseValidator, responseValidator } from '../support/responseValidator.js';
import { makeTemporaryFolder } from '../support/temporaryFolder.js';
import { Matrix } from './matrix.js';

const docsBaseUrl = 'http://docs.test';
const opened = await openDescription({ docsBaseUrl });
const { operations } = opened.model;
const matrix = new Matrix(opened.model);

let folder: string;
let mock: Mock;
let client: GeneratedClient;
let faultsOf: ResponseValidator;
/** What went over the wire in the last call. */
let wire: { status: number; body: unknown };
/** What the mock found wrong with the last request. */
let violations: string | undefined;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  await generate({ opened, output: folder, targets: ['sdk', 'docs'] });
  mock = await startMock({ opened, port: 0 });
  client = await generatedClient(folder, { baseUrl: mock.url, fetch: recordingFetch });
  faultsOf = responseValidator(opened.description.document);
}, 300_000);

afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A call without a client: its answer as it is on the wire. */
async function plainly(operation: Operation, params: Readonly<Record<string, Json>>, prefer?: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const { target, init } = plainRequest(operation, params);
  if (prefer !== undefined) init.headers.set('prefer', prefer);
  const response = await fetch(`${mock.url}${target}`, init);
  const text = await response.text();
  const found = response.headers.get('sl-violations');
  if (found !== null) throw new Error(`${target}: ${found}`);
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** The type that an error body names, in either form. */
function namedType(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? (Reflect.get(body, 'error_type') ?? Reflect.get(body, 'error')) : undefined;
}

async function recordingFetch(...args: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...args);
  const text = await response.clone().text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  wire = { status: response.status, body };
  violations = response.headers.get('sl-violations') ?? undefined;
  return response;
}

test('the description has operations, and every one of them has an example of its success', () => {
  expect(operations.length).toBeGreaterThan(0);
  expect(operations.filter((operation) => exampleCalls(operation).length === 0).map((operation) => operation.id)).toEqual([]);
});

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('gives each success that an example tells of', { timeout: 60_000 }, async () => {
    for (const { example, status, params, body } of exampleCalls(operation)) {
      const prefer = `code=${status}${example === undefined ? '' : `, example=${example}`}`;
      const result = await client.call(operation)(params, { headers: { prefer } });
      if (violations !== undefined) throw new Error(`${prefer}: ${violations}`);
      expect(result, prefer).toMatchObject({ ok: true });
      expect(wire).toEqual({ status, body });
      expect(faultsOf(operation, wire.status, wire.body)).toEqual([]);
      if (result.ok) expect(result.data).toEqual(body);
      matrix.saw('sdk', operation.id, wire.status, example ?? 'no body');

      expect(await plainly(operation, params, prefer)).toEqual({ status, body });
      matrix.saw('http', operation.id, status, example ?? 'no body');
    }
  });

  test('gives its first success when nothing is preferred', async () => {
    const result = await client.call(operation)(exampleParams(operation));
    expect(result.ok, JSON.stringify(result)).toBe(true);
    expect(faultsOf(operation, wire.status, wire.body)).toEqual([]);
  });

  test('gives each documented error, typed', { timeout: 120_000 }, async () => {
    const params = exampleParams(operation);
    for (const { type } of operation.errors) {
      const result = await client.call(operation)(params, { headers: { prefer: `code=${type.status}, example=${type.type}` } });
      if (result.ok) throw new Error(`${type.type} was asked for, and the call succeeded.`);
      const { error } = result;
      expect(error).toMatchObject({
        name: 'ApiError',
        type: type.type,
        status: type.status,
        docsUrl: `${docsBaseUrl}/errors/${type.status}#${type.type}`,
        requestId: expect.stringMatching(/^request-id-/),
      });
      expect(error.message).not.toBe('');
      expect(wire.status).toBe(type.status);
      expect(faultsOf(operation, wire.status, wire.body)).toEqual([]);
      matrix.saw('sdk', operation.id, wire.status, error.type);
    }
  });

  test('gives each documented error to plain HTTP', { timeout: 120_000 }, async () => {
    const params = exampleParams(operation);
    for (const { type } of operation.errors) {
      const { status, body } = await plainly(operation, params, `code=${type.status}, example=${type.type}`);
      expect([status, namedType(body)]).toEqual([type.status, type.type]);
      expect(faultsOf(operation, status, body)).toEqual([]);
      matrix.saw('http', operation.id, status, String(namedType(body)));
    }
  });

  test.skipIf(operation.security.length === 0 || operation.security.some((alternative) => alternative.length === 0))(
    'is refused without credentials, with the API’s own error',
    async () => {
      const response = await fetch(new URL(concretePath(operation.id), mock.url), { method: operation.method, redirect: 'manual' });
      const body: unknown = await response.json();
      expect(response.status).toBe(operation.errors.some(({ type }) => type.status === 401) ? 401 : 400);
      expect(faultsOf(operation, response.status, body)).toEqual([]);
    },
  );
});

test('every error type of the catalogue has the entry in the documentation that its error_url leads to', () => {
  const pages = new Map<number, string>();
  const dangling = opened.model.errors.filter(({ status, type }) => {
    const file = join(folder, 'site', 'errors', String(status), 'index.html');
    if (!pages.has(status)) pages.set(status, existsSync(file) ? readFileSync(file, 'utf8') : '');
    return pages.get(status)?.includes(` id="${type}"`) !== true;
  });
  expect(dangling.map(({ status, type }) => `${status}#${type}`)).toEqual([]);
  expect(opened.model.errors.length).toBeGreaterThan(0);
});

test('the matrix is full', () => {
  if (process.env['CONTRACT_MATRIX'] === 'print') process.stdout.write(`\n${matrix.print()}`);
  const file = process.env['CONTRACT_REPORT'];
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(matrix.cells, null, 2)}\n`);
  expect(matrix.missing()).toEqual([]);
  expect(matrix.cells.length).toBeGreaterThan(operations.length);
});

/** The path of an operation with its parameters' examples filled in. */
function concretePath(id: string): string {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new Error(`There is no operation ${id}.`);
  const params = exampleParams(operation);
  return operation.pathTemplate.map((part) => ('literal' in part ? part.literal : encodeURIComponent(String(params[part.parameter])))).join('');
}
