/** What a schema says about objects, with `allOf` and references flattened into one list of properties. */
import { derivedSchema } from './derived.js';
import type { Schema } from './model.js';
import { escapeToken } from './pointer.js';
import type { Shape, ShapeProperty } from './shapeKinds.js';
import { saysNothing } from './silence.js';

/** How the schemas of properties are read: `shapeOf`, which reads objects with what is here. */
export type ReadShape = (schema: Schema) => Shape;

/** The flattened view of an object schema. */
export interface ObjectFacet {
  readonly nullable: boolean;
  readonly properties: readonly ShapeProperty[];
  readonly additional: Schema | false | undefined;
  readonly patterns: ReadonlyMap<string, Schema>;
}

/** What one schema contributes; `required` may name members that another part describes. */
interface Contribution {
  /** Undefined where no `type` speaks of null: then an object is meant, but another part may admit it. */
  readonly nullable: boolean | undefined;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  readonly additional: Schema | false | undefined;
  readonly patterns: ReadonlyMap<string, Schema>;
}

const contributions = new WeakMap<Schema, Contribution | 'nothing' | 'other' | 'open'>();

/** The flattened object a schema describes; undefined when it describes something else or alternatives. */
export function objectFacet(schema: Schema, read: ReadShape): ObjectFacet | undefined {
  const contribution = contributionOf(schema, read);
  if (contribution === undefined || contribution === 'nothing') return undefined;
  const { nullable, required, additional, patterns } = contribution;
  const properties = [...contribution.properties].map(([name, property]) => describe(name, property, required.has(name)));
  for (const name of required) {
    if (contribution.properties.has(name) || additional === false) continue;
    // Required and never described: it must be there, as what other members must be.
    properties.push({ name, required: true, schema: additional ?? derivedSchema(schema, `required/${escapeToken(name)}`, { always: true }) });
  }
  return { nullable: nullable === true, properties, additional, patterns };
}

function describe(name: string, schema: Schema, required: boolean): ShapeProperty {
  const description = schema.description ?? schema.ref?.description;
  return { name, required, schema, ...(description === undefined ? {} : { description }) };
}

/** undefined: not (only) an object. `nothing`: no word about the kind of value. */
function contributionOf(schema: Schema, read: ReadShape): Contribution | 'nothing' | undefined {
  const known = contributions.get(schema);
  if (known !== undefined) return known === 'other' || known === 'open' ? undefined : known;
  contributions.set(schema, 'open');
  const result = readContribution(schema, read);
  contributions.set(schema, result ?? 'other');
  return result;
}

function readContribution(schema: Schema, read: ReadShape): Contribution | 'nothing' | undefined {
  if (schema.always !== undefined) return schema.always ? 'nothing' : undefined;
  if (schema.enum !== undefined || schema.constant !== undefined || isChoice(schema)) return undefined;
  const own = ownContribution(schema);
  if (own === undefined) return undefined;
  const parts = [own];
  for (const part of [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.allOf ?? [])]) {
    const contribution = contributionOf(part, read);
    if (contribution === undefined) return undefined;
    parts.push(contribution);
  }
  // The base comes first: its properties are listed before those of the schema that extends it.
  const said = [...parts.slice(1), own].filter((part) => part !== 'nothing');
  const [first, ...others] = said;
  return first === undefined ? 'nothing' : others.reduce((merged, part) => merge(merged, part, schema, read), first);
}

/** Alternatives that distinguish kinds of value; `anyOf: [{ required: [a] }, { required: [b] }]` does not. */
function isChoice({ anyOf, oneOf }: Schema): boolean {
  return [anyOf, oneOf].some((members) => members !== undefined && !members.some(saysNothing));
}

function ownContribution(schema: Schema): Contribution | 'nothing' | undefined {
  const { types, properties, patternProperties, additionalProperties, unevaluatedProperties, required, items, prefixItems } = schema;
  if (types?.some((type) => type !== 'object' && type !== 'null') === true) return undefined;
  const isObject = types?.includes('object') ?? false;
  if (!isObject) {
    if (types !== undefined || items !== undefined || prefixItems !== undefined) return undefined;
    const said = [properties, patternProperties, additionalProperties, required];
    if (said.every((keyword) => keyword === undefined)) return 'nothing';
  }
  const rest = additionalProperties ?? unevaluatedProperties;
  return {
    nullable: types?.includes('null'),
    properties: properties ?? new Map(),
    required: new Set(required),
    additional: rest?.always === false ? false : rest,
    patterns: patternProperties ?? new Map(),
  };
}

function merge(a: Contribution, b: Contribution, at: Schema, read: ReadShape): Contribution {
  const properties = new Map(a.properties);
  for (const [name, schema] of b.properties) {
    const known = properties.get(name);
    properties.set(name, known === undefined ? schema : intersect(known, schema, { at, name }, read));
  }
  return {
    nullable: a.nullable === undefined || b.nullable === undefined ? (a.nullable ?? b.nullable) : a.nullable && b.nullable,
    properties,
    required: new Set([...a.required, ...b.required]),
    // A closed part closes only itself: by the letter nothing could extend it, and extending is what `allOf` is written for.
    additional: a.additional === false || a.additional === undefined ? b.additional : a.additional,
    patterns: new Map([...a.patterns, ...b.patterns]),
  };
}

const both = new WeakSet<Schema>();

/** True for a schema made here to be two others at once. It is read as an intersection and never flattened: two recursive objects would not end. */
export function isBoth(schema: Schema): boolean {
  return both.has(schema);
}

/** The schema that is both: one of the two where it says all the other does, else their `allOf`. */
function intersect(a: Schema, b: Schema, { at, name }: { readonly at: Schema; readonly name: string }, read: ReadShape): Schema {
  if (a === b || implies(a, b, read)) return a;
  if (implies(b, a, read)) return b;
  const schema = derivedSchema(at, `both/${escapeToken(name)}`, { allOf: [a, b] });
  both.add(schema);
  return schema;
}

/** True when every value of `a` is certainly, as far as its kind goes, one of `b`. */
function implies(a: Schema, b: Schema, read: ReadShape): boolean {
  const [narrow, wide] = [resolved(a, read), resolved(b, read)];
  if (wide.kind === 'any') return true;
  if (narrow.nullable && !wide.nullable) return false;
  if (narrow.kind === 'reference') return wide.kind === 'reference' && narrow.target === wide.target;
  if (narrow.kind === 'literal') {
    if (wide.kind === 'string' || wide.kind === 'boolean') return narrow.values.every((value) => typeof value === wide.kind);
    if (wide.kind === 'number') return narrow.values.every((value) => typeof value === 'number' && (!wide.integer || Number.isInteger(value)));
    return wide.kind === 'literal' && narrow.values.every((value) => wide.values.includes(value));
  }
  if (narrow.kind === 'number') return wide.kind === 'number' && (narrow.integer || !wide.integer);
  return (narrow.kind === 'string' || narrow.kind === 'boolean') && narrow.kind === wide.kind;
}

/** The shape behind references, except where it is an object: two of those are the same only by name. */
function resolved(schema: Schema, read: ReadShape): Shape {
  let shape = read(schema);
  for (let steps = 0; shape.kind === 'reference' && steps < 32; steps += 1) {
    const next = read(shape.target);
    if (next.kind === 'object' || next.kind === 'union' || next.kind === 'intersection') break;
    shape = next;
  }
  return shape;
}
