/** Files as this process left them: who writes the same folder again and again need not read what is there to know it. */
import type { Stats } from 'node:fs';
import type { OutputFile } from '../generator.js';
import { type FileStamp, hasFineTimes, isSettled, stampOf } from '../incremental/fileStamp.js';
import { type Encoded, encode } from './encode.js';
import { statusAt } from './paths.js';

/** What this process wrote to a place, or found there. */
interface LeftFile {
  readonly stamp: FileStamp;
  readonly hash: string;
}

/** What was written, by absolute path. */
export class LeftFiles {
  readonly #files = new Map<string, LeftFile>();
  readonly #texts = new Map<string, { readonly text: string; readonly encoded: Encoded }>();

  /** The bytes of what is to be at a place, and their hash: worked out again only where the text is another than the last time. */
  encoded(path: string, contents: OutputFile['contents']): Encoded {
    if (typeof contents !== 'string') return encode(contents);
    const before = this.#texts.get(path);
    if (before?.text === contents) return before.encoded;
    const encoded = encode(contents);
    this.#texts.set(path, { text: contents, encoded });
    return encoded;
  }

  /**
   * Notes what was read.
   *
   * @param stats from before it was read
   */
  noteFound(path: string, hash: string, stats: Stats): void {
    if (isSettled(stats, Date.now())) this.#files.set(path, { stamp: stampOf(stats), hash });
  }

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
