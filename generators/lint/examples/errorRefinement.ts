/**
 * The schema of an error response as bundling makes it: an error body whose status and type are narrowed. There are hundreds,
 * each with a list of its own, and compiling every one of them would take longer than everything else in the lint.
 */
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { type JsonObject, own, ownObject, ownString } from '../../source/json.js';

/** An error body, narrowed. */
export interface ErrorRefinement {
  /** The schema that is narrowed: `{ $ref: '#/components/schemas/Error' }`. */
  readonly base: JsonObject;
  /** The members narrowed, with the values that remain. */
  readonly allowed: ReadonlyMap<string, readonly Json[]>;
}

/** Reads a schema as an error refinement; undefined when it is anything else. */
export function errorRefinement(schema: Json): ErrorRefinement | undefined {
  const parts = isJsonObject(schema) && Object.keys(schema).length === 1 ? own(schema, 'allOf') : undefined;
  if (!isJsonArray(parts) || parts.length !== 2) {
    return undefined;
  }
  const [base, narrowing] = parts;
  if (!isJsonObject(base) || Object.keys(base).length !== 1 || ownString(base, '$ref') === undefined || !isJsonObject(narrowing)) {
    return undefined;
  }
  const { type, required, properties, ...others } = narrowing;
  if (type !== 'object' || !isJsonArray(required) || !isJsonObject(properties) || Object.keys(others).length > 0) {
    return undefined;
  }
  const allowed = new Map<string, readonly Json[]>();
  for (const [name, property] of Object.entries(properties)) {
    const values = isJsonObject(property) ? narrowedValues(property) : undefined;
    if (values === undefined || !required.includes(name)) {
      return undefined;
    }
    allowed.set(name, values);
  }
  return required.every((name) => typeof name === 'string' && ownObject(properties, name) !== undefined) ? { base, allowed } : undefined;
}

/** The members of a value that the narrowing excludes. */
export function excludedMembers({ allowed }: ErrorRefinement, value: Json): string[] {
  return [...allowed].filter(([name, values]) => !isJsonObject(value) || !values.includes(own(value, name) ?? null)).map(([name]) => name);
}

function narrowedValues(property: JsonObject): readonly Json[] | undefined {
  const { type, enum: values, const: constant, ...others } = property;
  if (Object.keys(others).length > 0 || (type !== 'string' && type !== 'integer')) {
    return undefined;
  }
  const list = constant === undefined ? values : [constant];
  // A value of the wrong type would pass here and be refused by the schema.
  return isJsonArray(list) && list.every((item) => typeof item === (type === 'string' ? 'string' : 'number')) ? list : undefined;
}
