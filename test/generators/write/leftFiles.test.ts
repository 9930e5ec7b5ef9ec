/** What a process knows of files that it wrote, as long as nobody else does. */
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LeftFiles } from '../../../generators/write/leftFiles.js';
import { writeOutput } from '../../../generators/write/index.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** A moment within a second, so that the times of the file are fine ones. */
const written = new Date('2026-01-01T00:00:00.123Z');

function note(contents: string, begun: number): string | undefined {
  const folder = temporaryFolder();
  const file = join(folder, 'file.txt');
  writeFiles(folder, { 'file.txt': contents });
  utimesSync(file, written, written);
  const left = new LeftFiles();
  left.note(file, 'hash', 'ours'.length, begun);
  return left.hashOf(file, statSync(file));
}

test('a file that was changed while others were still moved into place is read again', () => {
  expect(note('ours', written.getTime() + 1)).toBe('hash');
  expect(note('mine', written.getTime() - 1)).toBeUndefined();
  expect(note('longer', written.getTime() + 1)).toBeUndefined();
});

test('what this process wrote is known, until somebody changes it', async () => {
  const output = join(temporaryFolder(), 'output');
  const left = new LeftFiles();
  const write = async (contents: string): Promise<unknown> => writeOutput({ output, files: [{ path: 'a.txt', contents }], mode: 'write', left });
  const known = (): boolean => left.hashOf(join(output, 'a.txt'), statSync(join(output, 'a.txt'))) !== undefined;
  await write('one');
  await write('two');
  expect(known()).toBe(true);
  writeFileSync(join(output, 'a.txt'), 'mine');
  expect(known()).toBe(false);
  await expect(write('three')).rejects.toThrow();
  expect(readFiles(output)['a.txt']).toBe('mine');
});
