/** Following the edges of the schema graph. */
import type { Schema } from './model.js';

/** The schemas that apply to the very value a schema applies to: `$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if` … */
export function inPlaceSchemas(schema: Schema): readonly Schema[] {
  const found: Schema[] = [];
  addInPlace(schema, found);
  return found;
}

/** The schemas that apply to parts of the value: members, items, names. */
export function partSchemas(schema: Schema): readonly Schema[] {
  const found: Schema[] = [];
  addParts(schema, found);
  return found;
}

/** Every schema that one schema names directly. */
export function childSchemas(schema: Schema): readonly Schema[] {
  const found: Schema[] = [];
  addInPlace(schema, found);
  addParts(schema, found);
  return found;
}

function addInPlace(schema: Schema, found: Schema[]): void {
  addOne(schema.ref, found);
  addAll(schema.allOf, found);
  addAll(schema.anyOf, found);
  addAll(schema.oneOf, found);
  addOne(schema.not, found);
  addOne(schema.if, found);
  addOne(schema.then, found);
  addOne(schema.else, found);
  addAll(schema.dependentSchemas?.values(), found);
}

function addParts(schema: Schema, found: Schema[]): void {
  addAll(schema.properties?.values(), found);
  addAll(schema.patternProperties?.values(), found);
  addOne(schema.additionalProperties, found);
  addOne(schema.unevaluatedProperties, found);
  addOne(schema.propertyNames, found);
  addAll(schema.prefixItems, found);
  addOne(schema.items, found);
  addOne(schema.contains, found);
  addOne(schema.unevaluatedItems, found);
}

function addOne(schema: Schema | undefined, found: Schema[]): void {
  if (schema !== undefined) found.push(schema);
}

function addAll(schemas: Iterable<Schema> | undefined, found: Schema[]): void {
  if (schemas !== undefined) for (const schema of schemas) found.push(schema);
}

/** Every schema that can be reached from the given ones, themselves first, each once. */
export function reachableSchemas(roots: Iterable<Schema>): ReadonlySet<Schema> {
  const reached = new Set(roots);
  // A Set hands out what is added while it is walked.
  for (const schema of reached) for (const child of childSchemas(schema)) reached.add(child);
  return reached;
}

/** Of the schemas those of which something is true, and all that lead to one. Linear in the size of the schemas. */
export function schemasLeadingTo(all: ReadonlySet<Schema>, holds: (schema: Schema) => boolean): ReadonlySet<Schema> {
  const found = new Set([...all].filter(holds));
  if (found.size === 0) return found;
  const parents = new Map<Schema, Schema[]>();
  for (const schema of all) {
    for (const child of childSchemas(schema)) {
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [schema]);
      else known.push(schema);
    }
  }
  // A Set hands out what is added while it is walked.
  for (const schema of found) for (const parent of parents.get(schema) ?? []) found.add(parent);
  return found;
}

/**
 * Something that is true of a schema when it, or anything that it leads to, has a property. Finished schemas do not change: each is
 * looked at once, in however many models it is.
 */
export class DeepFact {
  readonly #holds: (schema: Schema) => boolean;
  readonly #known = new WeakMap<Schema, boolean>();

  /** @param holds whether a schema itself has the property */
  constructor(holds: (schema: Schema) => boolean) {
    this.#holds = holds;
  }

  /** Whether it is true of one of these schemas. */
  isTrueOfAny(schemas: Iterable<Schema>): boolean {
    let found = false;
    for (const schema of this.#lookAt(schemas)) if (this.#known.get(schema) === true) found = true;
    return found;
  }

  /** Those of which it is true among some schemas and all that they lead to. Of others, nothing is said. */
  among(schemas: Iterable<Schema>): Pick<ReadonlySet<Schema>, 'has'> {
    this.#lookAt(schemas);
    return { has: (schema) => this.#known.get(schema) === true };
  }

  #lookAt(schemas: Iterable<Schema>): readonly Schema[] {
    const asked = [...schemas];
    const fresh = new Set(asked.filter((schema) => !this.#known.has(schema)));
    // A Set hands out what is added while it is walked.
    for (const schema of fresh) for (const child of childSchemas(schema)) if (!this.#known.has(child)) fresh.add(child);
    const found = schemasLeadingTo(fresh, (schema) => this.#holds(schema) || childSchemas(schema).some((child) => this.#known.get(child) === true));
    for (const schema of fresh) this.#known.set(schema, found.has(schema));
    return asked;
  }
}
