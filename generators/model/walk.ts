/** Following the edges of the schema graph. */
import type { Schema } from './model.js';

/** The schemas that apply to the very value a schema applies to: `$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if` … */
export function inPlaceSchemas(schema: Schema): readonly Schema[] {
  return present([
    schema.ref,
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    schema.not,
    schema.if,
    schema.then,
    schema.else,
    ...(schema.dependentSchemas?.values() ?? []),
  ]);
}

/** The schemas that apply to parts of the value: members, items, names. */
export function partSchemas(schema: Schema): readonly Schema[] {
  return present([
    ...(schema.properties?.values() ?? []),
    ...(schema.patternProperties?.values() ?? []),
    schema.additionalProperties,
    schema.unevaluatedProperties,
    schema.propertyNames,
    ...(schema.prefixItems ?? []),
    schema.items,
    schema.contains,
    schema.unevaluatedItems,
  ]);
}

/** Every schema that one schema names directly. */
export function childSchemas(schema: Schema): readonly Schema[] {
  return [...inPlaceSchemas(schema), ...partSchemas(schema)];
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
  const parents = new Map<Schema, Schema[]>();
  for (const schema of all) {
    for (const child of childSchemas(schema)) {
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [schema]);
      else known.push(schema);
    }
  }
  const found = new Set([...all].filter(holds));
  // A Set hands out what is added while it is walked.
  for (const schema of found) for (const parent of parents.get(schema) ?? []) found.add(parent);
  return found;
}

function present(schemas: readonly (Schema | undefined)[]): readonly Schema[] {
  return schemas.filter((schema) => schema !== undefined);
}
