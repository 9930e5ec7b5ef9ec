/**
 * The reading view of a schema: what kind of value it describes, with `allOf` of objects flattened and `null` as a flag.
 * Made for printing types and tables; whoever checks values reads the {@link Schema} itself, for a shape is coarser.
 */
import type { Json, JsonType, Schema } from './model.js';
import { isJsonObject, isJsonArray } from './pointer.js';
import { derivedSchema, schemaOfTypes } from './derived.js';
import { isBoth, objectFacet } from './objectFacet.js';
import type { Shape, ShapeKind } from './shapeKinds.js';
import { saysNothing } from './silence.js';

export type { Shape, ShapeKind, ShapeProperty } from './shapeKinds.js';

const shapes = new WeakMap<Schema, Shape>();
const any: ShapeKind = { kind: 'any' };

/** The shape of a schema; the same object on every call. */
export function shapeOf(schema: Schema): Shape {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    shape = readShape(schema);
    shapes.set(schema, shape);
  }
  return shape;
}

/** The shape behind any number of references; `nullable` when any schema on the way admits `null`. */
export function resolvedShape(schema: Schema): Shape {
  let shape = shapeOf(schema);
  let nullable = shape.nullable;
  const seen = new Set<Schema>();
  while (shape.kind === 'reference' && !seen.has(shape.target)) {
    seen.add(shape.target);
    shape = shapeOf(shape.target);
    nullable ||= shape.nullable;
  }
  return nullable === shape.nullable ? shape : { ...shape, nullable };
}

function readShape(schema: Schema): Shape {
  const of = (kind: ShapeKind, nullable = false): Shape => ({ schema, nullable, ...kind });
  if (schema.always !== undefined) return of(schema.always ? any : { kind: 'never' });
  if (schema.not?.always === true) return of({ kind: 'never' });
  const literal = literalsOf(schema);
  if (literal !== undefined) return literalShape(schema, literal);
  if (schema.ref !== undefined && !restricts(schema)) return of({ kind: 'reference', target: schema.ref });

  if (isBoth(schema)) return intersectionShape(schema, schema.allOf ?? []);
  const parts = partsOf(schema);
  const [only, ...others] = parts;
  if (only === undefined) return of(any);
  if (others.length === 0) {
    if (only.keyword === 'own') return ownShape(schema);
    if (only.keyword === 'union') return unionShape(schema, only.members);
    const inner = shapeOf(only.schema);
    return { ...inner, schema };
  }
  const facet = objectFacet(schema, shapeOf);
  if (facet !== undefined) {
    const { properties, additional, patterns } = facet;
    return of({ kind: 'object', properties, additional, patterns }, facet.nullable);
  }
  return intersectionShape(schema, parts.map((part) => part.schema));
}

/* --------------------------------------------------------------- literals */

/** The values `enum` and `const` leave, less those of another type; undefined when neither is there. */
function literalsOf({ enum: list, constant, types }: Schema): readonly Json[] | undefined {
  if (list === undefined && constant === undefined) return undefined;
  const values = constant === undefined ? (list ?? []) : [constant.value];
  return types === undefined ? values : values.filter((value) => types.some((type) => isOfType(value, type)));
}

function literalShape(schema: Schema, all: readonly Json[]): Shape {
  const values = all.filter((value) => value !== null);
  const nullable = values.length < all.length;
  if (values.length > 0) return { schema, nullable, kind: 'literal', values };
  return { schema, nullable, kind: nullable ? 'null' : 'never' };
}

/** JSON Schema 2020-12 §6.1.1: `1.0` is an integer. */
function isOfType(value: Json, type: JsonType): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return isJsonArray(value);
  if (type === 'object') return isJsonObject(value);
  return typeof value === type;
}

/* ------------------------------------------------------------ composition */

type Part =
  | { readonly keyword: 'own' | 'ref' | 'allOf'; readonly schema: Schema }
  | { readonly keyword: 'union'; readonly schema: Schema; readonly members: readonly Schema[] };

/** True when a schema beside its `$ref` or `allOf` says something about the kind of value. */
function restricts(schema: Schema): boolean {
  return hasOwnPart(schema) || schema.allOf !== undefined || schema.anyOf !== undefined || schema.oneOf !== undefined;
}

function hasOwnPart({ types, properties, patternProperties, additionalProperties, items, prefixItems, required }: Schema): boolean {
  return [types, properties, patternProperties, additionalProperties, items, prefixItems, required].some((keyword) => keyword !== undefined);
}

/** What a value must all satisfy, without what says nothing about its kind. */
function partsOf(schema: Schema): readonly Part[] {
  const parts: Part[] = [];
  if (schema.ref !== undefined) parts.push({ keyword: 'ref', schema: derivedSchema(schema, 'ref', { ref: schema.ref }) });
  for (const part of schema.allOf ?? []) if (!saysNothing(part) || part.required !== undefined) parts.push({ keyword: 'allOf', schema: part });
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const members = schema[keyword];
    // Alternatives that only say which members are required leave the kind of value open.
    if (members === undefined || members.some(saysNothing)) continue;
    const { discriminator } = schema;
    const union = derivedSchema(schema, keyword, { [keyword]: members, ...(discriminator === undefined ? {} : { discriminator }) });
    parts.push({ keyword: 'union', schema: union, members });
  }
  const typeOnly = onlyTypes(schema);
  // `type: object` beside alternatives or parts that are objects adds nothing; `type: [object, null]` neither.
  if (hasOwnPart(schema) && !(typeOnly && parts.length > 0)) {
    const { allOf, anyOf, oneOf, ref, discriminator, ...own } = schema;
    parts.push({ keyword: 'own', schema: parts.length === 0 ? schema : derivedSchema(schema, 'own', own) });
  }
  return parts;
}

function onlyTypes({ properties, patternProperties, additionalProperties, items, prefixItems, required }: Schema): boolean {
  return [properties, patternProperties, additionalProperties, items, prefixItems, required].every((keyword) => keyword === undefined);
}

/** A union without its `null` members; of one remaining member, that member's own shape. */
function unionShape(schema: Schema, all: readonly Schema[]): Shape {
  const members: Schema[] = [];
  let nullable = false;
  for (const member of all) {
    const { kind } = shapeOf(member);
    if (kind === 'null') nullable = true;
    else if (kind !== 'never' && !members.some((known) => sameReference(known, member))) members.push(member);
  }
  const [only] = members;
  if (only === undefined) return { schema, nullable, kind: nullable ? 'null' : 'never' };
  if (members.length === 1) {
    const inner = shapeOf(only);
    return { ...inner, schema, nullable: nullable || inner.nullable };
  }
  const { discriminator } = schema;
  return { schema, nullable, kind: 'union', members, ...(discriminator === undefined ? {} : { discriminator }) };
}

function sameReference(a: Schema, b: Schema): boolean {
  const [first, second] = [shapeOf(a), shapeOf(b)];
  return first.kind === 'reference' && second.kind === 'reference' && first.target === second.target;
}

function intersectionShape(schema: Schema, members: readonly Schema[]): Shape {
  const shaped = members.filter((member) => shapeOf(member).kind !== 'any');
  const [only] = shaped;
  if (only === undefined) return { schema, nullable: false, ...any };
  if (shaped.length === 1) return { ...shapeOf(only), schema };
  return { schema, nullable: shaped.every((member) => shapeOf(member).nullable), kind: 'intersection', members: shaped };
}

/* ------------------------------------------------------------ own keywords */

/** The shape of `type` and the keywords that go with one; without `type`, the keywords tell. */
function ownShape(schema: Schema): Shape {
  const types = schema.types ?? impliedTypes(schema);
  const nullable = types.includes('null');
  const kinds = types.filter((type) => type !== 'null' && !(type === 'integer' && types.includes('number')));
  const [only] = kinds;
  if (only === undefined) return { schema, nullable, ...(nullable ? { kind: 'null' } : any) };
  if (kinds.length === 1) return { schema, nullable, ...kindOfType(schema, only) };
  if (kinds.length === 6 || (kinds.length === 5 && types.includes('number'))) return { schema, nullable, ...any };
  return { schema, nullable, kind: 'union', members: kinds.map((type) => schemaOfTypes(schema, type)) };
}

function impliedTypes({ properties, patternProperties, additionalProperties, items, prefixItems }: Schema): readonly JsonType[] {
  if (properties !== undefined || patternProperties !== undefined || additionalProperties !== undefined) return ['object'];
  return items !== undefined || prefixItems !== undefined ? ['array'] : [];
}

function kindOfType(schema: Schema, type: JsonType): ShapeKind {
  const format = schema.format === undefined ? {} : { format: schema.format };
  switch (type) {
    case 'null':
    case 'boolean':
      return { kind: type };
    case 'integer':
    case 'number':
      return { kind: 'number', integer: type === 'integer', ...format };
    case 'string':
      return { kind: 'string', ...format };
    case 'array':
      return arrayKind(schema);
    case 'object':
      return objectKind(schema);
  }
}

function arrayKind(schema: Schema): ShapeKind {
  const { prefixItems, items } = schema;
  if (prefixItems === undefined) return { kind: 'array', items: items ?? derivedSchema(schema, 'items', { always: true }) };
  const closed = items?.always === false || schema.unevaluatedItems?.always === false || (schema.maxItems ?? Infinity) <= prefixItems.length;
  return { kind: 'tuple', items: prefixItems, rest: closed ? undefined : (items ?? derivedSchema(schema, 'rest', { always: true })) };
}

function objectKind(schema: Schema): ShapeKind {
  const facet = objectFacet(schema, shapeOf);
  if (facet === undefined) return { kind: 'object', properties: [], additional: undefined, patterns: new Map() };
  return { kind: 'object', properties: facet.properties, additional: facet.additional, patterns: facet.patterns };
}
