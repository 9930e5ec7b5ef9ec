/**
 * `npm run mutate`: breaks a copy of the repository in known ways, one at a time, and looks whether the suite notices.
 *
 * The last line is `N/N caught`; the exit code is zero when every one was. A mutation that no longer fits the code counts as
 * survived, so that the list is kept. `npm run mutate -- WORDS` takes only those whose names hold the words.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutations } from './mutations.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = ['spec', 'generators', 'templates', 'generated', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
const words = process.argv.slice(2).join(' ');
const chosen = mutations.filter(({ name }) => name.includes(words));

const { loadDescription } = await import(join(root, 'dist/generators/source/index.js'));
const { buildModel } = await import(join(root, 'dist/generators/model/build.js'));
const { lint } = await import(join(root, 'dist/generators/lint/index.js'));
const { validateExamples } = await import(join(root, 'dist/generators/lint/examples/validate.js'));

const copy = realpathSync(mkdtempSync(join(tmpdir(), 'mutation-')));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
for (const name of copied) if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true, filter: (source) => !source.startsWith(join(root, 'generated/site')) });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');

const started = performance.now();
// What fails as it is would seem to catch everything.
const judges = new Set(chosen.flatMap(({ judge: by }) => (by === 'description' || by === 'lint' ? [by] : [])));
const files = [...new Set(chosen.flatMap(({ judge: by }) => (judges.has(by) ? [] : by.split(' '))))];
for (const by of [...judges, ...(files.length === 0 ? [] : [files.join(' ')])]) {
  const fault = await faultFoundBy(by);
  if (fault === undefined) continue;
  console.error(`The suite fails before anything is broken: ${fault}`);
  process.exit(1);
}

let caught = 0;
for (const mutation of chosen) {
  const fault = await judge(mutation);
  if (fault.caught) caught += 1;
  console.log(`${fault.caught ? '✓' : '✗'} ${mutation.name}${fault.caught ? '' : `: ${fault.why} (${mutation.file})`}`);
}
console.log(`${caught}/${chosen.length} caught in ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = caught === chosen.length && caught > 0 ? 0 : 1;

/** Applies a mutation to the copy, asks its judge, and takes it back. */
async function judge({ file, find, replace, judge: by }) {
  const path = join(copy, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (!text.includes(find)) return { caught: false, why: 'it does not fit any more' };
  writeFileSync(path, text.replace(find, () => replace));
  try {
    const fault = await faultFoundBy(by);
    return fault === undefined ? { caught: false, why: `${by} notices nothing` } : { caught: true };
  } finally {
    writeFileSync(path, text);
  }
}

/** What a judge finds wrong with the copy; undefined when nothing is. */
function faultFoundBy(by) {
  if (by === 'description' || by === 'lint') return judgeDescription(by === 'lint');
  return judgeTests(by.split(' '));
}

async function judgeDescription(wholeLint) {
  const input = join(copy, 'spec/openapi.yaml');
  try {
    if (wholeLint) return (await lint(input)).problems.find(({ severity }) => severity === 'error')?.message;
    const description = await loadDescription(input);
    const { problems } = buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) });
    const errors = [...description.problems, ...problems].filter(({ severity }) => severity === 'error');
    return [...errors, ...validateExamples(description.document)][0]?.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Which of the copy's tests fail; undefined when none does. */
function judgeTests(testFiles) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--bail=1', ...testFiles];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, CI: '1' }, timeout: 300_000, killSignal: 'SIGKILL' });
  return status === 0 ? undefined : `${stdout}${stderr}`.trim().slice(-2000);
}
