/** The package as npm would publish it, unpacked where a user would have it: it runs, and every entry can be imported and compiled. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../generators/package.js';
import { makeTemporaryFolder, writeFiles } from '../support/temporaryFolder.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly typesVersions: unknown;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
const name = 'stytch-b2b-openapi';
const typescript = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/** The entries that are modules, as they are imported. */
const modules = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([entry]) => entry.replace('.', name));

let folder: string;
let installed: string;
let packed: { readonly size: number; readonly unpackedSize: number; readonly files: readonly { readonly path: string }[] };

beforeAll(() => {
  folder = makeTemporaryFolder();
  // The programs of dist/ come from the build that precedes the tests; the modules of generated/ are compiled here.
  node(typescript, '-p', join(packageRoot, 'tsconfig.api.json'));
  const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [report] = JSON.parse(execFileSync('npm', npm, { cwd: packageRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  packed = report;
  installed = join(folder, 'node_modules', name);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, report.filename), '--strip-components=1', '-C', installed]);
  // What npm would install beside it, and nothing else: an undeclared dependency is not found.
  for (const dependency of [...Object.keys(manifest.dependencies), '@types/node']) link(dependency);
  writeFiles(folder, { 'package.json': '{ "type": "module", "private": true }\n' });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function link(dependency: string): void {
  const place = join(folder, 'node_modules', dependency);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(packageRoot, 'node_modules', dependency), place, 'dir');
}

/** Runs Node in the folder of the user and gives what it prints; fails with all of its output. */
function node(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { cwd: folder, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

describe('the package', () => {
  it('has its types where programs look that know nothing of exports, as CommonJS of TypeScript does by default', () => {
    const typed = Object.entries(manifest.exports).flatMap(([entry, target]) => (typeof target === 'object' && entry !== '.' ? [[entry.slice(2), [target.types]] as const] : []));
    expect(manifest.typesVersions).toEqual({ '*': Object.fromEntries(typed) });
    writeFiles(folder, { 'old/package.json': '{}', 'old/program.ts': `import { B2BClient } from '${name}/sdk';\nexport const client = new B2BClient({ projectId: 'project-test-1', secret: 's' });\n` });
    node(typescript, '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2020', '--module', 'commonjs', join(folder, 'old', 'program.ts'));
  });

  it('holds what is needed, and not more', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const needed of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'spec/openapi.yaml', 'generated/openapi.json', manifest.bin[name] ?? '']) expect(paths).toContain(needed);
    expect(paths.filter((path) => /\.tsbuildinfo|(^|\/)test\/(?!stories\/)|^generators\/|^generated\/(?!openapi\.)|^\.|^spec\/.*\.ts$|node_modules/.test(path))).toEqual([]);
  });

  it('keeps to its budget', () => {
    expect(packed.size).toBeLessThan(3_500_000);
    expect(packed.unpackedSize).toBeLessThan(25_000_000);
    expect(packed.files.length).toBeLessThan(3_500);
  });

  it('has every file that its entries name', () => {
    for (const target of Object.values(manifest.exports)) {
      for (const path of typeof target === 'string' ? [target] : Object.values(target)) {
        if (path.includes('*')) expect(readdirSync(join(installed, dirname(path))).length, path).toBeGreaterThan(0);
        else expect(existsSync(join(installed, path)), path).toBe(true);
      }
    }
  });
});

describe('its program', () => {
  const program = (...args: readonly string[]): string => node(join(installed, manifest.bin[name] ?? ''), ...args);

  it('is executable, and says its version and its help', () => {
    expect(statSync(join(installed, manifest.bin[name] ?? '')).mode & 0o111).toBe(0o111);
    expect(program('--version')).toBe(`${packageVersion()}\n`);
    expect(program('help', 'generate')).toContain('Usage');
  });

  it('reads the description it brings along, explains and generates from it', { timeout: 120_000 }, () => {
    expect(program('explain', 'organization_not_found')).toContain('404');
    program('generate', 'validators', '--quiet', '--output', 'api');
    expect(existsSync(join(folder, 'api', 'validators', 'index.ts'))).toBe(true);
  });

  it('lists the templates it brings along', () => {
    expect(program('eject')).toContain('docs/operation.hbs');
  });
});

describe('its entries', () => {
  it.each(modules)('%s can be imported, and required', (entry) => {
    const names = `JSON.stringify(Object.keys(all).filter((key) => key !== 'default' && key !== '__esModule').sort())`;
    const imported = node('--input-type=module', '-e', `import * as all from '${entry}'; console.log(${names})`);
    const required = node('--no-warnings', '--input-type=commonjs', '-e', `const all = require('${entry}'); console.log(${names})`);
    expect(required).toBe(imported);
    // Types alone are nothing at run time.
    if (entry !== `${name}/types`) expect(JSON.parse(imported)).not.toEqual([]);
  });

  it('are JSON and YAML, too', () => {
    expect(node('--no-warnings', '--input-type=commonjs', '-e', `console.log(require('${name}/openapi.json').openapi)`)).toMatch(/^3\.1/);
    expect(node('--input-type=module', '-e', `console.log(import.meta.resolve('${name}/openapi.yaml'))`)).toMatch(/openapi\.yaml\n$/);
  });

  it('load no stage of the toolkit before it is used', () => {
    const heavy = node('--no-warnings', '--input-type=commonjs', '-e', `require('${name}'); console.log(Object.keys(require.cache).length, process.memoryUsage().rss)`);
    expect(Number(heavy.split(' ')[0])).toBeLessThan(5);
  });

  it.each([
    ['node16', 'node16', false],
    ['nodenext', 'nodenext', false],
    ['bundler', 'preserve', false],
    ['nodenext', 'nodenext', true],
  ])('compile under %s resolution (module %s, skipLibCheck %s)', { timeout: 120_000 }, (moduleResolution, module, skipLibCheck) => {
    const usage = [
      ...modules.map((entry, index) => `import * as entry${index} from '${entry}';`),
      `import { defineConfig, generate, lint, type Problem } from '${name}';`,
      `import { B2BClient } from '${name}/sdk';`,
      `import type { Organization } from '${name}/types';`,
      `export const config = defineConfig({ input: 'openapi.yaml', generate: { targets: ['sdk'] } });`,
      `export async function use(): Promise<readonly Problem[]> { await generate({ mode: 'check' }); return (await lint()).problems; }`,
      `export const client = new B2BClient({ projectId: 'project-test-1', secret: 'x' });`,
      `export const nameOf = (organization: Organization): string => organization.organization_name;`,
      `export const all: readonly object[] = [${modules.map((_entry, index) => `entry${index}`).join(', ')}];`,
      // A mistake must be one: a package whose types are all \`any\` would compile, too.
      `// @ts-expect-error There is no such setting.`,
      `export const wrong = defineConfig({ inputt: 'openapi.yaml' });`,
      `// @ts-expect-error A client needs its credentials.`,
      `export const bad = new B2BClient({ projectId: 5 });`,
    ];
    const project = `consumer-${moduleResolution}-${String(skipLibCheck)}`;
    writeFiles(folder, {
      [`${project}/use.${moduleResolution === 'bundler' ? 'ts' : 'mts'}`]: usage.join('\n'),
      // Node 20.19 requires ES modules, which TypeScript knows under nodenext.
      ...(moduleResolution === 'nodenext' ? { [`${project}/use.cts`]: `import toolkit = require('${name}');\nexport const version: readonly string[] = toolkit.targetNames;\n` } : {}),
      [`${project}/tsconfig.json`]: JSON.stringify({
        compilerOptions: { module, moduleResolution, target: 'es2022', lib: ['es2023', 'dom'], strict: true, noEmit: true, skipLibCheck, types: ['node'] },
      }),
    });
    expect(node(typescript, '-p', project)).toBe('');
  });
});
