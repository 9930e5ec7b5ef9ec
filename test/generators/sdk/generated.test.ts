import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runtimeTypes, runtimeValues, tokenTypes, tokenValues } from '../../../generators/sdk/runtimeNames.js';
import { answer, startServer } from '../../templates/sdk/runtime/server.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';
import { compile, hovering, strictest } from './compile.js';
import { libraryDocument } from './document.js';
import { type Document, generateSdk, writeSdk } from './generate.js';

// Programs are compiled here.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  await writeSdk(libraryDocument, folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "sideEffects": false }');
  copyFileSync(fileURLToPath(new URL('usage.txt', import.meta.url)), join(folder, 'usage.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a program that uses the SDK compiles, and what must not compile does not', () => {
  expect(compile(folder, ['usage.ts'])).toEqual([]);
});

test("a user's compiler checks fewer files, sees the same types, and tells what is missing", () => {
  writeFileSync(join(folder, 'mistaken.ts'), `import { LibraryClient } from './sdk/index.js';\nexport const made: Promise<string> = new LibraryClient({ libraryId: 'l', key: 'k' }).books.create({ isbn: 1 });\n`);
  const told = compile(folder, ['usage.ts', 'mistaken.ts'], strictest, false);
  expect(told.filter((error) => !error.startsWith('mistaken.ts'))).toEqual([]);
  expect(told.join('\n')).toMatch(/Promise<Book>[^]*'number' is not assignable to type 'string'/);
  const alone = makeTemporaryFolder();
  cpSync(join(folder, 'sdk'), join(alone, 'sdk'), { recursive: true });
  writeFileSync(join(alone, 'package.json'), '{ "type": "module" }');
  const missing = compile(alone, ['sdk/index.ts'], { ...strictest, lib: ['lib.es2023.d.ts'] }, false).join('\n');
  rmSync(alone, { recursive: true });
  expect(missing).toContain("Cannot find module '../types/ids.js'");
  expect(missing).toContain("Cannot find name 'AbortSignal'");
});

test('an editor shows what the description says about a call, its errors and its page, also where the call is made', () => {
  const calls = `import { type Connection, createBook, LibraryClient } from './sdk/index.js';
declare const connection: Connection;
export const client: LibraryClient = new LibraryClient({ libraryId: 'l', key: 'k' });
await client.books./*1*/create({ isbn: '1' });
await /*2*/createBook(connection, { isbn: '1' });
client.books./*3*/create;
client.login./*4*/start({});
`;
  writeFileSync(join(folder, 'hover.ts'), calls);
  const hover = hovering(folder, 'hover.ts', calls);
  for (const place of ['1', '2', '3']) {
    expect(hover(place), place).toContain('`isbn_already_used` (400): Another book has it.');
    expect(hover(place), place).toContain('[Documentation](https://docs.library.example/books/create-book/)');
  }
  expect(hover('4')).toContain('Gives the URL to send a browser to.');
});

test('it compiles with the types of Node in place of those of a browser', () => {
  const options = { ...strictest, lib: ['lib.es2023.d.ts'], types: ['node'], typeRoots: [fileURLToPath(new URL('../../../node_modules/@types', import.meta.url))] };
  expect(compile(folder, ['sdk/index.ts'], options)).toEqual([]);
});

test('the source of one call', async () => {
  const { files, problems } = await generateSdk(libraryDocument);
  expect(problems).toEqual([]);
  const text = (path: string): string => String(files.find((file) => file.path === path)?.contents);
  expect(text('operations/books.ts')).toContain(`
/** What \`createBook\` takes. */
export interface CreateBookParams extends CreateBookRequest {
  /**
   * The library_id.
   *
   * The client's \`libraryId\` by default.
   */
  library_id?: string;
}

/** What \`createBook\` can fail with. */
export type CreateBookError = CallError<CreateBookErrorType, ErrorByType>;

/**
 * Create a book.
 *
 * Adds a {@link Book | book}. *\\/ alert(1)
 *
 * \`POST /{library_id}/books\`
 *
 * Fails with \`CreateBookError\`:
 * - \`isbn_already_used\` (400): Another book has it.
 * - of \`every_call\`: \`bad_request\`
 *
 * [Documentation](https://docs.library.example/books/create-book/)
 */
export const createBook: Operation<CreateBookParams, CallOptions, Book, CreateBookError> = /* @__PURE__ */ operation({
  id: 'createBook',
  method: 'POST',
  path: '/{library_id}/books',
  body: { encode: json, required: true },
  retry: 'unsent-only',
  security: [{ project }],
  sensitive: ['pin'],
});
`);
  expect(text('operations/books.ts')).toContain(`  path: '/{library_id}/books',
  parameters: { cursor: repeat, tags: comma, since: repeat, 'X-Trace': header },
  retry: 'safe',
  security: [{ project }, { project, reader }],
}, { cursor: 'cursor', nextCursor: 'page.next', items: 'books' });
`);
  expect(text('resources/books.ts')).toContain(`
   * Fails with \`CreateBookError\`:
   * - \`isbn_already_used\` (400): Another book has it.
   * - of \`every_call\`: \`bad_request\`
   *
   * [Documentation](https://docs.library.example/books/create-book/)
`);
  expect(text('schemas.ts')).toContain(`
export interface CreateBookRequest {
  /** The number. */
  isbn: string;
  /**
   * When it came out.
   *
   * Format: \`date-time\`.
   */
  published_at?: string | Date;
  pin?: string;
}
`);
  expect(text('operations/loans.ts')).toContain(`  method: 'POST',
  path: '/loans',
  parameters: { branch: cookie },
  body: { encode: json, required: true },
  retry: 'idempotent',
  security: [{ project, idempotencyKey: idempotencyKey('Idempotency-Key') }],
`);
  expect(text('operations/loans.ts')).toContain(`  server: 'https://{branch_domain}/public',
  variables: { branch_domain: 'main.library.example' },
  path: '/opening-hours',
`);
  expect(text('client.ts')).toContain(`    product: 'LibraryClient/1.2.3',
    baseUrl: () => 'https://eu.library.example/v2',
    defaults: { library_id: options.libraryId, reader_key: options.readerKey },
`);
  expect(text('credentials.ts')).toContain(`
/** Id and key. */
export const project: Credential = /* @__PURE__ */ basic('libraryId', 'key');
`);
});

test('the index passes on exactly what the runtime offers', async () => {
  const runtime: unknown = await import('../../../templates/sdk/runtime/index.js');
  expect(Object.keys(Object(runtime)).sort()).toEqual(runtimeValues.toSorted());
  const source = readFileSync(fileURLToPath(new URL('../../../templates/sdk/runtime/index.ts', import.meta.url)), 'utf8');
  const exported = [...source.matchAll(/[{,]\s*(?:type )?(\w+)/g)].map(([, name]) => name);
  const all = [...runtimeValues, ...runtimeTypes];
  expect(exported.toSorted()).toEqual(all.toSorted());
});

test('the client with local checks passes on exactly what their module offers', async () => {
  const module: unknown = await import('../../../templates/sdk/tokens/index.js');
  expect(Object.keys(Object(module)).sort()).toEqual(tokenValues.toSorted());
  const source = readFileSync(fileURLToPath(new URL('../../../templates/sdk/tokens/index.ts', import.meta.url)), 'utf8');
  const exported = [...source.matchAll(/^export (?:type )?\{([^}]+)\}|^export interface (\w+)|^export function (\w+)/gm)].flatMap(([, list, ...others]) => [
    ...(list?.split(',').map((name) => name.replace(/\btype\b/, '').trim()).filter(Boolean) ?? []),
    ...others.filter((name) => name !== undefined),
  ]);
  expect(exported.toSorted()).toEqual([...tokenValues, ...tokenTypes].toSorted());
});

test('the output is the same on every run', async () => {
  expect(await generateSdk(libraryDocument)).toEqual(await generateSdk(libraryDocument));
});

test('operations and schemas named like the runtime\'s own functions and types compile, in whatever place', async () => {
  const taken = ['json', 'text', 'operation', 'connect', 'bind', 'isError', 'ApiError', 'class', 'then'];
  const operationOf = (operationId: string, tags: readonly string[]): Document => ({
    post: { operationId, tags, requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { a: { type: 'string' } } } } } }, responses: { '200': { description: 'Fine.', content: { 'text/plain': {} } } } },
  });
  const paths = Object.fromEntries(taken.map((id, index) => [`/${id}`, operationOf(id, index % 2 === 0 ? [] : ['client'])]));
  const types = ['ApiError', 'Call', 'CallError', 'CallOptions', 'Connection', 'ErrorByType', 'Operation', 'Operation_2', 'Unlisted'];
  const schemas = Object.fromEntries(types.map((name) => [name, { type: 'object', properties: { kind: { type: 'string', enum: ['a', 'b'] } } }]));
  for (const name of types) {
    const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
    const operation = { operationId: `send${name}`, tags: ['types'], requestBody: { content }, responses: { '200': { description: 'Fine.', content } } };
    Object.assign(paths, { [`/types/${name}`]: { post: operation } });
  }
  const hostile = makeTemporaryFolder();
  writeFileSync(join(hostile, 'package.json'), '{ "type": "module" }');
  await writeSdk({ openapi: '3.1.0', info: { title: "It's */ `${x}`", version: '1' }, servers: [{ url: '/' }], paths, components: { schemas } }, hostile);
  const errors = compile(hostile, ['sdk/index.ts']);
  rmSync(hostile, { recursive: true });
  expect(errors).toEqual([]);
});

describe('the generated client', () => {
  test('sends what the description says', async () => {
    const server = await startServer(({ url }, response) => {
      if (url.startsWith('/books/1/cover')) response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2, 3]));
      else if (url === '/ping') response.writeHead(200, { 'content-type': 'text/plain' }).end('pong');
      else answer(response, 200, { books: [], page: {} });
    });
    try {
      const module: unknown = await import(pathToFileURL(join(folder, 'sdk/index.ts')).href);
      const { LibraryClient } = module as { LibraryClient: new (options: object) => Client };
      const client = new LibraryClient({ libraryId: 'l 1', key: 'k', baseUrl: server.baseUrl, readerKey: 'public' });
      await client.books.create({ isbn: '1', published_at: new Date(0) });
      await client.books.list({ tags: ['a', 'b'], since: new Date(0), 'X-Trace': 't' }, { memberSession: { token: 'session' } });
      await client.books.update({ isbn: '1', body: { isbn: '2' } });
      expect(await client.books.covers.get({ isbn: '1', query_isbn: 2 })).toEqual(new Uint8Array([1, 2, 3]));
      expect(await client.ping()).toBe('pong');
      await client.loans.create({ branch: 'b 1', reader_id: 'r', status: 'lent', period: { from: new Date(0), days: [new Date(1)] } }, { idempotencyKey: 'k-1' });
      expect(server.seen.at(-1)).toMatchObject({
        headers: { cookie: 'branch=b%201', 'idempotency-key': 'k-1' },
        body: '{"reader_id":"r","status":"lent","period":{"from":"1970-01-01T00:00:00.000Z","days":["1970-01-01T00:00:00.001Z"]}}',
      });
      await client.shelves.get({ shelf: 'a/b', row: ['1', '2'] });
      expect(server.seen.at(-1)?.url).toBe('/shelves.a%2Fb/;row=1,2');
      // A base URL of the user's own is for every call.
      await client.loans.hours({ branch_domain: 'elsewhere.example' });
      expect(server.seen.at(-1)?.url).toBe('/opening-hours');
      expect(client.login.start({ return_to: '/a b' })).toBe(`${server.baseUrl}/l%201/login?return_to=%2Fa+b&reader_key=public`);
      expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([
        ['POST', '/l%201/books', '{"isbn":"1","published_at":"1970-01-01T00:00:00.000Z"}'],
        ['GET', '/l%201/books?since=1970-01-01T00%3A00%3A00.000Z&tags=a,b', ''],
        ['PUT', '/books/1', '{"isbn":"2"}'],
        ['GET', '/books/1/cover?isbn=2', ''],
        ['GET', '/ping', ''],
        ['POST', '/loans', expect.any(String)],
        ['GET', '/shelves.a%2Fb/;row=1,2', ''],
        ['GET', '/opening-hours', ''],
      ]);
      expect(server.seen[1]?.headers).toMatchObject({ 'x-trace': 't', 'x-reader': 'session' });
      expect(server.seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, true, true, false, false, true, false, false]);
    } finally {
      await server.close();
    }
  });
});

test('a call with a server of its own goes there, and is retried with the same idempotency key', async () => {
  const module: unknown = await import(pathToFileURL(join(folder, 'sdk/index.ts')).href);
  const { LibraryClient } = module as { LibraryClient: new (options: object) => Client };
  const seen: { readonly url: string; readonly key: string | null }[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    seen.push({ url, key: new Headers(init.headers).get('idempotency-key') });
    return Promise.resolve(Response.json({}, { status: seen.length === 1 ? 503 : 200 }));
  };
  const client = new LibraryClient({ libraryId: 'l', key: 'k', fetch });
  await client.loans.create({ branch: 'b' });
  await client.loans.hours();
  await client.loans.hours({ branch_domain: 'evil.example/x?' });
  expect(seen.map(({ url }) => url)).toEqual([
    'https://eu.library.example/v2/loans', 'https://eu.library.example/v2/loans',
    'https://main.library.example/public/opening-hours', 'https://evil.example%2Fx%3F/public/opening-hours',
  ]);
  expect(seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen[1]?.key).toBe(seen[0]?.key);
});

interface Client {
  readonly books: { create(params: object): Promise<unknown>; list(params: object, options: object): Promise<unknown>; update(params: object): Promise<unknown>; readonly covers: { get(params: object): Promise<unknown> } };
  readonly loans: { create(params: object, options?: object): Promise<unknown>; hours(params?: object): Promise<unknown> };
  readonly shelves: { get(params: object): Promise<unknown> };
  readonly login: { start(params: object): string };
  ping(): Promise<unknown>;
}
