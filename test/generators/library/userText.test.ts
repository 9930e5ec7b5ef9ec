/** Guides, templates, stories and configurations as a stranger's folder may hold them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { readUserGuides, readUserText } from '../../../generators/userText.js';
import { runHere } from '../../support/commandLine.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.exitCode).toBe(3);
    expect(error.problems).toMatchObject([{ code: 'file-unreadable', help: expect.stringMatching(/./) }]);
    return error.problems[0]?.message ?? '';
  }
  throw new Error('It was read.');
}

test('guides are the Markdown of a folder, by name', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'b.md': '\uFEFF# B', 'a.md': '# A', 'notes.txt': 'no guide' });
  symlinkSync('a.md', join(folder, 'c.md'));
  expect([...readUserGuides(folder)]).toEqual([['a', '# A'], ['b', '# B'], ['c', '# A']]);
});

test.each([
  ['a link to a file elsewhere', (file: string, folder: string) => symlinkSync(join(folder, 'secret.txt'), file), 'is a link that leads out of'],
  ['a link to nothing', (file: string) => symlinkSync('/nowhere/at/all', file), 'is not there'],
  ['a link to itself', (file: string) => symlinkSync(file, file), 'cannot be read: ELOOP'],
  ['a folder', (file: string) => mkdirSync(file), 'is not a file'],
  ['a pipe', (file: string) => execFileSync('mkfifo', [file]), 'is not a file'],
  ['no text', (file: string) => writeFileSync(file, Buffer.from([0xff, 0xfe])), 'is not UTF-8 text'],
  ['a text of 20 MB', (file: string) => (writeFileSync(file, ''), truncateSync(file, 20 * 1024 * 1024)), 'is larger than 16 MB'],
])('%s is no guide', (_name, make, reason) => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'secret.txt': 'secret', 'guides/other.md': '# Other' });
  const file = join(folder, 'guides', 'guide.md');
  make(file, folder);
  expect(refusalOf(() => readUserGuides(join(folder, 'guides')))).toMatch(new RegExp(`guide\\.md ${reason}`));
});

test('a folder that is not there, and one that is none', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { file: '' });
  expect(refusalOf(() => readUserGuides(join(folder, 'guides')))).toMatch(/guides is not there\.$/);
  expect(refusalOf(() => readUserGuides(join(folder, 'file')))).toMatch(/file is not a folder\.$/);
  expect(refusalOf(() => readUserText(join(folder, 'file', 'below')))).toMatch(/below (?:is not there|cannot be read: ENOTDIR)/);
});

test('a folder in place of a template is told, and so is one in place of the configuration', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'templates', 'docs'), { recursive: true });
  symlinkSync(folder, join(folder, 'templates', 'docs', 'operation.hbs'));
  const build = await runHere('docs', 'build', '--templates', join(folder, 'templates'), '--output', join(folder, 'site'), '--no-config');
  expect(build).toMatchObject({ code: 3, stderr: expect.stringContaining('operation.hbs is not a file') });
  mkdirSync(join(folder, 'config.json'));
  expect(await runHere('lint', '--config', join(folder, 'config.json'))).toMatchObject({ code: 3, stderr: expect.stringContaining('config.json is not a file') });
});
