/** How long the compiler takes for a small program that makes two calls. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const programs = {
  sdk: (from) => `import { B2BClient } from '${from}/sdk/index.js';
const client = new B2BClient({ projectId: 'project-test-1', secret: 's' });
const { organization } = await client.organizations.create({ organization_name: 'Acme' });
const { member } = await client.organizations.members.create({ organization_id: organization.organization_id, email_address: 'a@example.com' });
console.log(member.member_id);
`,
  openapiTypescript: (from) => `import type { paths } from '${from}/types/openapi.js';
type Create = paths['/v1/b2b/organizations']['post'];
type Add = paths['/v1/b2b/organizations/{organization_id}/members']['post'];
declare function call<Answer>(method: string, path: string, body: object): Promise<Answer>;
const created: Create['requestBody']['content']['application/json'] = { organization_name: 'Acme' };
const { organization } = await call<Create['responses']['200']['content']['application/json']>('POST', '/v1/b2b/organizations', created);
type Member = Add['requestBody']['content']['application/json'];
const wanted: Pick<Member, 'email_address'> = { email_address: 'a@example.com' };
const { member } = await call<Add['responses']['200']['content']['application/json']>('POST', \`/v1/b2b/organizations/\${organization.organization_id}/members\`, wanted);
console.log(member.member_id);
`,
  heyApi: (from) => `import { createMember, createOrganization } from '${from}/index.js';
const { data } = await createOrganization({ body: { organization_name: 'Acme' }, throwOnError: true });
const created = await createMember({ path: { organization_id: data.organization.organization_id }, body: { email_address: 'a@example.com' } as never, throwOnError: true });
console.log(created.data.member.member_id);
`,
};

const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'], target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext' };

/**
 * Seconds of compiling, the best of ten, in turns, for one run varies by a fifth; declarations as a published package has them, and sources as a generator writes them.
 *
 * @param generated the folder of `sdk` and `types`
 * @param heyApi the folder of hey-api's client, if there is one
 */
export function compileTimes(folder, generated, heyApi) {
  const home = join(folder, 'compile');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  const declarations = join(home, 'declarations');
  for (const part of ['sdk', 'types']) cpSync(join(generated, part), join(home, 'sources', part), { recursive: true });
  writeFileSync(join(home, 'emit.json'), JSON.stringify({ compilerOptions: { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: 'sources', outDir: 'declarations' }, include: ['sources'], exclude: ['sources/sdk/tokens'] }));
  spawnSync(process.execPath, [compiler, '-p', join(home, 'emit.json')]);
  writeFileSync(join(declarations, 'package.json'), '{ "type": "module" }');
  const contenders = [
    ['the SDK, declarations', programs.sdk('./declarations')],
    ['openapi-typescript alone, declarations', programs.openapiTypescript('./declarations')],
    ['the SDK, sources', programs.sdk('./sources')],
    ['openapi-typescript alone, sources', programs.openapiTypescript('./sources')],
    ...(heyApi === undefined ? [] : [['hey-api, sources', programs.heyApi(heyApi)]]),
  ];
  const best = new Map();
  for (let round = 0; round < 10; round += 1) {
    for (const [index, [name, source]] of contenders.entries()) {
      writeFileSync(join(home, `program${index}.ts`), source);
      writeFileSync(join(home, `program${index}.json`), JSON.stringify({ compilerOptions: options, files: [`program${index}.ts`] }));
      const { stdout } = spawnSync(process.execPath, [compiler, '-p', join(home, `program${index}.json`), '--extendedDiagnostics'], { encoding: 'utf8' });
      const errors = stdout.match(/error TS.*/g);
      if (errors !== null) throw new Error(`${name}: ${errors[0]}`);
      const value = (label) => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1] ?? NaN);
      const found = { seconds: value('Total time'), types: value('Types'), instantiations: value('Instantiations') };
      if (found.seconds < (best.get(name)?.seconds ?? Infinity)) best.set(name, found);
    }
  }
  return best;
}

/** The version of the compiler. */
export function compilerVersion() {
  return JSON.parse(readFileSync(join(compiler, '..', '..', 'package.json'), 'utf8')).version;
}
