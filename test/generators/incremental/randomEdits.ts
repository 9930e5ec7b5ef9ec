/** Edits that nobody would think of, the same on every run: what a description goes through while somebody works on it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** Changes files of a description at random. */
export class RandomEdits {
  readonly #folder: string;
  readonly #files: readonly string[];
  #state: number;
  #count = 0;

  /** @param seed another seed, other edits */
  constructor(folder: string, seed: number) {
    this.#folder = folder;
    this.#files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort();
    this.#state = seed;
  }

  /** Changes one file, and says what was done; the file as it was is written again by `undo`. */
  next(): { readonly what: string; readonly path: string; undo(): void } {
    for (;;) {
      const name = this.#one(this.#files);
      const path = join(this.#folder, name);
      const text = readFileSync(path, 'utf8');
      const document = load(text) as Value;
      const what = this.#edit(document);
      if (what === undefined) continue;
      this.#count += 1;
      writeFileSync(path, dump(document, { noRefs: true, lineWidth: -1 }));
      return { what: `${name}: ${what}`, path, undo: () => writeFileSync(path, text) };
    }
  }

  /** A number from 0 up to, but not including, another one. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  #one<T>(list: readonly T[]): T {
    const element = list[this.below(list.length)];
    if (element === undefined) throw new Error('There is nothing to choose from.');
    return element;
  }

  /** @returns undefined where the edit that was drawn does not fit */
  #edit(document: Value): string | undefined {
    const objects = objectsOf(document);
    if (objects.length === 0) return undefined;
    const { pointer, object } = this.#one(objects);
    const keys = Object.keys(object);
    if (keys.length === 0) return undefined;
    const key = this.#one(keys);
    const value = object[key];
    switch (this.below(7)) {
      case 0: {
        delete object[key];
        return `${pointer}/${key} is gone`;
      }
      case 1: {
        if (typeof value !== 'string') return undefined;
        object[key] = `${value} ${this.#count}, with \`code\` and {@link Braces}.`;
        return `${pointer}/${key} is longer`;
      }
      case 2: {
        if (typeof value === 'boolean') object[key] = !value;
        else if (typeof value === 'number') object[key] = value + 1;
        else return undefined;
        return `${pointer}/${key} is another`;
      }
      case 3: {
        const turned = Object.entries(object).reverse();
        for (const name of keys) delete object[name];
        for (const [name, member] of turned) object[name] = member;
        return `${pointer} is turned round`;
      }
      case 4: {
        const { properties } = object;
        if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return undefined;
        properties[`added_${this.#count}`] = { type: 'string', description: 'Added.', maxLength: 1 + this.below(9), [this.#one(['readOnly', 'writeOnly', 'x-sensitive', 'deprecated'])]: true };
        return `${pointer}/properties has one more`;
      }
      case 5: {
        if (!Array.isArray(value) || value.length === 0) return undefined;
        value.push(value.shift() ?? null);
        return `${pointer}/${key} begins elsewhere`;
      }
      default: {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
        const other = this.#one(keys);
        object[other] = structuredClone(value);
        return `${pointer}/${other} is as ${key}`;
      }
    }
  }
}

function objectsOf(value: Value, pointer = ''): { readonly pointer: string; readonly object: { [key: string]: Value } }[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, child]) => objectsOf(child, `${pointer}/${key}`));
  return Array.isArray(value) ? below : [{ pointer, object: value }, ...below];
}
