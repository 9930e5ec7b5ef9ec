/** A schema of the model as JSON Schema 2020-12 again, for a validator. */
import type { Json, Schema } from '../../model/model.js';

type JsonObject = { readonly [key: string]: Json };

/**
 * Prints a schema.
 *
 * @param referenceTo what to write for a reference to a schema
 */
export function jsonSchemaOf(schema: Schema, referenceTo: (target: Schema) => string): JsonObject | boolean {
  if (schema.always !== undefined) return schema.always;
  const print = (part: Schema): Json => jsonSchemaOf(part, referenceTo);
  const one = (name: keyof Schema & string, part: Schema | undefined): [string, Json][] => (part === undefined ? [] : [[name, print(part)]]);
  const list = (name: string, parts: readonly Schema[] | undefined): [string, Json][] => (parts === undefined ? [] : [[name, parts.map(print)]]);
  const map = (name: string, parts: ReadonlyMap<string, Schema> | undefined): [string, Json][] =>
    parts === undefined ? [] : [[name, Object.fromEntries([...parts].map(([key, part]) => [key, print(part)]))]];
  const plain = (name: string, value: Json | undefined): [string, Json][] => (value === undefined ? [] : [[name, value]]);
  return Object.fromEntries([
    ...plain('$ref', schema.ref === undefined ? undefined : referenceTo(schema.ref)),
    ...plain('type', schema.types),
    ...plain('enum', schema.enum),
    ...plain('const', schema.constant?.value),
    ...list('allOf', schema.allOf),
    ...list('anyOf', schema.anyOf),
    ...list('oneOf', schema.oneOf),
    ...one('not', schema.not),
    ...one('if', schema.if),
    ...one('then', schema.then),
    ...one('else', schema.else),
    ...plain('format', schema.format),
    ...plain('minLength', schema.minLength),
    ...plain('maxLength', schema.maxLength),
    ...plain('pattern', schema.pattern),
    ...plain('minimum', schema.minimum),
    ...plain('maximum', schema.maximum),
    ...plain('exclusiveMinimum', schema.exclusiveMinimum),
    ...plain('exclusiveMaximum', schema.exclusiveMaximum),
    ...plain('multipleOf', schema.multipleOf),
    ...one('items', schema.items),
    ...list('prefixItems', schema.prefixItems),
    ...one('contains', schema.contains),
    ...plain('minContains', schema.minContains),
    ...plain('maxContains', schema.maxContains),
    ...plain('minItems', schema.minItems),
    ...plain('maxItems', schema.maxItems),
    ...plain('uniqueItems', schema.uniqueItems),
    ...one('unevaluatedItems', schema.unevaluatedItems),
    ...map('properties', schema.properties),
    ...map('patternProperties', schema.patternProperties),
    ...one('additionalProperties', schema.additionalProperties),
    ...one('propertyNames', schema.propertyNames),
    ...one('unevaluatedProperties', schema.unevaluatedProperties),
    ...plain('required', schema.required),
    ...plain('minProperties', schema.minProperties),
    ...plain('maxProperties', schema.maxProperties),
    ...(schema.dependentRequired === undefined ? [] : plain('dependentRequired', Object.fromEntries(schema.dependentRequired))),
    ...map('dependentSchemas', schema.dependentSchemas),
  ]);
}
