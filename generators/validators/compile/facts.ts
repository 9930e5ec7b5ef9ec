/** What can be known of a schema without a value. */
import type { Json, JsonType, Schema } from '../../model/model.js';
import { inPlaceSchemas } from '../../model/walk.js';

/** JSON Schema 2020-12 §6.1.1: `1.0` is an integer. */
export function isOfType(value: Json, type: JsonType): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** The values that `enum`, `const` and `type` leave, when one of the first two is there. */
export function allowedValues({ enum: list, constant, types }: Schema): readonly Json[] | undefined {
  if (list === undefined && constant === undefined) return undefined;
  const values = list ?? (constant === undefined ? [] : [constant.value]);
  const both = list !== undefined && constant !== undefined;
  return values.filter(
    (value) =>
      (!both || JSON.stringify(value) === JSON.stringify(constant.value)) &&
      (types === undefined || types.some((type) => isOfType(value, type))),
  );
}

/** True when the check of the schema is sure to refuse an absent value. */
export const refusesAbsence = everywhere(
  ({ always, types, enum: list, constant }) => always !== undefined || types !== undefined || list !== undefined || constant !== undefined,
);

/** True when the schema is sure to refuse `null`. */
export const refusesNull = everywhere(
  (part) => part.always === false || part.types?.includes('null') === false || allowedValues(part)?.includes(null) === false,
);

/** True when the schema is sure to refuse whatever is no object. */
export const objectsOnly = everywhere(({ types }) => types?.length === 1 && types[0] === 'object');

/** True when the value, or anything said about the very same value, is marked as sensitive. */
export const isSensitive: (schema: Schema) => boolean = remembered((schema) => schema.sensitive || inPlaceSchemas(schema).some(isSensitive));

/** Whether something holds for a schema itself, for one of the schemas it extends, or for all branches of a union of it. */
function everywhere(holds: (schema: Schema) => boolean): (schema: Schema) => boolean {
  const found: (schema: Schema) => boolean = remembered(
    (schema) =>
      holds(schema) ||
      extended(schema).some(found) ||
      [schema.anyOf, schema.oneOf].some((branches) => branches?.every(found) === true),
  );
  return found;
}

/**
 * Answers for each schema once. Compositions may name the same schema again and again: asking anew each time would take time that
 * doubles with every level.
 */
function remembered(answer: (schema: Schema) => boolean): (schema: Schema) => boolean {
  const known = new WeakMap<Schema, boolean>();
  return (schema) => {
    const before = known.get(schema);
    if (before !== undefined) return before;
    const now = answer(schema);
    known.set(schema, now);
    return now;
  };
}

/** The tag of a union: the property whose value tells its branches apart. */
export interface UnionTag {
  readonly name: string;
  readonly branches: ReadonlyMap<Json, Schema>;
  /** Whether a value can only ever match the branch its tag selects. */
  readonly decisive: boolean;
}

/** Finds the property that every branch confines to values of its own; else the discriminator's. */
export function unionTag(schema: Schema, branches: readonly Schema[]): UnionTag | undefined {
  const [first] = branches;
  if (first === undefined || branches.length < 2) return undefined;
  const preferred = schema.discriminator?.propertyName;
  const names = [...(preferred === undefined ? [] : [preferred]), ...propertyNames(first)];
  for (const name of names) {
    const byTag = tagsOf(branches, name);
    if (byTag === undefined) continue;
    const decisive = branches.every((branch) => objectsOnly(branch) && requires(branch, name));
    return { name, branches: byTag, decisive };
  }
  if (preferred === undefined || schema.discriminator === undefined) return undefined;
  return { name: preferred, branches: schema.discriminator.mapping, decisive: false };
}

/** Branch by tag value; undefined when a branch has none or shares one. */
function tagsOf(branches: readonly Schema[], name: string): ReadonlyMap<Json, Schema> | undefined {
  const byTag = new Map<Json, Schema>();
  for (const branch of branches) {
    const values = fixedValues(branch, name);
    if (values === undefined || values.length === 0) return undefined;
    for (const value of values) {
      if (typeof value === 'object' || byTag.has(value)) return undefined;
      byTag.set(value, branch);
    }
  }
  return byTag;
}

/** The values a property of an object is confined to, looked up through references and `allOf`. */
function fixedValues(schema: Schema, name: string): readonly Json[] | undefined {
  for (const { properties } of extendedSchemas(schema)) {
    const property = properties?.get(name);
    const values = property && (allowedValues(property) ?? (property.ref && allowedValues(property.ref)));
    if (values !== undefined) return values;
  }
  return undefined;
}

function propertyNames(schema: Schema): ReadonlySet<string> {
  return new Set([...extendedSchemas(schema)].flatMap(({ properties }) => [...(properties?.keys() ?? [])]));
}

function requires(schema: Schema, name: string): boolean {
  return [...extendedSchemas(schema)].some(({ required }) => required?.includes(name) === true);
}

/** A schema and all that it extends, through references and `allOf`, each once. */
export function extendedSchemas(schema: Schema): ReadonlySet<Schema> {
  const found = new Set([schema]);
  // A Set hands out what is added while it is walked.
  for (const one of found) for (const part of extended(one)) found.add(part);
  return found;
}

function extended(schema: Schema): readonly Schema[] {
  return [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.allOf ?? [])];
}
