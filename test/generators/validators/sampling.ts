/** Values for a schema, made from a seed: valid ones, near misses, and nonsense. */
import type { Json, Schema } from '../../../generators/model/model.js';
import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';

/** A sequence of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const nonsense: readonly Json[] = [null, true, false, 0, -1, 1.5, 1e21, '', 'x', '💩', '\uD800', '__proto__', [], [null], {}, { x: 1 }, [[]], 'a'.repeat(300)];

const texts: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2025-03-02T09:14:27Z', '2024-02-29T23:59:60Z', '2025-02-29T00:00:00Z', '2025-03-02 09:14:27'],
  date: ['2025-03-02', '2025-13-02'],
  email: ['ada@acme-robotics.example', 'ada@', 'not an email'],
  uri: ['https://acme-robotics.example/a?b=c#d', 'acme-robotics', 'http://[::1]/'],
  ipv4: ['203.0.113.7', '203.0.113.256'],
  ipv6: ['2001:db8::1', '2001:db8:::1'],
  uuid: ['8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81', '8f2c1d0a'],
};

/** Makes values for schemas. */
export class Sampler {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** A value that is mostly right, somewhere a little wrong, or nonsense. */
  value(schema: Schema): Json {
    const made = this.#make(schema, 0);
    return this.#random() < 0.5 ? made : this.#mutate(made);
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }

  #make(schema: Schema, depth: number): Json {
    if (depth > 12 || this.#random() < 0.01) return this.#pick(nonsense) ?? null;
    const { constant, enum: list, ref, allOf, anyOf, oneOf, examples } = schema;
    if (constant !== undefined) return constant.value;
    if (list !== undefined) return this.#pick(list) ?? null;
    if (examples.length > 0 && this.#random() < 0.5) return this.#pick(examples) ?? null;
    if (ref !== undefined) return this.#make(ref, depth + 1);
    if (allOf !== undefined) return this.#merge([...allOf.map((part) => this.#make(part, depth + 1)), this.#own(schema, depth)]);
    const branch = this.#pick(anyOf ?? oneOf ?? []);
    if (branch !== undefined) return this.#merge([this.#make(branch, depth + 1), this.#own(schema, depth)]);
    return this.#own(schema, depth);
  }

  #own(schema: Schema, depth: number): Json {
    const type = this.#pick(schema.types ?? (schema.properties === undefined ? [] : ['object']));
    switch (type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array': {
        const length = Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, Math.floor(this.#random() * 4)));
        return Array.from({ length }, (_, index) => this.#make(schema.prefixItems?.[index] ?? schema.items ?? schema, schema.items === undefined ? 99 : depth + 1));
      }
      case 'string':
        return this.#text(schema);
      case 'integer':
        return Math.round((schema.minimum ?? 0) + this.#random() * ((schema.maximum ?? 1000) - (schema.minimum ?? 0) + 2) - 1);
      case 'number':
        return (schema.minimum ?? 0) + this.#random() * 100;
      case 'boolean':
        return this.#random() < 0.5;
      case 'null':
        return null;
      default:
        return this.#pick(nonsense) ?? null;
    }
  }

  #object(schema: Schema, depth: number): Json {
    const required = new Set(schema.required);
    const likely = Math.max(0.15, 0.8 - depth * 0.15);
    const members: [string, Json][] = [];
    for (const [name, property] of schema.properties ?? []) {
      if (required.has(name) ? this.#random() < 0.99 : this.#random() < likely) members.push([name, this.#make(property, depth + 1)]);
    }
    if (schema.properties === undefined || schema.additionalProperties?.always !== false) {
      if (this.#random() < 0.3) members.push([this.#pick(['extra', '__proto__', 'constructor', 'ключ']) ?? '', schema.additionalProperties?.always === undefined && schema.additionalProperties !== undefined ? this.#make(schema.additionalProperties, depth + 1) : 1]);
    }
    return Object.fromEntries(members);
  }

  #text({ format, pattern, minLength = 0, maxLength = 20 }: Schema): string {
    const candidates = format === undefined ? undefined : texts[format];
    if (candidates !== undefined) return this.#pick(candidates) ?? '';
    if (pattern !== undefined && this.#random() < 0.9) {
      const prefix = /^\^?([a-z0-9-]*)/.exec(pattern)?.[1] ?? '';
      return `${prefix}${prefix === '' ? '' : 'test-8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81'}` || 'acme-robotics';
    }
    const length = Math.max(0, Math.min(400, minLength + Math.floor(this.#random() * Math.min(30, maxLength - minLength + 2)) - (this.#random() < 0.1 ? 1 : 0)));
    return (this.#random() < 0.9 ? 'a' : '💩').repeat(length);
  }

  #merge(values: readonly Json[]): Json {
    const objects = values.filter(isJsonObject);
    return objects.length === 0 ? (values[0] ?? null) : Object.fromEntries(objects.flatMap((value) => Object.entries(value)));
  }

  /** The value with one place of it changed. */
  #mutate(value: Json): Json {
    if (typeof value === 'object' && value !== null && this.#random() < 0.85) {
      if (isJsonArray(value)) {
        if (value.length === 0) return [this.#pick(nonsense) ?? null];
        const at = Math.floor(this.#random() * value.length);
        return value.map((item, index) => (index === at ? this.#mutate(item) : item));
      }
      const names = Object.keys(value);
      const name = this.#pick(names);
      if (name === undefined) return { unknown: 1 };
      const choice = this.#random();
      const kept = Object.entries(value).filter(([other]) => choice >= 0.2 || other !== name);
      if (choice < 0.2) return Object.fromEntries(kept);
      if (choice < 0.3) return Object.fromEntries([...kept, [`${name}_`, value[name] ?? null]]);
      return Object.fromEntries(kept.map(([other, member]) => [other, other === name ? this.#mutate(member) : member]));
    }
    if (typeof value === 'string' && this.#random() < 0.5) return this.#random() < 0.5 ? `${value}!` : value.slice(1);
    if (typeof value === 'number' && this.#random() < 0.5) return this.#random() < 0.5 ? -value : value + 0.5;
    return this.#pick(nonsense) ?? null;
  }
}
