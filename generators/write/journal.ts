/**
 * The swap: how an output folder goes from the old state to the new one although the process may be killed at any moment.
 *
 * 1. Everything new is written below a staging folder inside the output folder, so that it is on the same file system.
 * 2. The journal, a list of what remains to be done, appears there by one rename. From now on the new state is decided.
 * 3. Old files go, new ones are renamed into place, the manifest last. Only changed files move; a folder that is wholly new
 *    moves in one piece. This takes microseconds per file and awaits nothing.
 * 4. The journal and the staging folder go.
 *
 * A process killed before 2 leaves the old state and a staging folder, which the next run throws away. One killed after 2
 * leaves a journal, which the next run completes: each step can be done again. Safe against the death of the process, not
 * against the loss of power: nothing is flushed to the medium.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { makeFolders } from './folders.js';
import { hashOf, manifestName, printManifest, stagingName } from './manifest.js';
import { pathFault, statusAt } from './paths.js';
import type { Plan, PlannedFile } from './plan.js';
import type { StageFiles } from './staging.js';

const journalName = 'journal.json';
const ownerName = 'owner';
const newFiles = 'new';

/** A lock older than this belongs to a process that died and whose number another process got. */
const staleAfterMilliseconds = 10 * 60 * 1000;

interface Journal {
  /** Files to delete, each with the hash it must still have. */
  readonly remove: readonly { readonly path: string; readonly found: string | null }[];
  /** Files and wholly new folders to rename into place, each with the hash of what may be replaced there. */
  readonly move: readonly { readonly path: string; readonly found: string | null }[];
}

/** True when a run that wrote to this folder was killed in the middle of the swap. */
export function isInterrupted(output: string): boolean {
  return existsSync(join(output, stagingName, journalName));
}

/**
 * Completes what a killed run left, or throws away what it had only staged. Files that somebody changed since then stay.
 *
 * @throws ProblemError (exit code 4) when another run is writing to the folder right now
 */
export function recover(output: string): void {
  const staging = join(output, stagingName);
  if (!existsSync(staging)) return;
  const owner = ownerOf(staging);
  if (owner !== undefined) throw busy(output, owner);
  if (isInterrupted(output)) carryOut(output, readJournal(join(staging, journalName)), false);
  rmSync(staging, { recursive: true, force: true });
}

/**
 * Carries a plan out. When nothing is to be done, nothing is touched.
 *
 * @returns when files began to be moved into place, in milliseconds; undefined when nothing was to be done
 * @throws ProblemError (exit code 4) when another run is writing to the folder
 */
export async function applyPlan(plan: Plan, stageFiles: StageFiles): Promise<number | undefined> {
  if (!plan.changed) return undefined;
  const staging = join(plan.output, stagingName);
  makeFolders(plan.output);
  takeLock(plan.output, staging);
  let begun: number;
  try {
    const journal = await stage(plan, staging, stageFiles);
    refuseWhereNothingCanMove(plan.output, journal);
    writeFileSync(join(staging, 'journal.tmp'), JSON.stringify(journal));
    renameSync(join(staging, 'journal.tmp'), join(staging, journalName));
    // Times of files are finer than whole milliseconds.
    begun = Date.now() + 1;
    carryOut(plan.output, journal, true);
  } catch (error) {
    // With a journal the next run goes on from here; without one the old state is intact and the staged files are litter.
    if (!isInterrupted(plan.output)) rmSync(staging, { recursive: true, force: true });
    else rmSync(join(staging, ownerName), { force: true });
    throw error;
  }
  rmSync(join(staging, journalName));
  rmSync(staging, { recursive: true, force: true });
  return begun;
}

/** Writes every new file and the manifest below the staging folder, and says how they get into place. */
async function stage(plan: Plan, staging: string, stageFiles: StageFiles): Promise<Journal> {
  const writing = plan.files.filter((file) => file.contents !== undefined && file.action !== 'unchanged');
  await stageFiles(writing.map(({ path, contents = Buffer.alloc(0) }) => ({ path: join(staging, newFiles, path), contents })));
  mkdirSync(join(staging, newFiles), { recursive: true });
  writeFileSync(join(staging, newFiles, manifestName), printManifest(plan.manifest));
  return {
    remove: plan.files.filter((file) => file.action === 'delete').map(({ path, found }) => ({ path, found: found ?? null })),
    move: [...movesFor(plan.output, writing), { path: manifestName, found: null }],
  };
}

/** What the system would refuse halfway is refused before anything is moved: then the old state is still whole. */
function refuseWhereNothingCanMove(output: string, { remove, move }: Journal): void {
  const folders = new Set([...remove, ...move].map(({ path }) => dirname(path)));
  for (const folder of folders) {
    const path = join(output, folder);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  }
}

/** One move per file, or one per topmost folder that does not exist yet. */
function movesFor(output: string, files: readonly PlannedFile[]): Journal['move'] {
  const moves = new Map<string, string | null>();
  const exists = new Map<string, boolean>();
  for (const { path, found } of files) {
    const segments = path.split('/');
    let top = '';
    for (const segment of segments) {
      top = top === '' ? segment : `${top}/${segment}`;
      let known = exists.get(top);
      if (known === undefined) {
        known = existsSync(join(output, top));
        exists.set(top, known);
      }
      if (!known) break;
    }
    moves.set(top, top === path && found !== undefined && found !== 'folder' ? found : null);
  }
  return [...moves].map(([path, found]) => ({ path, found }));
}

/**
 * Does what the journal says, or what is left of it.
 *
 * @param trusted false when time has passed since the journal was written: then files are looked at once more
 */
function carryOut(output: string, journal: Journal, trusted: boolean): void {
  for (const { path, found } of journal.remove) {
    if (!trusted && hashAt(join(output, path)) !== found) continue;
    rmSync(join(output, path), { force: true });
    removeEmptyFolders(output, dirname(path));
  }
  for (const { path, found } of journal.move) {
    const from = join(output, stagingName, newFiles, path);
    // Not there: moved before the process was killed.
    if (!existsSync(from)) continue;
    if (statSync(from).isDirectory()) moveFolder(output, path, from);
    else if (trusted || path === manifestName || hashAt(join(output, path)) === found) moveFile(from, join(output, path));
  }
}

function moveFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (statusAt(to)?.isDirectory() === true) removeEmptyTree(to);
  renameSync(from, to);
}

/** Renames a new folder into place; where one has appeared since, only what is not in it yet. */
function moveFolder(output: string, path: string, from: string): void {
  const to = join(output, path);
  if (!existsSync(to)) {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    return;
  }
  for (const name of readdirSync(from)) {
    const below = join(from, name);
    if (statSync(below).isDirectory()) moveFolder(output, `${path}/${name}`, below);
    else if (!existsSync(join(to, name))) renameSync(below, join(to, name));
  }
}

function removeEmptyFolders(output: string, folder: string): void {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    try {
      rmdirSync(join(output, path));
    } catch {
      // Not empty, or gone already.
      return;
    }
  }
}

/** Removes a folder that holds nothing but folders; throws when it holds a file. */
function removeEmptyTree(folder: string): void {
  for (const name of readdirSync(folder)) removeEmptyTree(join(folder, name));
  rmdirSync(folder);
}

function hashAt(path: string): string | null {
  return statusAt(path)?.isFile() === true ? hashOf(readFileSync(path)) : null;
}

function takeLock(output: string, staging: string): void {
  recover(output);
  try {
    mkdirSync(staging);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw busy(output, ownerOf(staging));
    throw error;
  }
  try {
    writeFileSync(join(staging, ownerName), String(process.pid));
  } catch (error) {
    // The disk is full. The folder is ours, and empty.
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

/** The number of the living process that is writing, if any. */
function ownerOf(staging: string): number | undefined {
  try {
    const file = join(staging, ownerName);
    const owner = Number(readFileSync(file, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0 || owner === process.pid) return undefined;
    if (Date.now() - statSync(file).mtimeMs > staleAfterMilliseconds) return undefined;
    process.kill(owner, 0);
    return owner;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? -1 : undefined;
  }
}

function busy(output: string, owner: number | undefined): ProblemError {
  const who = owner === undefined || owner < 0 ? 'Another process' : `Another process (${owner})`;
  const problem = {
    code: 'output-busy',
    severity: 'error',
    message: `${who} is writing to ${output} right now.`,
    help: 'Wait for it to end, or choose another --output.',
  } as const;
  return new ProblemError([problem], ExitCode.unwritableOutput);
}

/** The journal is ours, yet it lies in a folder that others can write to: names that lead outside are not followed. */
function readJournal(file: string): Journal {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return { remove: stepsOf(value, 'remove'), move: stepsOf(value, 'move') };
}

function stepsOf(journal: unknown, key: keyof Journal): Journal['move'] {
  const steps: unknown = typeof journal === 'object' && journal !== null ? Reflect.get(journal, key) : undefined;
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown) => {
    if (typeof step !== 'object' || step === null || !('path' in step) || typeof step.path !== 'string') return [];
    if (pathFault(step.path) !== undefined) return [];
    return [{ path: step.path, found: 'found' in step && typeof step.found === 'string' ? step.found : null }];
  });
}
