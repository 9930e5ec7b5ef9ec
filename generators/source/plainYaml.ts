/**
 * The YAML that descriptions are made of: block mappings and lists, texts in one line or as blocks, small flow collections in one
 * line. It reads that much several times as fast as a parser for all of YAML, and gives up on anything else: on what it does
 * not know, on what is wrong, and on whatever parsers could see differently. Then js-yaml has the word, also on what is wrong.
 */
import type { Json } from '../model/model.js';
import type { MutableJsonObject } from './json.js';
import { FlowReader } from './plainFlow.js';
import { deepest, isOrdinaryKey, plainValue, Unknown, valueOfNumber } from './plainScalars.js';

/** Characters that are none of YAML's line breaks, tabs or byte order marks, and that it prints as they are. */
const ordinary = /^[\n\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]*$/;

const key = /(?:([A-Za-z_$/][\w$/.{}@+-]*)|'([^']*)'|"([^"\\]*)"):(?: +|$)/y;
/** How a text without quotes begins that can be no number. */
const plainStart = /^(?:[A-Za-z/$(^]|\.\.?\/)/;
/** What ends a text without quotes: the colon of a key, a comment. */
const plainEnd = /: | #|:$/;
const blockHeader = /^([|>])(-?)$/;

const space = 32;

/** One line: as it was written, its indentation, and what follows that up to blanks at the end. */
interface Line {
  readonly raw: string;
  indent: number;
  text: string;
}

/**
 * Reads a YAML text.
 *
 * @returns what any YAML 1.2 parser makes of it; undefined when that cannot be told here
 */
export function parsePlainYaml(text: string): Json | undefined {
  if (!ordinary.test(text)) return undefined;
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split('\n').map((raw) => {
      let indent = 0;
      while (raw.charCodeAt(indent) === space) indent += 1;
      let end = raw.length;
      while (end > indent && raw.charCodeAt(end - 1) === space) end -= 1;
      return { raw, indent, text: raw.slice(indent, end) };
    });
  }

  read(): Json {
    const value = this.#block(0);
    if (this.#next() !== undefined) throw new Unknown();
    return value;
  }

  /** The next line that is neither empty nor a comment. */
  #next(): Line | undefined {
    for (;;) {
      const line = this.#lines[this.#at];
      if (line === undefined || (line.text !== '' && !line.text.startsWith('#'))) return line;
      this.#at += 1;
    }
  }

  /** The mapping or list that begins in the next line. */
  #block(depth: number): Json {
    const line = this.#next();
    if (line === undefined || depth > deepest) throw new Unknown();
    return isItem(line.text) ? this.#list(line.indent, depth) : this.#mapping(line.indent, depth);
  }

  #list(indent: number, depth: number): Json {
    const items: Json[] = [];
    for (let line = this.#next(); line !== undefined && line.indent === indent && isItem(line.text); line = this.#next()) {
      const rest = line.text.slice(2);
      if (rest.startsWith(' ')) throw new Unknown();
      key.lastIndex = 0;
      if (rest !== '' && (isItem(rest) || key.test(rest))) {
        // What follows the dash is a line of its own, indented as far as it stands.
        line.indent = indent + 2;
        line.text = rest;
        items.push(this.#block(depth + 1));
      } else {
        this.#at += 1;
        items.push(this.#value(rest, indent, depth, false));
      }
    }
    // What stands as far left as the dashes may be the next key of a mapping around the list.
    this.#mustEndBefore(indent + 1);
    return items;
  }

  #mapping(indent: number, depth: number): Json {
    const mapping: MutableJsonObject = {};
    for (let line = this.#next(); line !== undefined && line.indent === indent && !isItem(line.text); line = this.#next()) {
      key.lastIndex = 0;
      const found = key.exec(line.text);
      const name = found?.[1] ?? found?.[2] ?? found?.[3];
      if (name === undefined || !isOrdinaryKey(name) || Object.hasOwn(mapping, name)) throw new Unknown();
      const rest = line.text.slice(key.lastIndex);
      this.#at += 1;
      mapping[name] = this.#value(rest, indent, depth, true);
    }
    this.#mustEndBefore(indent);
    return mapping;
  }

  /** The next line must belong further out than this. */
  #mustEndBefore(indent: number): void {
    const line = this.#next();
    if (line !== undefined && line.indent >= indent) throw new Unknown();
  }

  /**
   * The value that begins after a key or a dash.
   *
   * @param indent of the key or the dash
   * @param isMember after a key: then a list may stand below it without further indentation
   */
  #value(rest: string, indent: number, depth: number, isMember: boolean): Json {
    if (rest === '') {
      const line = this.#next();
      if (line === undefined || line.indent < indent) return null;
      if (line.indent > indent) return this.#block(depth + 1);
      return isMember && isItem(line.text) ? this.#block(depth + 1) : null;
    }
    const header = blockHeader.exec(rest);
    if (header !== null) return this.#text(header[1] === '>', header[2] === '-', indent);
    if (plainStart.test(rest)) return this.#plain(rest, indent);
    return valueOfNumber(rest) ?? new FlowReader(rest).read();
  }

  /** A text without quotes, which may go on in the lines below (YAML 1.2.2 §7.3.3). */
  #plain(first: string, indent: number): Json {
    if (plainEnd.test(first)) throw new Unknown();
    let text = first;
    let breaks = 1;
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      if (line.text === '') breaks += 1;
      else {
        if (line.indent <= indent) break;
        if (line.text.startsWith('#') || plainEnd.test(line.text)) throw new Unknown();
        text += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line.text;
        breaks = 1;
      }
      this.#at += 1;
    }
    return text === first ? plainValue(text) : text;
  }

  /** A block text, literal or folded (YAML 1.2.2 §8.1), without blanks at its edges that could count or not. */
  #text(isFolded: boolean, isStripped: boolean, outer: number): string {
    const indent = this.#lines[this.#at]?.indent ?? 0;
    let text = '';
    let breaks = 0;
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      if (line.text === '') {
        if (line.raw.length > indent || text === '') throw new Unknown();
        breaks += 1;
      } else {
        if (line.indent < indent || line.indent <= outer) break;
        if (isFolded && line.indent > indent) throw new Unknown();
        text += (isFolded && breaks === 1 ? ' ' : '\n'.repeat(isFolded && breaks > 1 ? breaks - 1 : breaks)) + line.raw.slice(indent);
        breaks = 1;
      }
      this.#at += 1;
    }
    if (text === '') throw new Unknown();
    return isStripped ? text : `${text}\n`;
  }
}

function isItem(text: string): boolean {
  return text.startsWith('- ') || text === '-';
}
