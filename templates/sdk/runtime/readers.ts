/** The ways a success is read. A call's description names the one it needs. */

/** Makes data of the bytes of an answer. May throw: the answer is then unreadable. */
export type Reader = (chunks: readonly Uint8Array<ArrayBuffer>[], headers: Headers) => unknown;

/** Text in UTF-8. */
export const text = (chunks: readonly Uint8Array[]): string => {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
};

/** JSON. */
export const parsed: Reader = (chunks): unknown => JSON.parse(text(chunks));

/** Bytes. */
export const binary: Reader = (chunks) => {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
};

/** Nothing, whatever was answered. */
export const nothing: Reader = () => undefined;
