/**
 * Files and folders as the last load found them, for a load that is told what has changed since: looking at a thousand files takes
 * longer than reading the one that was changed.
 */
import { lstatSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type FileStamp, stampOf } from '../incremental/fileStamp.js';
import type { Syntax } from './positions.js';
import type { SourceFile } from './sourceFile.js';

/** A file that was read and parsed. */
export interface SeenFile {
  readonly file: SourceFile;
  readonly text: string;
  readonly syntax: Syntax;
  /** What tells without reading that it is still the same, where that can be told. */
  readonly stamp: FileStamp | undefined;
}

interface SeenFolder {
  readonly folder: string;
  readonly names: readonly string[];
  /** Lists it once more. */
  list(): readonly string[];
}

/** What one load saw. */
interface Sight {
  readonly files: Map<string, SeenFile>;
  readonly folders: Map<string, SeenFolder>;
}

/** What the last load saw, and what this one sees. */
export class SeenFiles {
  #before: Sight = emptySight();
  #now: Sight = emptySight();
  #policy = '';
  /** False while a load is under way, and after one that failed: it has not seen everything. */
  #isWhole = false;

  /**
   * Begins a load.
   *
   * @param policy what decides which files may be read, and how they are called
   * @param changed the only files that may be others than at the last load; undefined when any may be
   */
  begin(policy: string, changed: readonly string[] | undefined): void {
    const isKnown = this.#isWhole && this.#policy === policy && changed?.every((name) => this.#isStillFile(path.resolve(name))) === true;
    this.#before = isKnown ? this.#now : emptySight();
    for (const name of changed ?? []) this.#before.files.delete(path.resolve(name));
    this.#now = emptySight();
    this.#policy = policy;
    this.#isWhole = false;
  }

  /** Ends a load that succeeded. */
  end(): void {
    this.#isWhole = true;
    this.#before = emptySight();
  }

  /** A file that nothing has happened to since the last load. */
  fileAt(location: string): SeenFile | undefined {
    const seen = this.#before.files.get(location);
    if (seen !== undefined) this.#now.files.set(location, seen);
    return seen;
  }

  /** Notes what was read. */
  note(seen: SeenFile): void {
    this.#now.files.set(seen.file.location, seen);
  }

  /**
   * The names that a folder has, or had at the last load when nothing has happened to it since.
   *
   * @param wanted what of it is asked for
   */
  namesIn(folder: string, wanted: string, list: () => readonly string[]): readonly string[] {
    const key = `${folder} ${wanted}`;
    const seen = this.#before.folders.get(key) ?? { folder, names: list(), list };
    this.#now.folders.set(key, seen);
    return seen.names;
  }

  /** The files and folders that are not as the last load saw them, whoever was or was not told of it. */
  differing(): readonly string[] {
    const files = [...this.#now.files].filter(([location, seen]) => !isStill(location, seen)).map(([location]) => location);
    const folders = [...this.#now.folders.values()].filter(({ names, list }) => names.join('/') !== list().join('/'));
    return [...new Set([...files, ...folders.map(({ folder }) => folder)])];
  }

  /** What comes, goes or becomes something else changes lists of folders, and where links lead. */
  #isStillFile(location: string): boolean {
    return this.#now.files.has(location) && lstatSync(location, { throwIfNoEntry: false })?.isFile() === true;
  }
}

function emptySight(): Sight {
  return { files: new Map(), folders: new Map() };
}

function isStill(location: string, { stamp, text }: SeenFile): boolean {
  try {
    return (stamp !== undefined && stampOf(statSync(location)) === stamp) || readFileSync(location, 'utf8').replace(/^\uFEFF/, '') === text;
  } catch {
    // It is gone, or may no longer be read.
    return false;
  }
}
