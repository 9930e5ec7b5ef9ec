/** The page about the library: each of its programs is run as it stands there, on the built package. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as library from '../../../generators/index.js';
import { packageRoot } from '../../../generators/package.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const page = readFileSync(join(packageRoot, 'docs', 'library.md'), 'utf8');
const programs = new Map([...page.matchAll(/^```js\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => [name, code]));

let folder: string;
beforeAll(() => {
  folder = makeTemporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageRoot, join(folder, 'node_modules', 'stytch-b2b-openapi'), 'dir');
  const next = { 'openapi.next.yaml': (smallDescription['openapi.yaml'] ?? '').replace('paths/robot.yaml', 'paths/next.yaml'), 'paths/next.yaml': (smallDescription['paths/robot.yaml'] ?? '').replace('Robot.yaml', 'Next.yaml'), 'schemas/Next.yaml': (smallDescription['schemas/Robot.yaml'] ?? '').replace('[robot_id, name]', '[robot_id]') };
  writeFiles(folder, { ...smallDescription, ...next, ...Object.fromEntries(programs), 'package.json': '{"type":"module"}' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outputs: Readonly<Record<string, RegExp>> = {
  'lint.js': /^$/,
  'generate.js': /^types: \d+ files\nvalidators: \d+ files\n[1-9]\d* changes\n$/,
  'watch.js': /^first run (?:true|false) \d+\n$/,
  'bundle.js': /^Robots \[[\s\S]*'\w+'[\s\S]*\]\n$/,
  'docs.js': /public\n$/,
  'mock.js': /^200\n$/,
  'diff.js': /^breaking: .*name.*\(getRobot\)\n/m,
  'conformance.js': /^passed \{ passed: [1-9]\d*, failed: 0,/,
  'model.js': /^get \/robots\/\{robot_id\} \d+\n/i,
};

test('has only programs that this test runs', () => {
  expect([...programs.keys()].sort()).toEqual(Object.keys(outputs).sort());
});

test.each(Object.entries(outputs))('%s', { timeout: 120_000 }, async (name, output) => {
  // Where there are breaking changes, the program says so with its exit code.
  const run = promisify(execFile)(process.execPath, [name], { cwd: folder });
  const { stdout, stderr } = name === 'diff.js' ? await run.catch((error: { stdout: string; stderr: string }) => error) : await run;
  expect(stdout, stderr).toMatch(output);
  if (name === 'generate.js') expect(existsSync(join(folder, 'src/api/validators/index.ts'))).toBe(true);
  if (name === 'docs.js') expect(existsSync(join(folder, 'public/index.html'))).toBe(true);
});

test('exports what the page imports', () => {
  const [, names = ''] = /import \{ (.*) \} from 'stytch-b2b-openapi';/.exec(page) ?? [];
  for (const name of names.split(', ')) expect(Object.keys(library)).toContain(name);
});
