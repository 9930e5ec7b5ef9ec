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

/** How many texts of the greatest length that a pattern is good for may be matched in all: each takes some tenths of a second. */
const mostLongTexts = 200;

/**
 * The same document without the patterns that take very long on its own data: on one text, or on all of them together.
 *
 * @param document a bundle; it is not modified, and given back itself where nothing is to be taken out
 */
export function withoutSlowPatterns(document: JsonObject): SafeDocument {
  const uses = new BoundedPatterns(document);
  if (uses.isEmpty) return { document, slow: [] };
  const lengths = lengthsOfData(document);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  // Which text meets which pattern is not looked into: each may meet all.
  return uses.costOf(lengths) > mostLongTexts ? uses.without(() => true) : uses.without((bound) => bound < longest);
}

/** A document for matching what comes from elsewhere. */
export interface BoundedDocument extends SafeDocument {
  /** Texts of together no more characters than this can be matched in good time. */
  readonly mostText: number;
}

/** The text that a pattern must be good for at least to be kept where what comes from elsewhere is matched. */
const mostText = 14_000;
/** How many texts of that length may be matched for one request. */
const mostMatches = 2;

/**
 * Two readings of the same document: for texts of some length, without the patterns that take very long on them, and for texts of any
 * length, without all that take longer than a text is long.
 */
export function boundedPatterns(document: JsonObject): { readonly forSmall: BoundedDocument; readonly forLarge: SafeDocument } {
  const uses = new BoundedPatterns(document);
  const kept = uses.countFrom(mostText);
  return {
    forSmall: { ...uses.without((bound) => bound < mostText), mostText: Math.floor(mostText / Math.sqrt(Math.max(1, kept / mostMatches))) },
    forLarge: uses.without(() => true),
  };
}

/** The patterns of a document that are good only for texts up to a length. */
class BoundedPatterns {
  readonly #document: JsonObject;
  readonly #bounds = new Map<string, number>();
  /** One for each use of such a pattern. */
  readonly #uses: number[] = [];

  constructor(document: JsonObject) {
    this.#document = document;
    const note = (pattern: string): boolean => {
      const bound = this.#bounds.get(pattern) ?? patternOf(pattern, { file: '', pointer: '' }).longest ?? Infinity;
      this.#bounds.set(pattern, bound);
      if (bound < Infinity) this.#uses.push(bound);
      return false;
    };
    copyOf(document, 'document', '', note, []);
  }

  get isEmpty(): boolean {
    return this.#uses.length === 0;
  }

  /** How many uses there are of patterns that are good for texts of some length at least. */
  countFrom(length: number): number {
    return this.#uses.filter((bound) => bound >= length).length;
  }

  /** What matching texts takes, each with every use, in texts as long as a pattern is good for: it grows at least with the square of the length. */
  costOf(lengths: readonly number[]): number {
    const squares = lengths.reduce((sum, length) => sum + length ** 2, 0);
    return this.#uses.reduce((sum, bound) => sum + squares / bound ** 2, 0);
  }

  /** @param isSlow whether a pattern is to go that is good for texts up to a length */
  without(isSlow: (bound: number) => boolean): SafeDocument {
    if (this.isEmpty) return { document: this.#document, slow: [] };
    const slow: SlowPattern[] = [];
    const copy = copyOf(this.#document, 'document', '', (pattern) => {
      const bound = this.#bounds.get(pattern) ?? Infinity;
      return bound < Infinity && isSlow(bound);
    }, slow);
    return { document: slow.length > 0 && isJsonObject(copy) ? copy : this.#document, slow };
  }
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

/** What people read and programs follow: no schema says what it must match. */
const prose = new Set(['description', 'summary', 'title', 'pattern', '$ref', 'operationId', 'url']);

/** The lengths of the texts that a schema may be held against: values and names of examples, defaults and whatever else is no structure. */
function lengthsOfData(document: JsonObject): readonly number[] {
  const lengths: number[] = [];
  const open: { readonly value: Json; readonly member: Member | undefined }[] = [{ value: document, member: { kind: 'document', as: 'one' } }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, member } = next;
    if (typeof value === 'string') lengths.push(value.length);
    else if (isJsonArray(value)) for (const item of value) open.push({ value: item, member: member?.as === 'list' ? { ...member, as: 'one' } : undefined });
    else if (isJsonObject(value)) {
      const isData = member === undefined || member.kind === 'data' || member.kind === 'example';
      for (const [key, child] of Object.entries(value)) {
        // Names of members are matched by `propertyNames` and `patternProperties`.
        if (isData) lengths.push(key.length);
        if (isData || member.as !== 'one') open.push({ value: child, member: isData ? undefined : { ...member, as: 'one' } });
        else if (typeof child !== 'string' || !prose.has(key)) open.push({ value: child, member: memberOf(member.kind, key) });
      }
    }
  }
  return lengths;
}
