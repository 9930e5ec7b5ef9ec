/** What the program loads to say a few words: next to nothing. Times depend on the machine, the files that are loaded do not. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../../generators/cli/registry.js';
import { builtProgram } from '../../support/commandLine.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** Prints, at the end, every module that was loaded from a file. */
const recorder = `
import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(\`
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) { if (url.startsWith('file:')) writeSync(2, 'LOADED ' + url + '\\\\n'); return next(url, context); }
\`));`;

/** The modules that a command line loads, by their URLs. */
function loadedBy(...args: readonly string[]): readonly string[] {
  const folder = temporaryFolder();
  writeFiles(folder, { 'recorder.mjs': recorder });
  const script = `import { spawnSync } from 'node:child_process';
const { stderr, status } = spawnSync(process.execPath, ['--import', ${JSON.stringify(pathToFileURL(join(folder, 'recorder.mjs')).href)}, ${JSON.stringify(builtProgram)}, ...process.argv.slice(1)], { encoding: 'utf8' });
if (status !== 0) throw new Error(stderr);
console.log(stderr);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], { encoding: 'utf8', cwd: folder });
  return [...output.matchAll(/^LOADED (.*)$/gm)].map(([, url = '']) => url);
}

test.each([
  ['--version', 20],
  ['--help', 20],
  ['help exit-codes', 20],
  ['generate --help', 20],
  ['eject', 25],
  // Every command is loaded for its options, but none of what the commands use.
  ['completion bash', 40 + commands.length],
])('%s loads no package, no stage, and at most %i files', (line, most) => {
  const loaded = loadedBy(...line.split(' '));
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(loaded.filter((url) => /\/generators\/(?:source|model|lint|mock|docs|types|sdk|server|validators|typescript|text(?!\/terminal\.))\//.test(url))).toEqual([]);
  expect(loaded.length, loaded.join('\n')).toBeLessThanOrEqual(most);
});

test('a site is rendered with one file of each package that renders, and nothing that places problems', () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'openapi.yaml': `openapi: 3.1.0\ninfo: { title: Loading, version: '1', description: Some *words*. }\npaths: {}\n`,
    'use.mjs': `import { createRequire } from 'node:module';
import { generate } from ${JSON.stringify(pathToFileURL(join(dirname(builtProgram), '..', 'index.js')).href)};
await generate({ input: 'openapi.yaml', targets: ['docs'], output: 'made', threads: 1 });
console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)));`,
  });
  const loaded: unknown = JSON.parse(execFileSync(process.execPath, ['use.mjs'], { encoding: 'utf8', cwd: folder }));
  if (!Array.isArray(loaded)) throw new Error('No list of modules.');
  const of = (name: string): number => loaded.filter((file) => String(file).replaceAll('\\', '/').includes(`/node_modules/${name}/`)).length;
  expect({ handlebars: of('handlebars'), 'markdown-it': of('markdown-it'), yaml: of('yaml'), 'ts-morph': of('ts-morph') }).toEqual({ handlebars: 1, 'markdown-it': 1, yaml: 0, 'ts-morph': 0 });
});
