/** Texts as the bytes that will be written: made where the texts are, in memory that both threads see, where a text would be copied twice. */
import type { Outcome } from './protocol.js';

/** How much memory is taken at a time, for many files. */
const slabSize = 4 * 1024 * 1024;

/** Keeps texts as bytes. */
export class SharedBytes {
  #memory = new SharedArrayBuffer(0);
  #used = 0;

  /** The bytes of a text. */
  readonly keep = (text: string): Uint8Array => {
    const size = Buffer.byteLength(text);
    if (this.#memory.byteLength - this.#used < size) {
      this.#memory = new SharedArrayBuffer(Math.max(size, slabSize));
      this.#used = 0;
    }
    const bytes = Buffer.from(this.#memory, this.#used, size);
    bytes.write(text);
    this.#used += size;
    return new Uint8Array(this.#memory, bytes.byteOffset, size);
  };

  /** An outcome whose files hold bytes. */
  readonly of = (outcome: Outcome): Outcome => {
    if (outcome.kind !== 'made') return outcome;
    return { ...outcome, files: outcome.files.map((file) => (typeof file.contents === 'string' ? { ...file, contents: this.keep(file.contents) } : file)) };
  };
}
