/** Every TypeScript block of the pages about the SDK compiles against it, and the migration page has every method there is. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { B2BClient as OfficialClient } from 'stytch';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import type { ApiModel } from '../../../generators/model/model.js';
import { defaultInput } from '../../../generators/package.js';
import { loadDescription } from '../../../generators/source/index.js';
import { validators } from '../../../generators/validators/index.js';
import { makeTemporaryFolder } from '../../support/temporaryFolder.js';
import { compile, strictest } from './compile.js';
import { writeSdk } from './generate.js';
import { callsOf } from './officialCalls.js';

// Programs are compiled here.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pages = ['sdk', 'sdk-migration'].map((name) => ({ name, text: readFileSync(join(root, 'docs', 'guides', `${name}.md`), 'utf8') }));

/** What the blocks take for granted: a client, and values that a program has. */
const surroundings = `
declare const client: import('./sdk/tokens/client.js').B2BClient;
declare const connection_id: import('./sdk/index.js').ScimConnectionId;
declare const organization_id: import('./sdk/index.js').OrganizationId;
declare const member_id: import('./sdk/index.js').MemberId;
declare const projectId: string, secret: string, publicToken: string, sessionJwt: string, password: string, client_id: string, client_secret: string;
declare function readSecret(): Promise<string>;
`;

let folder: string;
let model: ApiModel;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  const { document, originOf } = await loadDescription(defaultInput);
  model = buildModel({ document, originOf }).model;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await writeSdk(document, folder, [validators]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every block compiles', () => {
  const blocks = pages.flatMap(({ name, text }) => [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ''], index) => ({ file: `${name}-${index + 1}.ts`, code })));
  expect(blocks.length).toBeGreaterThan(12);
  for (const { file, code } of blocks) writeFileSync(join(folder, file), `${code}\nexport {};\n`);
  writeFileSync(join(folder, 'surroundings.d.ts'), surroundings);
  const errors = compile(folder, ['surroundings.d.ts', ...blocks.map(({ file }) => file)], {
    ...strictest,
    isolatedDeclarations: false,
    declaration: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    paths: {
      jose: [join(root, 'node_modules/jose/dist/types/index.d.ts')],
      'stytch-b2b-openapi/sdk': [join(folder, 'sdk/index.ts')],
      'stytch-b2b-openapi/sdk/tokens': [join(folder, 'sdk/tokens/client.ts')],
      'stytch-b2b-openapi/validators/operations': [join(folder, 'validators/operations.ts')],
    },
  });
  expect(errors).toEqual([]);
});

test('the migration page has a row for every method of the official package, with the page of its call', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const official = new OfficialClient({ project_id: 'project-test-1', secret: 's', env: 'http://localhost' });
  warn.mockRestore();
  const text = pages.find(({ name }) => name === 'sdk-migration')?.text ?? '';
  const rows = new Map([...text.matchAll(/^\| `([\w.]+)` \| (the same.*?) \| \[[^\]]+\]\((\w+):([\w-]+)\) \|$/gm)].map(([, name = '', , kind = '', target = '']) => [name, { kind, target }]));
  const calls = callsOf(official).filter((name) => !name.startsWith('fraud.'));
  expect([...rows.keys()].toSorted()).toEqual(calls.toSorted());
  const idOf = new Map(model.operations.map(({ id, sdkPath }) => [sdkPath.join('.'), id]));
  for (const [name, { kind, target }] of rows) expect(kind === 'operation' ? target : undefined, name).toBe(idOf.get(name));
});
