/** Texts as the bytes that will be written: made where the texts are, and on their way to another thread moved, where a text would be copied twice. */
import type { Outcome } from './protocol.js';

/** An outcome whose files hold bytes, and the memory that moves along with it. */
export function inBytes(outcome: Outcome): { readonly outcome: Outcome; readonly moved: readonly ArrayBuffer[] } {
  if (outcome.kind !== 'made') return { outcome, moved: [] };
  const sizes = outcome.files.map(({ contents }) => (typeof contents === 'string' ? Buffer.byteLength(contents) : 0));
  const memory = new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  const files = outcome.files.map((file, index) => {
    if (typeof file.contents !== 'string') return file;
    const bytes = Buffer.from(memory, at, sizes[index]);
    at += bytes.write(file.contents);
    return { ...file, contents: new Uint8Array(memory, bytes.byteOffset, bytes.byteLength) };
  });
  return { outcome: { ...outcome, files }, moved: [memory] };
}
