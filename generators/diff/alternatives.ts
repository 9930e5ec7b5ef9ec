/** Which alternative of an old union is which of the new one. */
import type { Schema } from '../model/model.js';
import { type Shape, resolvedShape, shapeOf } from '../model/shape.js';

/** How the members of two unions go together. */
export interface Matching {
  readonly pairs: readonly (readonly [Schema, Schema])[];
  readonly removed: readonly Schema[];
  readonly added: readonly Schema[];
}

/**
 * Matches the members of two unions: by the name of what they refer to, by the constants that tell objects apart, by the kind of
 * value. An object of no mark in common with another stays alone: it is a new alternative, not a changed one.
 */
export function matchAlternatives(before: readonly Schema[], after: readonly Schema[]): Matching {
  const pairs: (readonly [Schema, Schema])[] = [];
  let [removed, added] = [before, after];
  for (const markOf of [nameOf, tagsOf, formOf, kindOf]) {
    const waiting = new Map<string, Schema[]>();
    for (const schema of added) {
      const mark = markOf(schema);
      if (mark === undefined) continue;
      const known = waiting.get(mark);
      if (known === undefined) waiting.set(mark, [schema]);
      else known.push(schema);
    }
    const matched = new Set<Schema>();
    for (const schema of removed) {
      const partner = waiting.get(markOf(schema) ?? '')?.shift();
      if (partner === undefined) continue;
      pairs.push([schema, partner]);
      matched.add(schema).add(partner);
    }
    [removed, added] = [removed.filter((schema) => !matched.has(schema)), added.filter((schema) => !matched.has(schema))];
  }
  return { pairs, removed, added };
}

/** What a reader would call a kind of value: `string`, `integer`, `list of Robot`, `Robot`. */
export function kindText(schema: Schema): string {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'reference':
      return shape.target.name ?? 'object';
    case 'any':
      return 'any value';
    case 'never':
      return 'no value';
    case 'number':
      return shape.integer ? 'integer' : 'number';
    case 'literal':
      return shape.values.length === 1 ? `the constant ${JSON.stringify(shape.values[0])}` : 'an enum';
    case 'array':
      return `list of ${kindText(shape.items)}`;
    case 'tuple':
      return 'list of fixed length';
    case 'union':
      return `one of ${shape.members.length} alternatives`;
    case 'intersection':
      return `all of ${shape.members.length} schemas`;
    case 'object': {
      const tags = tagsOf(schema);
      return schema.name ?? (tags === undefined ? 'object' : `object with ${tags}`);
    }
    case 'null':
    case 'boolean':
    case 'string':
      return shape.kind;
  }
}

function nameOf(schema: Schema): string | undefined {
  const shape = shapeOf(schema);
  return shape.kind === 'reference' ? (shape.target.name ?? shape.target.pointer) : schema.name;
}

/** `type: "cat"`: the members of an object that can have one value only. */
function tagsOf(schema: Schema): string | undefined {
  const shape = resolvedShape(schema);
  if (shape.kind !== 'object') return undefined;
  const tags = shape.properties.flatMap(({ name, schema: property }) => {
    const { kind, ...rest } = resolvedShape(property);
    return kind === 'literal' && 'values' in rest && rest.values.length === 1 ? [`${name}: ${JSON.stringify(rest.values[0])}`] : [];
  });
  return tags.length === 0 ? undefined : tags.sort().join(', ');
}

/** Kind and format of a scalar. */
function formOf(schema: Schema): string | undefined {
  const shape = resolvedShape(schema);
  if (!isScalar(shape)) return undefined;
  return `${shape.kind} ${'format' in shape ? (shape.format ?? '') : ''}`;
}

/** The kind alone, of everything that is no object; an enum is of the kind of its values. */
function kindOf(schema: Schema): string | undefined {
  const shape = resolvedShape(schema);
  if (shape.kind === 'literal') return typeof shape.values[0];
  return shape.kind === 'object' ? (shapeOf(schema).kind === 'reference' || tagsOf(schema) !== undefined ? undefined : 'object') : shape.kind;
}

function isScalar({ kind }: Shape): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'literal';
}
