/** What a schema requires although nobody can give it: properties that only the other direction carries. */
import { isOneWay, type Direction } from '../../model/direction.js';
import type { Schema } from '../../model/model.js';
import { extendedSchemas } from './facts.js';

/**
 * Relieves schemas of what they cannot ask for. Nobody has to send what is read-only, or to answer what is write-only (OAS 3.0.3
 * §4.7.24.2, 3.1: JSON Schema validation §9.4), whichever part of a composition says so and whichever requires it.
 */
export class Relief {
  readonly #direction: Direction;
  /** Copies, by what they stand for and the names they no longer require. */
  readonly #copies = new Map<Schema, Map<string, Schema>>();
  readonly #originals = new Map<Schema, Schema>();

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  /** The schema without the names that it, or a schema it extends, needlessly requires. */
  of(schema: Schema): Schema {
    return this.#without(schema, this.#oneWayNames(schema));
  }

  /** The schema of the description that a relieved one stands for; undefined for one of the description. */
  originalOf(schema: Schema): Schema | undefined {
    return this.#originals.get(schema);
  }

  /** The properties that only the other direction carries. */
  #oneWayNames(schema: Schema): ReadonlySet<string> {
    const properties = [...extendedSchemas(schema)].flatMap((part) => [...(part.properties ?? [])]);
    return new Set(properties.flatMap(([name, property]) => (isOneWay(property, this.#direction) ? [name] : [])));
  }

  #without(schema: Schema, names: ReadonlySet<string>): Schema {
    const needless = requiredNames(schema).filter((name) => names.has(name));
    if (needless.length === 0) return schema;
    const copies = this.#copies.get(schema) ?? new Map<string, Schema>();
    this.#copies.set(schema, copies);
    const key = JSON.stringify(needless);
    const known = copies.get(key);
    if (known !== undefined) return known;
    const { ref, allOf, required } = schema;
    const copy: Schema = {
      ...schema,
      ...(required === undefined ? {} : { required: required.filter((name) => !names.has(name)) }),
      ...(ref === undefined ? {} : { ref: this.#part(ref, names) }),
      ...(allOf === undefined ? {} : { allOf: allOf.map((part) => this.#part(part, names)) }),
    };
    copies.set(key, copy);
    this.#originals.set(copy, this.#originals.get(schema) ?? schema);
    return copy;
  }

  /** A schema that another one extends. What it says itself it is relieved of wherever it stands. */
  #part(schema: Schema, names: ReadonlySet<string>): Schema {
    const own = this.#oneWayNames(schema);
    return requiredNames(schema).some((name) => names.has(name) && !own.has(name)) ? this.#without(schema, names) : schema;
  }
}

/** What a schema and all that it extends require. */
function requiredNames(schema: Schema): readonly string[] {
  return [...new Set([...extendedSchemas(schema)].flatMap(({ required }) => required ?? []))].sort();
}
