import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OutputFile } from '../../../generators/generator.js';
import { packageRoot } from '../../../generators/package.js';
import { manifestName, writeOutput } from '../../../generators/write/index.js';
import { isInterrupted } from '../../../generators/write/journal.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** How many changes of the file system may still succeed before one throws. */
const fuel = vi.hoisted(() => ({ left: Infinity }));

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs')>();
  const burn = <Arguments extends unknown[], Result>(change: (...args: Arguments) => Result) => (...args: Arguments): Result => {
    if (fuel.left <= 0) throw new Error('The process is dead.');
    fuel.left -= 1;
    return change(...args);
  };
  const { mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync } = original;
  return {
    ...original,
    mkdirSync: burn(mkdirSync),
    renameSync: burn(renameSync),
    rmSync: burn(rmSync),
    rmdirSync: burn(rmdirSync),
    writeFileSync: burn(writeFileSync),
  };
});

afterEach(() => {
  fuel.left = Infinity;
});

/** Two states that differ in every way: files changed, gone, new, in new and vanished folders, file and folder swapped. */
function state(version: 'old' | 'new', count = 1): OutputFile[] {
  const files = Array.from({ length: count }, (_, index) => ({ path: `shared/${index}.txt`, contents: `${version} ${index}` }));
  return [
    ...files,
    { path: 'same.txt', contents: 'same' },
    { path: `${version}-only/deep/file.txt`, contents: version },
    { path: version === 'old' ? 'swapped' : 'swapped/inside', contents: version },
  ];
}

/** Which state a folder is in: `old`, `new`, or a mixture. */
function verdict(output: string): string {
  const { [manifestName]: manifest, 'theirs.txt': theirs, ...files } = readFiles(output);
  const found = Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.stytch-b2b-openapi-staging/')));
  if (theirs !== 'theirs') return 'the file of the user is gone';
  for (const version of ['old', 'new'] as const) {
    const count = Object.keys(found).filter((path) => path.startsWith('shared/')).length;
    const wanted = Object.fromEntries(state(version, count).map((file) => [file.path, file.contents]));
    if (JSON.stringify(Object.entries(found).sort()) !== JSON.stringify(Object.entries(wanted).sort())) continue;
    const listed: unknown = JSON.parse(manifest ?? '{}');
    return JSON.stringify(listed).includes(`${version}-only`) ? version : `${version}, with the other's manifest`;
  }
  return `a mixture: ${Object.keys(found).join(', ')}`;
}

async function prepared(): Promise<string> {
  const output = temporaryFolder();
  writeFiles(output, { 'theirs.txt': 'theirs' });
  await writeOutput({ output, files: state('old'), mode: 'write' });
  return output;
}

describe('a run that dies', () => {
  test('at any of its steps leaves the old state, or one that the next run completes', async () => {
    const seen = new Set<string>();
    let completed = false;
    for (let steps = 0; !completed; steps += 1) {
      fuel.left = Infinity;
      const output = await prepared();
      fuel.left = steps;
      try {
        await writeOutput({ output, files: state('new'), mode: 'write' });
        completed = true;
      } catch (error) {
        expect(String(error)).toContain('dead');
      }
      fuel.left = Infinity;
      const decided = isInterrupted(output);
      const before = verdict(output);
      if (!decided) expect(before).toMatch(/^(?:old|new)$/);
      // A run over nothing does no more than complete what is left; it covers none of the files.
      await writeOutput({ output, files: [], covers: () => false, mode: 'write' });
      expect(verdict(output), `after ${steps} steps`).toBe(decided || completed ? 'new' : before);
      expect(fs.existsSync(join(output, '.stytch-b2b-openapi-staging'))).toBe(false);
      seen.add(decided ? 'decided' : 'undecided');
    }
    expect(seen).toEqual(new Set(['decided', 'undecided']));
  });

  test('a file that somebody changes before the next run is not overwritten', async () => {
    let output = '';
    for (let steps = 0; output === '' || !isInterrupted(output); steps += 1) {
      fuel.left = Infinity;
      output = await prepared();
      fuel.left = steps;
      await expect(writeOutput({ output, files: state('new'), mode: 'write' })).rejects.toThrow('dead');
    }
    fuel.left = Infinity;
    writeFiles(output, { 'shared/0.txt': 'edited' });
    const report = await writeOutput({ output, files: [], covers: () => false, mode: 'write' });
    expect(report.problems.map((problem) => problem.code)).toEqual(['output-interrupted']);
    expect(fs.readFileSync(join(output, 'shared/0.txt'), 'utf8')).toBe('edited');
    expect(fs.existsSync(join(output, 'new-only/deep/file.txt'))).toBe(true);
  });

  test('killed at fifty random moments leaves one state whole', { timeout: 120_000 }, async () => {
    const output = await prepared();
    const moments: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      const writer = startWriter(output);
      await writing(writer);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
      await killed(writer);
      const decided = isInterrupted(output);
      if (!decided) expect(verdict(output)).toMatch(/^(?:old|new)$/);
      await writeOutput({ output, files: [], covers: () => false, mode: 'write' });
      expect(verdict(output)).toMatch(/^(?:old|new)$/);
      moments.push(decided ? 'in the swap' : 'elsewhere');
    }
    expect(moments).toHaveLength(50);
  });
});

/** A process that writes the two states by turns until it is killed. */
function startWriter(output: string): ChildProcess {
  const module = pathToFileURL(join(packageRoot, 'dist/generators/write/index.js')).href;
  const script = `
    import { writeOutput } from ${JSON.stringify(module)};
    const states = ${JSON.stringify([state('new', 60), state('old', 60)])};
    process.stdout.write('.');
    for (let turn = 0; ; turn += 1) await writeOutput({ output: ${JSON.stringify(output)}, files: states[turn % 2], mode: 'write' });
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function writing(writer: ChildProcess): Promise<void> {
  await new Promise((resolve, reject) => {
    writer.stdout?.once('data', resolve);
    writer.once('exit', () => {
      reject(new Error('The writer ended by itself.'));
    });
  });
}

async function killed(writer: ChildProcess): Promise<void> {
  expect(writer.exitCode, 'The writer ended by itself.').toBeNull();
  const exit = new Promise((resolve) => writer.once('exit', resolve));
  writer.kill('SIGKILL');
  await exit;
}
