import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StagingTask } from '../../../generators/parallel/protocol.js';
import { stageAsHelper, stageInThreads } from '../../../generators/parallel/staging.js';
import type { StagedFile } from '../../../generators/write/staging.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** Files in memory that threads share, and one that is not. */
function staged(folder: string, count: number): readonly StagedFile[] {
  const shared = Array.from({ length: count }, (_, index) => {
    const contents = new Uint8Array(new SharedArrayBuffer(4)).fill(65 + (index % 26));
    return { path: join(folder, `${index % 7}`, `${index}.txt`), contents };
  });
  return [...shared, { path: join(folder, 'own.txt'), contents: Buffer.from('own') }];
}

function expected(count: number): Record<string, string> {
  return Object.fromEntries([...Array.from({ length: count }, (_, index): [string, string] => [`${index % 7}/${index}.txt`, String.fromCharCode(65 + (index % 26)).repeat(4)]), ['own.txt', 'own']]);
}

describe('stageInThreads', () => {
  test.each([0, 1, 200])('writes each of %i files once, whichever thread gets to it', async (count) => {
    const folder = temporaryFolder();
    const taken: number[] = [];
    await stageInThreads(staged(folder, count), {
      async stage(task) {
        const parts = stageAsHelper(task);
        taken.push(...parts);
        return parts;
      },
    });
    expect(readFiles(folder)).toEqual(expected(count));
    // It begins at the end, and here nobody takes anything before it does.
    expect(taken).toEqual(count === 0 ? [] : count === 1 ? [0] : [6, 5, 4, 3, 2, 1, 0]);
  });

  test('writes what a second thread took, and did not write', async () => {
    const folder = temporaryFolder();
    await stageInThreads(staged(folder, 200), {
      async stage({ tickets }) {
        new Int32Array(tickets).fill(1, 3, 5);
        return [];
      },
    });
    expect(readFiles(folder)).toEqual(expected(200));
  });

  test('fails as one thread does, when both have stopped', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { '0': 'in the way' });
    let task: StagingTask | undefined;
    let stopped = false;
    const staging = stageInThreads(staged(folder, 200), {
      async stage(given) {
        task = given;
        await new Promise((resolve) => setImmediate(resolve));
        expect(stageAsHelper(given)).toEqual([]);
        stopped = true;
        return [];
      },
    });
    await expect(staging).rejects.toMatchObject({ code: expect.stringMatching(/EEXIST|ENOTDIR/), syscall: 'mkdir' });
    expect(stopped).toBe(true);
    expect(new Int32Array(task?.tickets ?? new SharedArrayBuffer(0))).toEqual(new Int32Array(7).fill(1));
  });
});
