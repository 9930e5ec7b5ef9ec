/** `diff` as people call it: files, standard input, revisions of a repository, formats, exit codes. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere, runProgram } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const schema = 'schemas/Robot.yaml';
const changedSchema = (smallDescription[schema] ?? '').replace('required: [robot_id, name]', 'required: [robot_id]');

function descriptions(): { readonly folder: string; readonly old: string; readonly now: string } {
  const folder = temporaryFolder();
  for (const [name, files] of [['old', smallDescription], ['new', { ...smallDescription, [schema]: changedSchema }]] as const) {
    writeFiles(join(folder, name), files);
  }
  return { folder, old: join(folder, 'old', 'openapi.yaml'), now: join(folder, 'new', 'openapi.yaml') };
}

test('ends with 1 on a breaking change, and shows where it is in both', async () => {
  const { old, now } = descriptions();
  const outcome = await runHere('diff', old, now);
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('property-optional name: name is not required any more.');
  expect(outcome.stdout).toContain('concerns getRobot');
  expect(outcome.stdout).toMatch(/old\/schemas\/Robot\.yaml:\d+:\d+ → .*new\/schemas\/Robot\.yaml:\d+:\d+/);
});

test('ends with 0 on additions and on nothing at all', async () => {
  const { old, now } = descriptions();
  expect(await runHere('diff', old, old)).toMatchObject({ code: 0, stdout: 'No changes.\n' });
  writeFiles(join(now, '..'), { [schema]: `${smallDescription[schema]}  age:\n    type: integer\n` });
  const outcome = await runHere('diff', old, now, '--format', 'markdown');
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('0 breaking changes, 1 addition') });
  expect(outcome.stdout).toContain('## Additions');
});

test('prints JSON alone on standard output', async () => {
  const { old, now } = descriptions();
  const { code, stdout } = await runHere('diff', old, now, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ breaking: true, changes: [{ rule: 'property-optional', level: 'breaking', operations: ['getRobot'] }] });
});

test('tells a missing file and a broken one apart from a difference', async () => {
  const { old, folder } = descriptions();
  expect((await runHere('diff', old, join(folder, 'none.yaml'))).code).toBe(3);
  writeFiles(folder, { 'broken.yaml': 'openapi: [3.1.0\n' });
  const broken = await runHere('diff', join(folder, 'broken.yaml'), old);
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain('broken.yaml:');
  expect((await runHere('diff')).code).toBe(2);
  expect((await runHere('diff', old, old, '--level', 'grave')).code).toBe(2);
});

test('reads one side from standard input', async () => {
  const { old, now } = descriptions();
  const bundle = await runHere('bundle', '--input', now);
  const outcome = await runProgram(['diff', old, '-', '--level', 'breaking'], { stdin: bundle.stdout });
  expect(outcome).toMatchObject({ code: 1, stdout: expect.stringContaining('<stdin>:') });
});

test('reads a revision of the repository, all files of it, and leaves the repository as it is', async () => {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]): string => execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  writeFiles(folder, { ...Object.fromEntries(Object.entries(smallDescription).map(([path, text]) => [`api/${path}`, text])), 'staged.txt': 'one\n' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Describe robots');
  writeFiles(folder, { [`api/${schema}`]: changedSchema, 'staged.txt': 'two\n' });
  git('add', 'staged.txt');
  const before = git('status', '--porcelain');
  const temporary = revisionFolders();

  const outcome = await runProgram(['diff', 'git:HEAD:api/openapi.yaml', 'api/openapi.yaml'], { cwd: folder });
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toMatch(/git:HEAD:api\/schemas\/Robot\.yaml:\d+:\d+ → api\/schemas\/Robot\.yaml:\d+:\d+/);
  // From below the root, a path is relative to where one stands.
  expect((await runProgram(['diff', 'git:main:openapi.yaml', 'openapi.yaml'], { cwd: join(folder, 'api') })).code).toBe(1);
  expect(git('status', '--porcelain')).toBe(before);
  expect(readFileSync(join(folder, 'staged.txt'), 'utf8')).toBe('two\n');

  for (const [side, said] of [
    ['git:nowhere:api/openapi.yaml', 'no revision'],
    ['git:HEAD:api/none.yaml', 'no file api/none.yaml'],
    ['git:HEAD:../outside.yaml', 'no file ../outside.yaml'],
    ['git:--output=stolen:api/openapi.yaml', 'is no revision'],
  ] as const) {
    const refused = await runProgram(['diff', side, 'api/openapi.yaml'], { cwd: folder });
    expect(refused.code, side).toBe(3);
    expect(refused.stderr).toContain(said);
  }
  expect(revisionFolders()).toEqual(temporary);
  expect(readdirSync(folder)).toEqual(['.git', 'api', 'staged.txt']);
});

function revisionFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('openapi-revision-'));
}
