/** JSON as `JSON.stringify` indents it, put together from parts of which most were printed before. */
import type { Json } from '../model/model.js';
import { isJsonObject } from '../model/pointer.js';

/** What was printed of the parts of documents; parts that are used again are the very same objects. */
export type PrintedJson = WeakMap<object, { readonly depth: number; readonly bytes: Buffer }>;

/** How deep the parts stand that are kept: operations, components. */
const keptDepth = 3;

/**
 * Prints a value as `JSON.stringify(value, undefined, 2)` does, in UTF-8.
 *
 * @param known what earlier calls printed, which is used and added to
 */
export function printJsonBytes(value: Json, known: PrintedJson): Buffer {
  const chunks: Buffer[] = [];
  print(value, 0, known, chunks);
  return Buffer.concat(chunks);
}

function print(value: Json, depth: number, known: PrintedJson, chunks: Buffer[]): void {
  if (typeof value !== 'object' || value === null) chunks.push(Buffer.from(JSON.stringify(value)));
  else if (depth < keptDepth && isJsonObject(value)) printMembers(value, depth, known, chunks);
  else chunks.push(printPart(value, depth, known));
}

function printPart(value: object, depth: number, known: PrintedJson): Buffer {
  const before = known.get(value);
  if (before?.depth === depth) return before.bytes;
  const bytes = Buffer.from(JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`));
  known.set(value, { depth, bytes });
  return bytes;
}

function printMembers(value: { readonly [key: string]: Json }, depth: number, known: PrintedJson, chunks: Buffer[]): void {
  const indent = '  '.repeat(depth + 1);
  let before = '{\n';
  for (const [key, member] of Object.entries(value)) {
    chunks.push(Buffer.from(`${before}${indent}${JSON.stringify(key)}: `));
    print(member, depth + 1, known, chunks);
    before = ',\n';
  }
  chunks.push(Buffer.from(before === '{\n' ? '{}' : `\n${indent.slice(2)}}`));
}
