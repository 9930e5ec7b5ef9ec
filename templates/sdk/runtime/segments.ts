/** The ways a list or an object is written in the path (OAS 3.1 §4.8.12.2, RFC 6570 §3.2). Other values need none of them. */
import { encoded, given, isMembers } from './plain.js';

/** Writes a value that is neither undefined nor null, percent-encoded; nothing for one that holds nothing. */
export type SegmentWriter = (value: unknown, name: string) => string;

/** `a,b` and `k,v` (simple). */
export const simple: SegmentWriter = (value) => flat(value).join();

/** `a,b` and `k=v` (simple, exploded). */
export const simpleExploded: SegmentWriter = (value) => exploded(value).join();

/** `.a,b` and `.k,v` (label). */
export const label: SegmentWriter = (value) => afterEach('.', [flat(value).join()]);

/** `.a.b` and `.k=v` (label, exploded). */
export const labelExploded: SegmentWriter = (value) => afterEach('.', exploded(value));

/** `;ids=a,b` and `;ids=k,v` (matrix). */
export const matrix: SegmentWriter = (value, name) => afterEach(';', [flat(value).join()].filter(Boolean).map((text) => pair(encoded(name), text)));

/** `;ids=a;ids=b` and `;k=v` (matrix, exploded). */
export const matrixExploded: SegmentWriter = (value, name) =>
  afterEach(';', isMembers(value) ? given(value).map(([key, member]) => pair(encoded(key), encoded(member))) : flat(value).map((text) => pair(encoded(name), text)));

function flat(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : isMembers(value) ? given(value).flat() : [value]).map(encoded);
}

function exploded(value: unknown): readonly string[] {
  return isMembers(value) ? given(value).map((member) => member.map(encoded).join('=')) : flat(value);
}

/** Only the style `matrix` leaves out the sign of an empty value (RFC 6570 §3.2.7). */
function pair(name: string, text: string): string {
  return text ? `${name}=${text}` : name;
}

function afterEach(sign: string, texts: readonly string[]): string {
  return texts.map((text) => sign + text).join('');
}
