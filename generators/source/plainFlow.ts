/** Quoted texts, and flow collections (YAML 1.2.2 §7.4), in one line. */
import type { Json } from '../model/model.js';
import type { MutableJsonObject } from './json.js';
import { deepest, isOrdinaryKey, plainValue, Unknown, valueOfNumber } from './plainScalars.js';

const plain = /([A-Za-z/$](?:[\w$/. +()@=~-]|:(?=[\w/]))*|\.\.?\/[\w$/.#-]*|\d[\d.]*)(?=[,\]}])/y;
const key = /(?:([A-Za-z_$/][\w$/.-]*)|'([^']*)'|"([^"\\]*)"): +/y;
const quoted = /'([^']*(?:''[^']*)*)'|"([^"\\]*)"/y;
const spaces = / */y;

/** Reads one value that ends with its text. */
export class FlowReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @throws Unknown for anything but a quoted text or a flow collection */
  read(): Json {
    const value = this.#value(0);
    if (this.#at !== this.#text.length) throw new Unknown();
    return value;
  }

  #value(depth: number): Json {
    if (depth > deepest) throw new Unknown();
    if (this.#skip('[')) return this.#list(depth);
    if (this.#skip('{')) return this.#mapping(depth);
    const text = this.#match(quoted);
    if (text !== undefined) return text[1]?.replaceAll("''", "'") ?? text[2] ?? '';
    const scalar = this.#match(plain)?.[1]?.trimEnd();
    if (scalar === undefined) throw new Unknown();
    return /^\d/.test(scalar) ? (valueOfNumber(scalar) ?? unknown()) : plainValue(scalar);
  }

  #list(depth: number): Json {
    const items: Json[] = [];
    this.#match(spaces);
    while (!this.#skip(']')) {
      items.push(this.#value(depth + 1));
      this.#separator(']');
    }
    return items;
  }

  #mapping(depth: number): Json {
    const mapping: MutableJsonObject = {};
    this.#match(spaces);
    while (!this.#skip('}')) {
      const found = this.#match(key);
      const name = found?.[1] ?? found?.[2] ?? found?.[3];
      if (name === undefined || !isOrdinaryKey(name) || Object.hasOwn(mapping, name)) throw new Unknown();
      mapping[name] = this.#value(depth + 1);
      this.#separator('}');
    }
    return mapping;
  }

  /** A comma with something after it, or nothing before the closing bracket. */
  #separator(closing: string): void {
    this.#match(spaces);
    const isComma = this.#skip(',');
    this.#match(spaces);
    if (isComma === (this.#text[this.#at] === closing)) throw new Unknown();
  }

  #skip(character: string): boolean {
    const isThere = this.#text[this.#at] === character;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }
}

function unknown(): never {
  throw new Unknown();
}
