/** Targets of the user's own. The one of docs/plugins.md is run exactly as the page has it. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../generators/package.js';
import { runHere, runProgram } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';

const page = readFileSync(join(packageRoot, 'docs', 'plugins.md'), 'utf8');
const snippets = new Map([...page.matchAll(/^```js\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => [name, code]));

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = makeTemporaryFolder();
  process.chdir(folder);
  writeFiles(folder, { ...smallDescription, 'package.json': '{"type":"module"}' });
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): ReturnType<typeof runHere> => runHere('generate', '--input', 'openapi.yaml', '--output', 'out', ...args);

describe('the plugin of docs/plugins.md', () => {
  beforeEach(() => writeFiles(folder, Object.fromEntries(snippets)));

  test('is about thirty lines long', () => {
    expect([...snippets.keys()]).toEqual(['error-table.js', 'stytch-b2b-openapi.config.js']);
    expect(snippets.get('error-table.js')?.split('\n').length).toBeLessThanOrEqual(36);
  });

  test('runs by the command of the page', { timeout: 60_000 }, async () => {
    const command = /^stytch-b2b-openapi generate (.*)$/m.exec(page)?.[1] ?? '';
    // On the description of this package, whose calls have errors.
    const { code, stderr } = await runHere('generate', '--output', 'out', '--no-config', ...command.split(' '));
    expect(code, stderr).toBe(0);
    const files = readFiles(join(folder, 'out'));
    expect(Object.keys(files).filter((path) => !path.startsWith('.'))).toEqual(['error-table/errors.md']);
    expect(files['error-table/errors.md']).toMatch(/^\| Call \| Request .*\n(\| .* \|\n)+$/);
    expect(files['error-table/errors.md']).toMatch(/\n\| createOrganization \| POST \/v1\/b2b\/organizations \| .* 400 organization\\_slug\\_already\\_used/i);
  });

  test('runs by the configuration of the page, with the rest', async () => {
    expect((await run('error-table', 'types')).code).toBe(0);
    expect(Object.keys(readFiles(join(folder, 'out')))).toEqual(expect.arrayContaining(['error-table/errors.md', 'types/index.ts']));
    expect(await run('error-table', 'types', '--check')).toMatchObject({ code: 0 });
  });

  test('shows its problems at their line', async () => {
    writeFiles(folder, { 'paths/robot.yaml': String(smallDescription['paths/robot.yaml']).replace(/^ *summary:.*\n/m, '') });
    const { code, stderr } = await run('error-table');
    expect(code).toBe(0);
    expect(stderr).toMatch(/paths\/robot\.yaml:\d+:\d+ warning summary-missing/);
  });
});

test('a plugin may be TypeScript, and an object in the configuration', async () => {
  const target = (name: string): string => `{ name: '${name}', summary: 's', requires: [], generate: () => ({ files: [{ path: 'a.txt', contents: '${name}' }], problems: [] }) }`;
  writeFiles(folder, {
    'one.ts': `interface Named { name: string }\nexport const plugin: Named & Record<string, unknown> = ${target('one')};\n`,
    'stytch-b2b-openapi.config.js': `export default { plugins: ['./one.ts', ${target('two')}] };`,
  });
  const { code, stderr } = await run('one', 'two');
  expect(code, stderr).toBe(0);
  const files = readFiles(join(folder, 'out'));
  expect([files['one/a.txt'], files['two/a.txt']]).toEqual(['one', 'two']);
});

describe('a plugin is refused, with its fault', () => {
  const plugin = (members: string): string => `export default { name: 'mine', summary: 's', requires: [], generate: () => ({ files: [], problems: [] }), ${members} };`;
  test.each([
    ['that exports none', 'export const a = 1;', 1, 'It has no default export. A plugin exports a Generator.'],
    ['without a function', 'export default { name: "x", summary: "", requires: [] };', 1, 'Its default export has no function `generate`.'],
    ['with a name that is no folder', plugin('name: "../up"'), 1, 'has no `name` of small letters'],
    ['with a name that is taken', plugin('name: "types"'), 1, 'The name of the plugin "types" is taken.'],
    ['that requires what there is not', plugin('requires: ["sdkk"]'), 2, 'There is no target "sdkk".'],
    ['that throws', plugin('generate() { throw new Error("no luck"); }'), 1, 'The plugin mine failed: no luck'],
    ['that gives back nothing', plugin('generate() {}'), 1, 'The plugin mine gave back no list of `files`.'],
    ['that gives back half a file', plugin('generate: () => ({ files: [{ path: "a" }] })'), 1, 'a file without `path` or `contents`'],
    ['that gives back half a problem', plugin('generate: () => ({ files: [], problems: [{}] })'), 1, 'a problem without `code`'],
    ['that writes elsewhere', plugin('generate: () => ({ files: [{ path: "../../x", contents: "" }], problems: [] })'), 1, 'The output path'],
    ['that cannot be loaded', 'import "./nowhere.js";', 1, 'It cannot be loaded'],
  ])('%s', async (_what, code, exit, message) => {
    writeFiles(folder, { 'plugin.js': code });
    const outcome = await run('--plugin', './plugin.js', code.includes('"types"') ? 'types' : 'mine');
    expect(outcome.stderr).toContain(message);
    expect(outcome.code).toBe(exit);
    expect(Object.keys(readFiles(folder)).filter((path) => path.startsWith('out/'))).toEqual([]);
  });

  test('that is not there', async () => {
    const { code, stderr } = await run('--plugin', './nowhere.js');
    expect(code).toBe(3);
    expect(stderr).toContain('nowhere.js');
  });
});

describe('a package whose package.json does not say what its modules are', () => {
  beforeEach(() => writeFiles(folder, { 'package.json': '{}' }));
  const runReally = (...args: readonly string[]): ReturnType<typeof runProgram> => runProgram(['generate', '--input', 'openapi.yaml', '--output', 'out', ...args], { cwd: folder });

  test('is told nothing about that', async () => {
    writeFiles(folder, Object.fromEntries(snippets));
    const { code, stderr } = await runReally('error-table', '--quiet');
    expect([code, stderr]).toEqual([0, '']);
  });

  test.each([
    ['what its target throws', 'js', "export default { name: 'mine', summary: 's', requires: [],\n  generate(model) { return model.nothing.here; } };", 'plugin.js:2:42 error plugin-failed'],
    ['what it throws while it is loaded', 'js', "export default {};\n\n  throw new Error('no luck');", 'plugin.js:3:9 error module-failed'],
    ['what a CommonJS one throws', 'js', "\n  throw new Error('no luck');", 'plugin.js:2:9 error module-failed'],
    ['what cannot be parsed', 'js', 'export default {\n  name: "x"\n  summary\n};', 'plugin.js:3:3 error module-syntax'],
    ['the file only of TypeScript', 'ts', "const a: number = 1;\nthrow new Error(`no luck ${a}`);", 'plugin.ts error module-failed'],
  ])('is told the place of %s', async (_what, extension, code, place) => {
    writeFiles(folder, { [`plugin.${extension}`]: code });
    const outcome = await runReally('mine', '--plugin', `plugin.${extension}`);
    expect(outcome.stderr).toContain(place);
    expect(outcome.code).toBe(1);
    expect(Object.keys(readFiles(folder)).filter((path) => path.endsWith('.mjs'))).toEqual([]);
  });

  // Beside targets of this package there is a second thread, which waits as well.
  test.each([[['mine']], [['types', 'validators', 'mine']]])('is told that a run of %s waits for what never comes', async (targets) => {
    writeFiles(folder, { 'plugin.js': "export default { name: 'mine', summary: 's', requires: [], generate: () => new Promise(() => {}) };" });
    const { code, stderr } = await runReally(...targets, '--plugin', 'plugin.js');
    expect(stderr).toContain('error never-ends\n  The run waits for something that never comes.');
    expect(code).toBe(1);
    expect(Object.keys(readFiles(folder)).filter((path) => path.startsWith('out/'))).toEqual([]);
  });
});
