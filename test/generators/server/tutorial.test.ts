/** The tutorial, done by a test: its files compile, its server runs, and its calls answer what the page says. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultInput, packageRoot } from '../../../generators/package.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';
import { compileAndImport, generateServer, importCompiled } from './compileGenerated.js';

const page = readFileSync(join(packageRoot, 'docs', 'guides', 'server-tutorial.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
const files = Object.fromEntries(
  blocks.flatMap(({ language, code }) => {
    const path = /^\/\/ (src\/\S+)\n/.exec(code)?.[1];
    return language === 'ts' && path !== undefined ? [[path, code]] : [];
  }),
);
/** The files that the page names before a block of JSON. */
const settings = Object.fromEntries([...page.matchAll(/`(\w+\.json)`[^`]*```json\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]));
const calls = blocks.flatMap(({ language, code }, index) => {
  const expected = blocks[index + 1];
  return language === 'sh' && code.startsWith('curl ') && expected?.language === 'json' ? [{ command: code, expected: expected.code }] : [];
});

let folder: string;
let makeServer: unknown;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  await generateServer(defaultInput, join(folder, 'src', 'generated'));
  writeFiles(folder, { ...settings, ...files });
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const others = ['main', 'organizations.test', 'worker', 'hono', 'frameworks'].map((name) => `src/${name}.ts`);
  ({ makeServer } = await compileAndImport(folder, ['src/server.ts', ...others]));
  // The whole API is generated and type-checked.
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has its files and its calls', () => {
  expect(Object.keys(files)).toEqual(['environment', 'organizations', 'members', 'server', 'organizations.test', 'main', 'worker', 'hono', 'frameworks'].map((name) => `src/${name}.ts`));
  expect(calls).toHaveLength(5);
});

it('compiles with the settings of the page', { timeout: 120_000 }, () => {
  expect(Object.keys(settings)).toEqual(['package.json', 'tsconfig.json']);
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(JSON.parse(settings['tsconfig.json'] ?? ''), ts.sys, folder);
  expect(errors).toEqual([]);
  const program = ts.createProgram(fileNames, options);
  // The generated files have been checked with stricter settings.
  const own = program.getSourceFiles().filter(({ fileName }) => /\/src\/[^/]+\.ts$/.test(fileName) && fileName.startsWith(folder.replaceAll('\\', '/')));
  expect(own).toHaveLength(Object.keys(files).length);
  const found = [...program.getOptionsDiagnostics(), ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])];
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  const { scripts }: { scripts?: object } = JSON.parse(settings['package.json'] ?? '');
  expect(scripts).toMatchObject({ generate: 'stytch-b2b-openapi generate server --output src/generated', start: 'node dist/main.js' });
});

it('tests a handler as the page does', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', join(folder, 'out', 'src', 'organizations.test.js')]);
  expect(stdout).toContain('# pass 1');
});

it('runs, and answers what the page says', async () => {
  const log: unknown[] = [];
  const server: unknown = typeof makeServer === 'function' ? makeServer('secret-test-only', (entry: unknown) => log.push(entry)) : undefined;
  const { listen } = await importCompiled(folder, 'src/generated/server/node.ts');
  const running: unknown = typeof listen === 'function' ? await listen(server) : undefined;
  if (!isRunning(running)) throw new TypeError('The server does not run.');
  try {
    for (const { command, expected } of calls) {
      const answer: unknown = JSON.parse(await run(command.replaceAll('localhost:8080', new URL(running.url).host)));
      expect(answer).toEqual(matching(JSON.parse(expected)));
      expect(answer).toHaveProperty('request_id', expect.stringMatching(/^request-id-test-/));
    }
  } finally {
    await running.close();
  }
  expect(log).toEqual(calls.map(() => expect.objectContaining({ event: 'answer' })));
});

it('answers in a worker, and inside Hono, Express and Fastify', async () => {
  const request = (): Request =>
    new Request('http://localhost/v1/b2b/organizations', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('project-test-1:secret-test-only')}`, 'content-type': 'application/json' },
      body: '{ "organization_name": "Acme", "organization_slug": "acme" }',
    });
  const created = { status_code: 200, organization: { organization_slug: 'acme' } };
  const worker = (await importCompiled(folder, 'src/worker.ts'))['default'];
  expect(await answerOf(worker, 'fetch', request(), { PROJECT_SECRET: 'secret-test-only' })).toMatchObject(created);
  const { app } = await importCompiled(folder, 'src/hono.ts');
  expect(await answerOf(app, 'fetch', request())).toMatchObject(created);
  const { fastifyApp, expressApp } = await importCompiled(folder, 'src/frameworks.ts');
  expect(expressApp).toBeTypeOf('function');
  expect(await called(fastifyApp, 'close')).toBeUndefined();
});

async function answerOf(owner: unknown, name: string, ...args: readonly unknown[]): Promise<unknown> {
  const response = await called(owner, name, ...args);
  return response instanceof Response ? response.json() : response;
}

function called(owner: unknown, name: string, ...args: readonly unknown[]): unknown {
  const method: unknown = typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
  if (typeof method !== 'function') throw new TypeError(`There is no ${name}.`);
  return Reflect.apply(method, owner, args);
}

/** The page shows the telling part of an answer: what it shows must be there, at every depth. */
function matching(shown: unknown): unknown {
  if (Array.isArray(shown)) return shown.map(matching);
  if (typeof shown !== 'object' || shown === null) return shown;
  return expect.objectContaining(Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, matching(value)])));
}

/** Runs a command of the page as a reader's shell would. */
async function run(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return stdout;
}

function isRunning(value: unknown): value is { readonly url: string; close(): Promise<void> } {
  return typeof value === 'object' && value !== null && 'url' in value && 'close' in value;
}
