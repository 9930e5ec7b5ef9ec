/** Every cURL and TypeScript sample of the site, run against the mock; every TypeScript sample compiled against the SDK. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readClientFacts } from '../../../generators/docs/samples/client.js';
import { curlSample } from '../../../generators/docs/samples/curl.js';
import { situationsOf, type Situation } from '../../../generators/docs/samples/request.js';
import { typescriptErrorSample, typescriptSample } from '../../../generators/docs/samples/typescript.js';
import { type Mock, startMock } from '../../../generators/mock/index.js';
import type { Operation } from '../../../generators/model/model.js';
import { generate, openDescription } from '../../../generators/pipeline.js';
import { packageRoot } from '../../../generators/package.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';

interface Sample {
  readonly operation: Operation;
  readonly situation: Situation;
  /** `sample-12.ts`, beside the generated SDK. */
  readonly file: string;
  readonly code: string;
}

/** What the samples read from the environment. */
const environment = {
  PROJECT_ID: 'project-test-00000000-0000-4000-8000-000000000000',
  SECRET: 'secret-test-0123456789',
  ACCESS_TOKEN: 'access-token-test-0123456789',
  PUBLIC_TOKEN: 'public-token-test-00000000-0000-4000-8000-000000000000',
};

const folder = makeTemporaryFolder();
let mock: Mock;
let samples: readonly Sample[];
/** One handler of an error per operation that has any. */
let handlers: readonly { readonly file: string; readonly code: string }[];

beforeAll(async () => {
  const opened = await openDescription({});
  const client = readClientFacts(opened.description.document);
  samples = opened.model.operations
    .flatMap((operation) => situationsOf(operation, client).map((situation) => ({ operation, situation })))
    .map(({ operation, situation }, index) => ({ operation, situation, file: `sample-${index}.ts`, code: typescriptSample(operation, situation.request, client) }));
  handlers = opened.model.errors.slice(0, 40).flatMap((error, index) => {
    const [operation] = error.operations;
    const request = operation === undefined ? undefined : situationsOf(operation, client)[0]?.request;
    return operation === undefined || request === undefined ? [] : [{ file: `handler-${index}.ts`, code: typescriptErrorSample(operation, request, client, error.type) }];
  });
  await generate({ opened, targets: ['sdk'], output: join(folder, 'generated') });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const { file, code } of [...samples, ...handlers]) writeFileSync(join(folder, file), code);
  mock = await startMock({ opened, port: 0 });
}, 180_000);

afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;

describe('samples', () => {
  it.skipIf(!hasCurl)('in cURL succeed on the mock', async () => {
    const script = samples.map(({ situation }) => `${curlSample({ ...situation.request, baseUrl: mock.url })} -s -o /dev/null --max-time 60 -w '%{http_code}\\n'`);
    writeFileSync(join(folder, 'all.sh'), script.join('\n'));
    const child = spawn('sh', [join(folder, 'all.sh')], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    const statuses = output.trim().split('\n');
    expect(statuses).toHaveLength(samples.length);
    const failed = samples.flatMap(({ operation, situation }, index) => {
      const status = statuses[index] ?? '';
      return operation.responses.some((response) => response.status === status && /^[23]/.test(status)) ? [] : [`${operation.id} ${situation.key}: ${status}`];
    });
    expect(failed).toEqual([]);
  }, 240_000);

  it('in TypeScript compile against the SDK', () => {
    const files = [...samples, ...handlers].map(({ file }) => join(folder, file));
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(packageRoot, 'node_modules', '@types')],
    });
    const faults = files.flatMap((file) => {
      const source = program.getSourceFile(file);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => `${file.slice(folder.length + 1)}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}\n${source?.text ?? ''}`);
    });
    expect(faults).toEqual([]);
  }, 240_000);

  it('in TypeScript succeed on the mock', async () => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input);
      return fetch(`${mock.url}${pathname}${search}`, init);
    });
    const printed: unknown[] = [];
    vi.spyOn(console, 'log').mockImplementation((value) => void printed.push(value));
    const failed: string[] = [];
    for (const { operation, situation, file } of samples) {
      try {
        await import(pathToFileURL(join(folder, file)).href);
      } catch (error) {
        failed.push(`${operation.id} ${situation.key}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    expect(failed).toEqual([]);
    expect(printed).toHaveLength(samples.length);
  }, 300_000);
});
