/** Telling schemas that speak of the kind of a value from those that only describe it or name its members. */
import type { Schema } from './model.js';

/** True for a schema that leaves every kind of value possible: `{}`, a description, `required` alone, most `not`s. */
export function saysNothing(schema: Schema): boolean {
  if (schema.always === false || schema.not?.always === true) return false;
  const { ref, types, properties, patternProperties, additionalProperties, items, prefixItems, allOf, anyOf, oneOf, constant } = schema;
  const said = [ref, types, properties, patternProperties, additionalProperties, items, prefixItems, allOf, anyOf, oneOf, constant, schema.enum];
  return said.every((keyword) => keyword === undefined);
}
