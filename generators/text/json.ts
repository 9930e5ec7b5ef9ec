/** JSON as `JSON.stringify` indents it, put together from parts of which most were printed before. */
import type { Json } from '../model/model.js';
import { isJsonObject } from '../model/pointer.js';

/** What was printed of the parts of documents; parts that are used again are the very same objects. */
export type PrintedJson = WeakMap<object, { readonly depth: number; readonly text: string }>;

/** How deep the parts stand that are kept: operations, components. */
const keptDepth = 3;

/**
 * Prints a value as `JSON.stringify(value, undefined, 2)` does.
 *
 * @param known what earlier calls printed, which is used and added to
 */
export function printJson(value: Json, known: PrintedJson): string {
  return print(value, 0, known);
}

function print(value: Json, depth: number, known: PrintedJson): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const before = known.get(value);
  if (before?.depth === depth) return before.text;
  const text = depth < keptDepth && isJsonObject(value) ? printMembers(value, depth, known) : JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`);
  // What holds most of a document changes with each of its parts.
  if (depth > 1) known.set(value, { depth, text });
  return text;
}

function printMembers(value: { readonly [key: string]: Json }, depth: number, known: PrintedJson): string {
  const indent = '  '.repeat(depth + 1);
  const members = Object.entries(value).map(([key, member]) => `${indent}${JSON.stringify(key)}: ${print(member, depth + 1, known)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent.slice(2)}}`;
}
