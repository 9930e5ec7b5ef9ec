/** One file that a user named. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { writeFileAtomically } from '../../../generators/write/file.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

test('folders that are missing are made, and nothing else is left', () => {
  const folder = temporaryFolder();
  writeFileAtomically(join(folder, 'a', 'b', 'file.txt'), 'new');
  writeFileAtomically(join(folder, 'a', 'b', 'file.txt'), 'newer');
  expect(readFiles(folder)).toEqual({ 'a/b/file.txt': 'newer' });
});

test('a link stays a link', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'file.txt': 'old' });
  symlinkSync('file.txt', join(folder, 'link'));
  writeFileAtomically(join(folder, 'link'), 'new');
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFiles(folder)).toEqual({ 'file.txt': 'new' });
});

test('a link that leads nowhere yet stays a link, and leads to the new file', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'links'));
  symlinkSync('second', join(folder, 'links', 'first'));
  symlinkSync('../made/file.txt', join(folder, 'links', 'second'));
  writeFileAtomically(join(folder, 'links', 'first'), 'new');
  expect(lstatSync(join(folder, 'links', 'first')).isSymbolicLink()).toBe(true);
  expect(readdirSync(join(folder, 'links'))).toEqual(['first', 'second']);
  expect(readFiles(folder)).toMatchObject({ 'made/file.txt': 'new' });
});

test('links in a circle are no place for a file', () => {
  const folder = temporaryFolder();
  symlinkSync('b', join(folder, 'a'));
  symlinkSync('a', join(folder, 'b'));
  expect(() => {
    writeFileAtomically(join(folder, 'a'), 'new');
  }).toThrow(ProblemError);
  expect(readdirSync(folder)).toEqual(['a', 'b']);
});

test.skipIf(process.platform === 'win32').each([0o600, 0o664])('who may read a file stays as it was: %i', (mode) => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'file.txt': 'old' });
  chmodSync(join(folder, 'file.txt'), mode);
  writeFileAtomically(join(folder, 'file.txt'), 'new');
  expect(statSync(join(folder, 'file.txt')).mode & 0o777).toBe(mode);
  expect(readFiles(folder)).toEqual({ 'file.txt': 'new' });
});

test.skipIf(process.platform === 'win32')('what is no file is written to, not replaced', async () => {
  const folder = temporaryFolder();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileAtomically(pipe, 'through the pipe');
  expect(await text(reader.stdout)).toBe('through the pipe');
  expect(lstatSync(pipe).isFIFO()).toBe(true);
  expect(readdirSync(folder)).toEqual(['pipe']);
});

test.each([
  ['folder', 'it is a folder'],
  ['file.txt/below', 'a part of its path is a file'],
])('%s cannot be written', (path, reason) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  writeFiles(folder, { 'file.txt': 'old' });
  try {
    writeFileAtomically(join(folder, path), 'new');
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.exitCode).toBe(4);
    expect(error.problems[0]?.message).toContain(reason);
  }
  expect(readFiles(folder)).toEqual({ 'file.txt': 'old' });
});
