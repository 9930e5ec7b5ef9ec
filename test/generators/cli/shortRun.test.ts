/** Which ways of use tell the engine that the process is over soon: its flags are the whole process's. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../generators/package.js';
import { builtProgram } from '../../support/commandLine.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** Tells on standard error of every flag that is set, and sets it. */
const recorder = `
import v8 from 'node:v8';
import { syncBuiltinESMExports } from 'node:module';
const { setFlagsFromString } = v8;
v8.setFlagsFromString = (flag) => { process._rawDebug('FLAG ' + flag); setFlagsFromString(flag); };
syncBuiltinESMExports();`;

const description = `openapi: 3.1.0\ninfo: { title: Flags, version: '1' }\npaths: {}\n`;

function recorded(script: string, ...args: readonly string[]): { readonly stderr: string; readonly status: number | null; readonly folder: string } {
  const folder = temporaryFolder();
  writeFiles(folder, { 'recorder.mjs': recorder, 'openapi.yaml': description, 'use.mjs': script });
  const { stderr, status } = spawnSync(process.execPath, ['--import', pathToFileURL(join(folder, 'recorder.mjs')).href, ...args], { encoding: 'utf8', cwd: folder });
  return { stderr, status, folder };
}

const hasFlag = ['11', '12'].includes(process.versions.v8.split('.')[0] ?? '');

test.each([
  ['generate types', hasFlag],
  ['docs build', hasFlag],
  ['lint', hasFlag],
  ['bundle', false],
])('%s tells the engine of a short run: %s', (line, expected) => {
  const { stderr, status } = recorded('', builtProgram, ...line.split(' '), '--input', 'openapi.yaml', ...(['bundle', 'lint'].includes(line) ? [] : ['--output', 'made']));
  expect(status, stderr).toBe(0);
  expect(/^FLAG --/m.test(stderr)).toBe(expected);
  // An engine that does not know the flag would say so.
  expect(stderr).not.toMatch(/unrecognized|bad option/i);
});

test('the library sets none', () => {
  const library = pathToFileURL(join(packageRoot, 'dist', 'generators', 'index.js')).href;
  const { stderr, status, folder } = recorded(`import { generate } from ${JSON.stringify(library)};\nawait generate({ input: 'openapi.yaml', targets: ['types'], output: 'made' });\n`, 'use.mjs');
  expect(status, stderr).toBe(0);
  expect(Object.keys(readFiles(join(folder, 'made')))).toContain('types/index.ts');
  expect(stderr).not.toContain('FLAG');
});
