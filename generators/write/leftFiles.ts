/** Files as this process left them: who writes the same folder again and again need not read what is there to know it. */
import type { Stats } from 'node:fs';
import { type FileStamp, hasFineTimes, stampOf } from '../incremental/fileStamp.js';
import { statusAt } from './paths.js';

/** What this process wrote to a place. */
interface LeftFile {
  readonly stamp: FileStamp;
  readonly hash: string;
}

/** What was written, by absolute path. */
export class LeftFiles {
  readonly #files = new Map<string, LeftFile>();

  /**
   * Notes what has just been written.
   *
   * @param size in bytes
   * @param begun when what had been written began to be moved into place: a later time is somebody else's, who changed the file since
   */
  note(path: string, hash: string, size: number, begun: number): void {
    const stats = statusAt(path);
    const isOurs = stats?.isFile() === true && stats.mtimeMs <= begun && stats.size === size;
    if (isOurs && hasFineTimes(stats)) this.#files.set(path, { stamp: stampOf(stats), hash });
    else this.#files.delete(path);
  }

  /** The hash of the file there, when nobody has touched it since. */
  hashOf(path: string, stats: Stats): string | undefined {
    const left = this.#files.get(path);
    return left?.stamp === stampOf(stats) ? left.hash : undefined;
  }

  /** Forgets a file. */
  forget(path: string): void {
    this.#files.delete(path);
  }
}
