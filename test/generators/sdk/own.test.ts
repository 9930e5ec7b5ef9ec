/** The SDK of this repository's own description: that it compiles as its users write, and what a bundler makes of it. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { defaultInput } from '../../../generators/package.js';
import { loadDescription } from '../../../generators/source/index.js';
import { validators } from '../../../generators/validators/index.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';
import { compile, strictest } from './compile.js';
import { writeSdk } from './generate.js';

// Programs are compiled here.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "sideEffects": false }');
  await writeSdk((await loadDescription(defaultInput)).document, folder, [validators]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(source: string): Promise<{ readonly code: string; readonly imports: readonly string[]; readonly gzip: number }> {
  writeFileSync(join(folder, 'entry.ts'), source);
  const build = await rolldown({ input: join(folder, 'entry.ts'), resolve: { extensionAlias: { '.js': ['.ts', '.js'] } }, external: [/^node:/, 'jose', ...builtinModules] });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  const [{ code, imports }] = output;
  return { code, imports, gzip: gzipSync(code, { level: 9 }).length };
}

test('a program that uses it compiles, local checks of tokens included', () => {
  copyFileSync(fileURLToPath(new URL('ownUsage.txt', import.meta.url)), join(folder, 'ownUsage.ts'));
  const jose = fileURLToPath(new URL('../../../node_modules/jose/dist/types/index.d.ts', import.meta.url));
  expect(compile(folder, ['ownUsage.ts'], { ...strictest, paths: { jose: [jose] } })).toEqual([]);
});

// What the compiler's time depends on, in figures that are the same on every machine; `npm run bench:sdk` has the seconds.
test('a program of two calls gives the compiler less to read than openapi-typescript\'s types, and few types to work out', () => {
  const two = `import { B2BClient } from './sdk/index.js';
const client = new B2BClient({ projectId: 'project-test-1', secret: 's' });
const { organization } = await client.organizations.create({ organization_name: 'Acme' });
await client.organizations.members.create({ organization_id: organization.organization_id, email_address: 'a@example.com' });
`;
  writeFileSync(join(folder, 'two.ts'), two);
  writeFileSync(join(folder, 'raw.ts'), `import type { paths } from './types/openapi.js';\nexport type Create = paths['/v1/b2b/organizations']['post']['responses']['200']['content']['application/json'];\n`);
  const [sdk, raw] = ['two.ts', 'raw.ts'].map((file) => {
    const program = ts.createProgram([join(folder, file)], { ...strictest, skipLibCheck: true });
    expect(program.getSemanticDiagnostics().map(({ messageText }) => messageText)).toEqual([]);
    return { nodes: program.getNodeCount(), types: program.getTypeCount() };
  });
  expect(sdk?.nodes).toBeLessThan(raw?.nodes ?? 0);
  expect(sdk?.types).toBeLessThan(700);
});

test('one call is at most 4 kB', async () => {
  const { gzip, code } = await bundle(`export { connect, createOrganization } from './sdk/index.js';`);
  expect(code).toContain('/v1/b2b/organizations');
  expect(code).not.toContain('/v1/b2b/organizations/search');
  expect(gzip).toBeLessThanOrEqual(4000);
});

test('answers are held against the generated validators, where that is asked for', async () => {
  const load = (path: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(folder, path)).href) as Promise<Record<string, unknown>>;
  const { B2BClient, checkResponses } = (await load('sdk/index.ts')) as unknown as Sdk;
  const validatorTable = await load('validators/operations.ts');
  const secretValue = 'value-that-is-not-shown';
  const fetch = (): Promise<Response> => Promise.resolve(Response.json({ status_code: 200, request_id: 'request-id-1', organization: { organization_id: secretValue } }));
  const clientOf = (mode: 'warn' | 'throw', onIssue: (message: string) => void): InstanceType<Sdk['B2BClient']> =>
    new B2BClient({ projectId: 'project-test-1', secret: 's', fetch, check: checkResponses({ mode, validators: validatorTable, onIssue }) });
  const issues: string[] = [];
  const outcome = await clientOf('throw', () => undefined).organizations.get.result({ organization_id: 'o' });
  expect(outcome).toMatchObject({ ok: false, error: { type: 'unreadable_response', status: 200, operation: 'getOrganization' } });
  expect(outcome.error?.message).toContain('/organization/organization_name (required)');
  expect(await clientOf('warn', (message) => issues.push(message)).organizations.get.result({ organization_id: 'o' })).toMatchObject({ ok: true });
  expect(issues).toHaveLength(1);
  expect(issues.join() + String(outcome.error)).not.toContain(secretValue);
});

interface Sdk {
  readonly checkResponses: (options: object) => unknown;
  readonly B2BClient: new (options: object) => { readonly organizations: { readonly get: { result(params: object): Promise<{ readonly error?: Error }> } } };
}

test('nothing is left of an SDK that is imported and not used', async () => {
  const { code } = await bundle(`import { connect, B2BClient, createOrganization } from './sdk/index.js'; export const used: number = 1;`);
  expect(code.length).toBeLessThan(100);
});

test('only the checks of tokens need a package', async () => {
  for (const module of ['index', 'client']) {
    const { imports } = await bundle(`export * from './sdk/tokens/${module}.js';`);
    expect(imports, module).toEqual(['jose']);
  }
});

test('the whole client runs anywhere: it imports nothing', async () => {
  const { imports, code } = await bundle(`export * from './sdk/index.js';`);
  expect(imports).toEqual([]);
  expect(code).not.toMatch(/\b(process|Buffer|require)\b[.(]/);
});
