/**
 * Text from strangers: percent-encodings, decoded without ever throwing, and JSON (RFC 8259, restricted as in I-JSON, RFC 7493). What
 * `JSON.parse` accepts but no handler should ever see is refused with the place it was found at.
 */

/**
 * Decodes a percent-encoded component (RFC 3986 §2.1).
 * @returns the text, or `undefined` when an escape is malformed or the bytes are not UTF-8
 */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Decodes one name or value of a query or form (WHATWG URL §5.1): `+` is a space. */
export function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/**
 * True when a decoded text can be stored and logged anywhere: no NUL, no other C0 control but tab and line breaks,
 * no lone surrogate.
 */
export function isStorableText(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20) {
      if (unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return false;
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(index + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
      index += 1;
    }
  }
  return true;
}

/** Values by a name that may be any: without the members every object inherits, `__proto__` and `toString` are names like others. */
export class BareObject {
  [name: string]: unknown;
}
// A class, not `Object.create(null)`: engines keep instances of one class in their fast form.
Object.setPrototypeOf(BareObject.prototype, null);
Reflect.deleteProperty(BareObject.prototype, 'constructor');

/** An empty object on which every name is free. */
export function bareObject(): BareObject {
  return new BareObject();
}

/** How large a JSON text may be in ways its length does not tell. */
export interface JsonLimits {
  /** Nesting of arrays and objects. */
  readonly maxDepth: number;
  /** Members of all objects together. */
  readonly maxKeys: number;
}

/** Why a JSON text is refused. */
export type JsonFault =
  | 'syntax'
  | 'too_deep'
  | 'too_many_keys'
  | 'duplicate_key'
  | 'forbidden_key'
  | 'number_out_of_range'
  | 'nul_character'
  | 'lone_surrogate';

/** The value of a JSON text, or why and where it is refused. */
export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: JsonFault; /** JSON Pointer (RFC 6901). */ readonly pointer: string };

/** Reads a JSON text. Takes time linear in its length, and no stack. */
export function readJson(text: string, limits: JsonLimits): JsonReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'syntax', pointer: '' };
  }
  if (isHarmless(text, value, limits)) return { ok: true, value };
  const inspector = new Inspector(text, limits);
  const fault = inspector.run();
  return fault === undefined ? { ok: true, value } : { ok: false, fault, pointer: inspector.pointer() };
}

/** Deeper values are left to the {@link Inspector}, which needs no stack. */
const MAX_RECURSION = 200;

/**
 * Whether a text certainly holds nothing to refuse, told from its value without reading it letter by letter.
 *
 * In a text without escapes, every colon either follows a name or stands in a text. Names that occur twice, and the values they hide, are gone
 * from the value: its names and the colons in its texts then make fewer than there are in the text. As many mean that nothing is hidden. Without
 * escapes there is no NUL and no half surrogate pair either, for the text is valid UTF-8 and JSON has no bare control characters.
 */
function isHarmless(text: string, value: unknown, { maxDepth, maxKeys }: JsonLimits): boolean {
  if (text.includes('\\')) return false;
  const colons = colonsOf(value, Math.min(maxDepth, MAX_RECURSION));
  return colons <= maxKeys && colons === colonsIn(text);
}

/** How many colons the text of a value has; NaN when the value needs a closer look. */
function colonsOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return colonsIn(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value)) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return NaN;
  let colons = 0;
  if (Array.isArray(value)) {
    for (const item of value) colons += colonsOf(item, depth - 1);
    return colons;
  }
  if (!isParsedObject(value)) return NaN;
  for (const name in value) {
    if (name === '__proto__' || name === 'prototype') return NaN;
    colons += 1 + colonsIn(name) + colonsOf(value[name], depth - 1);
  }
  return colons;
}

/** What `JSON.parse` makes of an object: all its members are its own, unless the prototype of all objects was tampered with, which makes the count wrong. */
function isParsedObject(value: object): value is { readonly [name: string]: unknown } {
  return !Array.isArray(value);
}

function colonsIn(text: string): number {
  let count = 0;
  for (let index = text.indexOf(':'); index >= 0; index = text.indexOf(':', index + 1)) count += 1;
  return count;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BACKSLASH = 0x5c;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** An integer of up to 15 digits is exact in a double. */
const ALWAYS_EXACT_DIGITS = 15;

interface Frame {
  /** The keys seen so far of an object; `undefined` in an array. */
  readonly keys: Set<string> | undefined;
  /** The current key, or the current index. */
  at: string | number;
  /** In an object: the next string is a key. */
  expectsKey: boolean;
}

/** Walks a text that is known to be JSON, and stops at the first thing to refuse. */
class Inspector {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #frames: Frame[] = [];
  #keys = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  run(): JsonFault | undefined {
    const text = this.#text;
    let index = 0;
    while (index < text.length) {
      const unit = text.charCodeAt(index);
      if (unit === QUOTE) {
        const end = endOfString(text, index);
        const fault = this.#string(index, end);
        if (fault !== undefined) return fault;
        index = end;
      } else if (unit === MINUS || (unit >= ZERO && unit <= NINE)) {
        const end = endOfNumber(text, index);
        if (!isExactEnough(text, index, end)) return 'number_out_of_range';
        index = end;
      } else {
        if (unit === BRACE_OPEN || unit === BRACKET_OPEN) {
          if (this.#frames.length >= this.#limits.maxDepth) return 'too_deep';
          const object = unit === BRACE_OPEN;
          this.#frames.push({ keys: object ? new Set() : undefined, at: object ? '' : 0, expectsKey: object });
        } else if (unit === BRACE_CLOSE || unit === BRACKET_CLOSE) {
          this.#frames.pop();
        } else if (unit === COMMA) {
          const frame = this.#frames.at(-1);
          if (frame !== undefined) {
            if (typeof frame.at === 'number') frame.at += 1;
            else frame.expectsKey = true;
          }
        }
        index += 1;
      }
    }
    return undefined;
  }

  pointer(): string {
    return this.#frames
      .filter((frame) => !(frame.at === '' && frame.expectsKey))
      .map((frame) => `/${String(frame.at).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
  }

  #string(start: number, end: number): JsonFault | undefined {
    const written = this.#text.slice(start + 1, end - 1);
    const escaped = written.includes('\\');
    const value = escaped ? String(JSON.parse(`"${written}"`)) : written;
    const frame = this.#frames.at(-1);
    if (frame?.keys !== undefined && frame.expectsKey) {
      const fault = this.#key(value, frame, frame.keys);
      if (fault !== undefined) return fault;
    }
    // Half a surrogate pair, like NUL, can only have been written as an escape: the text itself is valid UTF-8.
    if (!escaped) return undefined;
    if (value.includes('\0')) return 'nul_character';
    return /\p{Surrogate}/u.test(value) ? 'lone_surrogate' : undefined;
  }

  #key(key: string, frame: Frame, seen: Set<string>): JsonFault | undefined {
    frame.expectsKey = false;
    frame.at = key;
    this.#keys += 1;
    if (this.#keys > this.#limits.maxKeys) return 'too_many_keys';
    if (seen.has(key)) return 'duplicate_key';
    if (key === '__proto__' || (key === 'prototype' && this.#frames.at(-2)?.at === 'constructor')) return 'forbidden_key';
    seen.add(key);
    return undefined;
  }
}

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  for (;;) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) return index + 1;
    index += unit === BACKSLASH ? 2 : 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const unit = text.charCodeAt(index);
    // Digits, sign, point and exponent.
    if ((unit >= ZERO && unit <= NINE) || unit === 0x2e || unit === 0x2b || unit === MINUS || unit === 0x65 || unit === 0x45) {
      index += 1;
    } else return index;
  }
  return index;
}

/** False for `1e999`, which reads as infinity, and for integers that a double rounds to a neighbour. */
function isExactEnough(text: string, start: number, end: number): boolean {
  const token = text.slice(start, end);
  const integer = !/[.eE]/.test(token);
  if (integer && token.length <= ALWAYS_EXACT_DIGITS) return true;
  const value = Number(token);
  return integer ? Number.isSafeInteger(value) : Number.isFinite(value);
}
