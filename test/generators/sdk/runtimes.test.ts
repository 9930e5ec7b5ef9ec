/** One bundle of a generated SDK, unchanged, on every platform there is: with web globals alone, in a browser, and wherever else it can be run. */
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { EdgeVM } from '@edge-runtime/vm';
import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startBrowser } from '../../support/browser.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';
import { answer, errorBody, startServer, type TestServer } from '../../templates/sdk/runtime/server.js';
import { libraryDocument } from './document.js';
import { writeSdk } from './generate.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const told = {
  created: { id: '1', isbn: 'Zoë' },
  isbns: ['1', '2', '3'],
  cover: [1, 2, 3],
  failed: 'book_not_found',
  slow: 'timeout',
  aborted: 'aborted',
  thrown: 'ParameterError: createBook: library_id is missing or empty.',
  missing: 'request-id-test-1',
};

let folder: string;
let server: TestServer;
let script: string;
let browser: Browser | undefined;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "sideEffects": false }');
  await writeSdk(libraryDocument, folder);
  copyFileSync(fileURLToPath(new URL('smoke.txt', import.meta.url)), join(folder, 'smoke.ts'));
  const bundle = async (format: 'esm' | 'iife'): Promise<string> => {
    const build = await rolldown({ input: join(folder, 'smoke.ts'), platform: 'neutral', resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
    const { output } = await build.generate({ format, name: 'program' });
    await build.close();
    const [{ code, imports }] = output;
    if (imports.length > 0) throw new Error(`The bundle imports ${imports.join(', ')}.`);
    return code;
  };
  script = await bundle('iife');
  writeFileSync(join(folder, 'smoke.mjs'), await bundle('esm'));
  server = await startServer(({ method, url, body }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    if (pathname === '/') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
    else if (pathname === '/ping') return;
    else if (pathname === '/books/1/cover') response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2, 3]));
    else if (method === 'PUT') answer(response, 404, errorBody(404, 'book_not_found'));
    else if (method === 'POST') answer(response, 200, { id: '1', isbn: (JSON.parse(body) as { isbn: string }).isbn });
    else if (searchParams.has('cursor')) answer(response, 200, { books: [{ isbn: '3' }, { isbn: '4' }], page: { next: null } });
    else answer(response, 200, { books: [{ isbn: '1' }, { isbn: '2' }], page: { next: 'c' } });
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (): string => `program.smoke(${JSON.stringify(server.baseUrl)})`;

test('with the globals of the web and nothing else', async () => {
  const { fetch, Headers, URL, URLSearchParams, AbortController, AbortSignal, TextEncoder, TextDecoder, FormData, Blob, btoa, crypto, setTimeout, clearTimeout } = globalThis;
  const web = { fetch, Headers, URL, URLSearchParams, AbortController, AbortSignal, TextEncoder, TextDecoder, FormData, Blob, btoa, crypto, setTimeout, clearTimeout };
  const result: unknown = await runInContext(`${script}; ${call()}`, createContext(web));
  expect(JSON.parse(JSON.stringify(result))).toEqual(told);
});

test('on an edge runtime', async () => {
  const machine = new EdgeVM();
  const result: unknown = await machine.evaluate(`${script}; ${call()}`);
  expect(JSON.parse(JSON.stringify(result))).toEqual(told);
});

test('in a browser', async ({ skip }) => {
  if (browser === undefined) return skip('There is no browser on this machine.');
  const page = await browser.newPage();
  await page.goto(server.baseUrl);
  expect(await page.evaluate(`${script}; ${call()}`)).toEqual(told);
  await page.close();
});

/** The program of a runtime, where it is installed. */
function found(name: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, name)).find(existsSync);
}

test.for([
  ['node', process.execPath, []],
  ['deno', found('deno'), ['run', '--allow-net', '--no-prompt', '--no-config']],
  ['bun', found('bun'), ['run']],
] as const)('on %s, where there is one', async ([name, program, options], { skip }) => {
  if (program === undefined) return skip(`There is no ${name} on this machine.`);
  const file = join(folder, 'main.mjs');
  writeFileSync(file, `import { smoke } from ${JSON.stringify(pathToFileURL(join(folder, 'smoke.mjs')).href)};\nconsole.log(JSON.stringify(await smoke(${JSON.stringify(server.baseUrl)})));\n`);
  const { stdout } = await promisify(execFile)(program, [...options, file], { env: { ...process.env, NO_COLOR: '1' } });
  expect(JSON.parse(stdout)).toEqual(told);
});

test('on workerd, where there is one', async ({ skip }) => {
  const program = found('workerd');
  if (program === undefined) return skip('There is no workerd on this machine.');
  const port = await freePort();
  writeFileSync(join(folder, 'worker.mjs'), `import { smoke } from 'smoke.mjs';\nexport default { fetch: async () => Response.json(await smoke(${JSON.stringify(server.baseUrl)})) };\n`);
  writeFileSync(join(folder, 'worker.capnp'), `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["public", "private"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), (name = "smoke.mjs", esModule = embed "smoke.mjs")],
  compatibilityDate = "2025-06-01",
);
`);
  const running = spawn(program, ['serve', join(folder, 'worker.capnp')], { stdio: 'ignore' });
  try {
    const response = await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/`), { timeout: 20_000, interval: 100 });
    expect(await response.json()).toEqual(told);
  } finally {
    running.kill();
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port.'))));
    });
  });
}
