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

/** A `Blob` of the answer's media type. */
export const binary: Reader = (chunks, headers) => new Blob([...chunks], { type: headers.get('content-type') ?? '' });

/** Nothing, whatever was answered. */
export const nothing: Reader = () => undefined;
