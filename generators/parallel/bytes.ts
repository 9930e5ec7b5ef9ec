/** Texts as the bytes that will be written: made where the texts are, in memory that both threads see, where a text would be copied twice. */
import type { Outcome } from './protocol.js';

/** An outcome whose files hold bytes. */
export function inBytes(outcome: Outcome): Outcome {
  if (outcome.kind !== 'made') return outcome;
  const sizes = outcome.files.map(({ contents }) => (typeof contents === 'string' ? Buffer.byteLength(contents) : 0));
  const memory = new SharedArrayBuffer(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  const files = outcome.files.map((file, index) => {
    if (typeof file.contents !== 'string') return file;
    const bytes = Buffer.from(memory, at, sizes[index]);
    at += bytes.write(file.contents);
    return { ...file, contents: new Uint8Array(memory, bytes.byteOffset, bytes.byteLength) };
  });
  return { ...outcome, files };
}
