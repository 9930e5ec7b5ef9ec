/** Writing new files to the staging folder, before any of them moves into place. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A new file and where it is staged. */
export interface StagedFile {
  /** Absolute, below the staging folder. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/** Writes files of a staging folder. When it is done, or has failed, nothing of it is still being written. */
export type StageFiles = (files: readonly StagedFile[]) => void | Promise<void>;

/**
 * Writes files, and the folders that they are in.
 *
 * @throws the system's error for the first that cannot be written
 */
export function stageFiles(files: readonly StagedFile[]): void {
  const folders = new Set<string>();
  for (const { path, contents } of files) {
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(path, contents);
  }
}
