/**
 * Regular expressions of a document that take very long on some texts, taken out before a library matches them: Ajv, Spectral,
 * Redocly and Prism know no limit, and a single example is enough to stop them for good.
 */
import type { Json } from '../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../model/pointer.js';
import { type JsonObject, type MutableJsonObject, setOwn } from '../source/json.js';
import { type Kind, type Member, memberOf } from '../source/structure.js';
import { patternOf } from './pattern.js';

/** A pattern that was taken out. */
export interface SlowPattern {
  /** Of the `pattern`, or of the member of `patternProperties`. */
  readonly pointer: string;
  readonly pattern: string;
}

/** A document that is safe to match texts against. */
export interface SafeDocument {
  readonly document: JsonObject;
  readonly slow: readonly SlowPattern[];
}

/**
 * The same document without the patterns that may take very long on texts of a length.
 *
 * @param document a bundle; it is not modified, and given back itself where nothing is to be taken out
 * @param longestText the length of the texts that will be matched; by default that of the longest text of the document
 */
export function withoutSlowPatterns(document: JsonObject, longestText: number = lengthOfLongestText(document)): SafeDocument {
  const slow: SlowPattern[] = [];
  const known = new Map<string, boolean>();
  const isSlow = (pattern: string): boolean => {
    const found = known.get(pattern) ?? (patternOf(pattern, { file: '', pointer: '' }).longest ?? Infinity) < longestText;
    known.set(pattern, found);
    return found;
  };
  const copy = copyOf(document, 'document', '', isSlow, slow);
  return { document: slow.length > 0 && isJsonObject(copy) ? copy : document, slow };
}

function copyOf(value: Json, kind: Kind, pointer: string, isSlow: (pattern: string) => boolean, slow: SlowPattern[]): Json {
  if (kind === 'data' || kind === 'example' || !isJsonObject(value)) return value;
  const copy: MutableJsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const at = `${pointer}/${escapeToken(key)}`;
    if (kind === 'schema' && key === 'pattern' && typeof child === 'string' && isSlow(child)) {
      slow.push({ pointer: at, pattern: child });
      continue;
    }
    const isPatternMap = kind === 'schema' && key === 'patternProperties';
    setOwn(copy, key, copyOfMember(child, memberOf(kind, key), at, isPatternMap ? isSlow : () => false, isSlow, slow));
  }
  return copy;
}

function copyOfMember(value: Json, member: Member | undefined, pointer: string, leavesOut: (name: string) => boolean, isSlow: (pattern: string) => boolean, slow: SlowPattern[]): Json {
  if (member === undefined) return value;
  if (member.as === 'one') return copyOf(value, member.kind, pointer, isSlow, slow);
  if (isJsonArray(value)) return value.map((item, index) => copyOf(item, member.kind, `${pointer}/${index}`, isSlow, slow));
  if (!isJsonObject(value)) return value;
  const copy: MutableJsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const at = `${pointer}/${escapeToken(name)}`;
    if (leavesOut(name)) slow.push({ pointer: at, pattern: name });
    else setOwn(copy, name, copyOf(child, member.kind, at, isSlow, slow));
  }
  return copy;
}

function lengthOfLongestText(value: Json): number {
  let longest = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') longest = Math.max(longest, next.length);
    else if (isJsonArray(next)) for (const item of next) open.push(item);
    else if (isJsonObject(next)) {
      for (const [key, child] of Object.entries(next)) {
        // Names of members are matched by `propertyNames` and `patternProperties`.
        longest = Math.max(longest, key.length);
        open.push(child);
      }
    }
  }
  return longest;
}
