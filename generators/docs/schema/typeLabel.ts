/** How a type is named on a page: words and links. */
import type { Schema } from '../../model/model.js';
import { isJsonObject } from '../../model/pointer.js';
import { resolvedShape, shapeOf } from '../../model/shape.js';

/** A piece of a type's name; `target` is the named schema it stands for. */
export interface TypePiece {
  readonly text: string;
  readonly target: Schema | undefined;
}

const known = new WeakMap<Schema, readonly TypePiece[]>();

/** `array of` [Role] `or null`: the pieces of a schema's name; the same on every call. */
export function typeLabel(schema: Schema): readonly TypePiece[] {
  let label = known.get(schema);
  if (label === undefined) {
    label = merged([...pieces(schema, 0), ...(resolvedShape(schema).nullable ? [word(' or null')] : [])]);
    known.set(schema, label);
  }
  return label;
}

/** The pieces as one text, for Markdown and for samples. */
export function typeText(schema: Schema): string {
  return typeLabel(schema).map((piece) => piece.text).join('');
}

/** True for a named schema that says no more than a string or a number would: it is shown as such, and linked. */
export function isScalar(schema: Schema): boolean {
  const { kind } = resolvedShape(schema);
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'literal';
}

/** What a schema is called where it stands as an alternative: its title, its name, its tag, or its type. */
export function variantName(schema: Schema): string {
  const shape = shapeOf(schema);
  const target = shape.kind === 'reference' ? shape.target : undefined;
  const titled = schema.title ?? target?.title ?? target?.name ?? schema.name;
  return titled ?? tagOf(schema) ?? typeText(schema);
}

/** The constant by which an object tells itself apart: `filter_name: member_ids`. */
function tagOf(schema: Schema): string | undefined {
  const shape = resolvedShape(schema);
  if (shape.kind !== 'object') return undefined;
  for (const property of shape.properties) {
    const value = resolvedShape(property.schema);
    if (value.kind === 'literal' && value.values.length === 1) return `${property.name}: ${String(value.values[0])}`;
  }
  return undefined;
}

function pieces(schema: Schema, depth: number): readonly TypePiece[] {
  const shape = shapeOf(schema);
  if (depth > 4) return [word('…')];
  switch (shape.kind) {
    case 'reference':
      return referencePieces(shape.target, depth);
    case 'any':
      return [word('any value')];
    case 'never':
      return [word('nothing')];
    case 'null':
    case 'boolean':
      return [word(shape.kind)];
    case 'number':
      return [word(shape.integer ? 'integer' : 'number'), ...format(shape.format)];
    case 'string':
      return [word('string'), ...format(shape.format)];
    case 'literal':
      return [word(literalName(shape.values))];
    case 'array':
      return [word('array of '), ...pieces(shape.items, depth + 1)];
    case 'tuple':
      return [word(`list of ${shape.items.length}`)];
    case 'object':
      return objectPieces(shape.properties.length, shape.additional, depth);
    case 'union':
      if (shape.members.length > 3) return [word(`one of ${shape.members.length} forms`)];
      return joined(shape.members, ' or ', depth);
    case 'intersection':
      return joined(shape.members, ' and ', depth);
  }
}

function referencePieces(target: Schema, depth: number): readonly TypePiece[] {
  const name: TypePiece = { text: target.name ?? target.title ?? 'object', target };
  if (!isScalar(target)) return [name];
  const shape = resolvedShape(target);
  if (shape.kind === 'literal' && shape.values.length === 1) return [word(literalName(shape.values))];
  return [...pieces(target, depth + 1), word(' '), name];
}

function objectPieces(properties: number, additional: Schema | false | undefined, depth: number): readonly TypePiece[] {
  if (properties > 0 || additional === undefined || additional === false) return [word('object')];
  return [word('map of '), ...pieces(additional, depth + 1)];
}

function joined(members: readonly Schema[], between: string, depth: number): readonly TypePiece[] {
  return members.flatMap((member, index) => [...(index === 0 ? [] : [word(between)]), ...pieces(member, depth + 1)]);
}

function literalName(values: readonly unknown[]): string {
  const kinds = [...new Set(values.map((value) => (isNumber(value) ? 'number' : typeof value === 'string' ? 'string' : isBoolean(value) ? 'boolean' : 'value')))];
  const kind = kinds.length === 1 ? (kinds[0] ?? 'value') : 'value';
  const [only] = values;
  return values.length === 1 ? shortLiteral(only, kind) : `${kind} enum`;
}

function shortLiteral(value: unknown, kind: string): string {
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${kind} constant`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function format(name: string | undefined): readonly TypePiece[] {
  return name === undefined ? [] : [word(` (${name})`)];
}

function word(text: string): TypePiece {
  return { text, target: undefined };
}

function merged(all: readonly TypePiece[]): readonly TypePiece[] {
  const result: TypePiece[] = [];
  for (const piece of all) {
    const last = result.at(-1);
    if (last !== undefined && last.target === undefined && piece.target === undefined) result[result.length - 1] = word(last.text + piece.text);
    else result.push(piece);
  }
  return result;
}

/** A JSON value in one line, as it stands in a sentence: strings in quotes only where that tells them from other kinds. */
export function literalText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (isJsonObjectOrList(value)) return JSON.stringify(value);
  return String(value);
}

function isJsonObjectOrList(value: unknown): boolean {
  return Array.isArray(value) || (typeof value === 'object' && value !== null && isJsonObject({ ...value }));
}
