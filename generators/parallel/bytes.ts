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
    // No character of a text takes more than three bytes; where there is room for as many, they need not be counted before they are written.
    if (this.#memory.byteLength - this.#used < text.length * 3) {
      const size = Buffer.byteLength(text);
      if (this.#memory.byteLength - this.#used < size) {
        this.#memory = new SharedArrayBuffer(Math.max(size, slabSize));
        this.#used = 0;
      }
    }
    const size = Buffer.from(this.#memory, this.#used).write(text);
    const bytes = new Uint8Array(this.#memory, this.#used, size);
    this.#used += size;
    return bytes;
  };

  /** An outcome whose files hold bytes. */
  readonly of = (outcome: Outcome): Outcome => {
    if (outcome.kind !== 'made') return outcome;
    return { ...outcome, files: outcome.files.map((file) => (typeof file.contents === 'string' ? { ...file, contents: this.keep(file.contents) } : file)) };
  };
}
