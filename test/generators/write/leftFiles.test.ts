/** What a process knows of files that it wrote, as long as nobody else does. */
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { LeftFiles } from '../../../generators/write/leftFiles.js';
import { writeOutput } from '../../../generators/write/index.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

afterEach(() => void vi.useRealTimers());

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

test('what this process wrote is known, until somebody changes it', () => {
  const output = join(temporaryFolder(), 'output');
  const left = new LeftFiles();
  const write = (contents: string): void => void writeOutput({ output, files: [{ path: 'a.txt', contents }], mode: 'write', left });
  const known = (): boolean => left.hashOf(join(output, 'a.txt'), statSync(join(output, 'a.txt'))) !== undefined;
  write('one');
  write('two');
  expect(known()).toBe(true);
  writeFileSync(join(output, 'a.txt'), 'mine');
  expect(known()).toBe(false);
  expect(() => write('three')).toThrow();
  expect(readFiles(output)['a.txt']).toBe('mine');
});

test('what was found as it should be is known from then on, unless it was changed a moment ago', () => {
  const output = join(temporaryFolder(), 'output');
  const files = [{ path: 'a.txt', contents: 'one' }];
  const known = (left: LeftFiles): boolean => left.hashOf(join(output, 'a.txt'), statSync(join(output, 'a.txt'))) !== undefined;
  const found = (): LeftFiles => {
    const left = new LeftFiles();
    expect(writeOutput({ output, files, mode: 'write', left }).changed).toBe(false);
    return left;
  };
  writeOutput({ output, files, mode: 'write' });
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  const later = found();
  expect(known(later)).toBe(true);
  writeFileSync(join(output, 'a.txt'), 'mine');
  expect(known(later)).toBe(false);
  expect(() => writeOutput({ output, files, mode: 'write', left: later })).toThrow();

  writeOutput({ output, files, mode: 'write', force: true });
  vi.setSystemTime(statSync(join(output, 'a.txt')).ctimeMs);
  expect(known(found())).toBe(false);
});

test('a text is encoded once, and another text again', () => {
  const left = new LeftFiles();
  const first = left.encoded('a.txt', 'é');
  expect([...first.contents]).toEqual([0xc3, 0xa9]);
  expect(left.encoded('a.txt', String.fromCharCode(0xe9))).toBe(first);
  expect(left.encoded('b.txt', 'é')).not.toBe(first);
  const second = left.encoded('a.txt', 'e');
  expect([second.contents.toString(), second.hash]).not.toEqual([first.contents.toString(), first.hash]);
  const bytes = Uint8Array.of(1);
  const before = left.encoded('c.bin', bytes);
  bytes[0] = 2;
  expect(left.encoded('c.bin', bytes).hash).not.toBe(before.hash);
});
