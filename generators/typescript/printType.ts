/** Schemas as TypeScript type expressions. */
import type { Content, Json, Schema } from '../model/model.js';
import { isJsonMediaType } from '../model/responses.js';
import { resolvedShape, shapeOf } from '../model/shape.js';
import type { Shape, ShapeProperty } from '../model/shape.js';
import type { Direction } from '../model/direction.js';
import { isIdKind, withoutPlainText } from './ids.js';
import { jsonLiteral, propertyKey, stringLiteral } from './literals.js';
import type { TypeScriptNames } from './names.js';
import { docComment, schemaDocumentation } from './tsdoc.js';
import type { LinkPrinter } from './tsdoc.js';

/** How types are printed in one place. */
export interface TypePrinting {
  readonly names: TypeScriptNames;
  /** What stands before the name of a schema: `types.` where types/ is imported as a namespace. */
  readonly namespace?: string;
  /**
   * `write` for what a client sends: read-only members are left out. `read`, the default, for what it gets: write-only
   * members are left out.
   */
  readonly direction?: Direction;
  /** Set to print comments on the members of inline objects. */
  readonly link?: LinkPrinter;
  /**
   * Set for the types of a client, which are more generous than the wire: lists of strings admit values that are not listed, and what
   * is sent may be a `Date` for a timestamp and a `Blob` for bytes. Called where a type mentions `Unlisted`.
   */
  readonly generous?: { readonly unlisted: () => string };
}

/** Longest line a union or an object keeps to itself. */
const lineWidth = 110;

/** The type of a schema; a named one by its name. */
export function printType(schema: Schema, printing: TypePrinting): string {
  return schema.name === undefined ? printDefinition(schema, printing) : reference(schema, printing);
}

/** The type of a schema written out, though it may have a name: the right side of its declaration. */
export function printDefinition(schema: Schema, printing: TypePrinting): string {
  const shape = shapeOf(schema);
  const text = printKind(shape, printing);
  if (!shape.nullable || shape.kind === 'null' || shape.kind === 'any') return text;
  return joinTypes([shape.kind === 'intersection' ? `(${text})` : text, 'null'], ' | ');
}

/**
 * The type of a body as the program holds it: JSON by its schema, text as a string, anything else as bytes unless its schema
 * says more (forms, XML read elsewhere).
 */
export function printContentType(content: Content, printing: TypePrinting): string {
  if (content.schema.always !== true || isJsonMediaType(content.mediaType)) return printType(content.schema, printing);
  return content.mediaType.startsWith('text/') ? 'string' : 'Uint8Array';
}

function printKind(shape: Shape, printing: TypePrinting): string {
  switch (shape.kind) {
    case 'any':
      return 'unknown';
    case 'never':
    case 'null':
    case 'boolean':
    case 'number':
      return shape.kind;
    case 'string':
      return printString(shape, printing);
    case 'literal':
      return joinTypes([...shape.values.map(printLiteral), ...unlistedValues(shape.values, printing)], ' | ');
    case 'array':
      return printArray(shape.items, printing);
    case 'tuple':
      return printTuple(shape, printing);
    case 'object':
      return printObject(shape, printing);
    case 'union':
      return printUnion(shape, printing);
    case 'intersection':
      return joinTypes(shape.members.map((member) => grouped(printType(member, printing), shapeOf(member))), ' & ');
    case 'reference':
      return reference(shape.target, printing);
  }
}

function printString({ schema, format }: Shape & { kind: 'string' }, { names, generous, direction }: TypePrinting): string {
  const sent = generous !== undefined && direction === 'write';
  if (format === 'binary') return sent ? 'Blob | Uint8Array<ArrayBuffer>' : 'Uint8Array';
  if (format === 'date-time' && sent) return 'string | Date';
  return isIdKind(schema) ? `IdOf<${stringLiteral(names.schema(schema))}>` : 'string';
}

/** What stands for values that were added later. A single value is no list: it tells the branches of a union apart. */
function unlistedValues(values: readonly Json[], { generous }: TypePrinting): readonly string[] {
  if (generous === undefined || !isOpenList(values)) return [];
  return typeof values[0] === 'string' ? [generous.unlisted()] : ['(number & {})'];
}

/** True for a list of strings, or of numbers, that may grow. */
export function isOpenList(values: readonly Json[]): boolean {
  return values.length > 1 && ['string', 'number'].some((type) => values.every((value) => typeof value === type));
}

/** Numbers JSON cannot hold were written by accident; the type stays a number. */
function printLiteral(value: Json): string {
  return typeof value === 'number' && !Number.isFinite(value) ? 'number' : jsonLiteral(value);
}

function reference(target: Schema, { names, namespace = '', direction = 'read' }: TypePrinting): string {
  return namespace + (direction === 'write' ? names.writable(target) : names.schema(target));
}

function printArray(items: Schema, printing: TypePrinting): string {
  const text = printType(items, printing);
  return isAtomic(text, items) ? `${text}[]` : `(${text})[]`;
}

function printTuple(shape: Shape & { kind: 'tuple' }, printing: TypePrinting): string {
  const least = shape.schema.minItems ?? 0;
  const items = shape.items.map((item, index) => {
    const text = printType(item, printing);
    return index < least ? text : isAtomic(text, item) ? `${text}?` : `(${text})?`;
  });
  if (shape.rest !== undefined) items.push(`...${printArray(shape.rest, printing)}`);
  return `[${items.join(', ')}]`;
}

/** True for a type that may stand before `[]` as it is. */
function isAtomic(text: string, schema: Schema): boolean {
  if (/^[\w$.\p{L}\p{N}]+(\[\])*$/u.test(text)) return true;
  const { kind, nullable } = shapeOf(schema);
  return !nullable && (kind === 'object' || kind === 'tuple');
}

function grouped(text: string, { kind, nullable }: Shape): string {
  const isSeveral = kind === 'union' || kind === 'literal' || kind === 'intersection' || (kind === 'string' && text.includes(' | '));
  return nullable || isSeveral ? `(${text})` : text;
}

/* ---------------------------------------------------------------- objects */

/** One member of an object type. */
export interface TypeMember {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  /** The inside of its comment. */
  readonly documentation: string;
}

/** The members of an object type, and the type of an index signature where it needs one. */
export interface ObjectMembers {
  readonly members: readonly TypeMember[];
  readonly index: string | undefined;
}

/** A member as it stands in an interface or a type literal, its comment before it. */
export function memberText({ name, type, optional, readonly, documentation }: TypeMember): string {
  return `${docComment(documentation)}${readonly ? 'readonly ' : ''}${propertyKey(name)}${optional ? '?' : ''}: ${type};`;
}

/** What an object shape becomes, in one direction. */
export function objectMembers(shape: Shape & { kind: 'object' }, printing: TypePrinting): ObjectMembers {
  const properties = shape.properties.filter(({ schema }) => isVisible(schema, printing.direction ?? 'read'));
  const members = properties.map((property) => printMember(property, printing));
  return { members, index: indexType(shape, members, printing) };
}

function printMember({ name, required, schema }: ShapeProperty, printing: TypePrinting): TypeMember {
  return {
    name,
    type: printType(schema, printing),
    optional: !required,
    readonly: isReadOnly(schema),
    documentation: printing.link === undefined ? '' : schemaDocumentation(schema, printing.link),
  };
}

function isVisible(schema: Schema, direction: Direction): boolean {
  return direction === 'write' ? !isReadOnly(schema) : !(schema.writeOnly || (schema.ref?.writeOnly ?? false));
}

function isReadOnly(schema: Schema): boolean {
  return schema.readOnly || (schema.ref?.readOnly ?? false);
}

/**
 * What members without a property of their own hold. TypeScript wants every property to fit the index signature, so the
 * properties' types join it; `unknown` takes them all.
 */
function indexType(shape: Shape & { kind: 'object' }, members: readonly TypeMember[], printing: TypePrinting): string | undefined {
  const { additional, patterns } = shape;
  const others = [...(additional === undefined || additional === false ? [] : [additional]), ...patterns.values()];
  if (others.length === 0) {
    if (members.length > 0 || shape.properties.length > 0) return undefined;
    return additional === false ? 'never' : 'unknown';
  }
  // Where more than the patterns is allowed, nothing can be said of the rest.
  if (patterns.size > 0 && additional === undefined) return 'unknown';
  const types = [...others.map((schema) => printType(schema, printing)), ...members.map(({ type }) => type)];
  if (types.includes('unknown')) return 'unknown';
  if (members.some(({ optional }) => optional)) types.push('undefined');
  return joinTypes(types, ' | ');
}

function printObject(shape: Shape & { kind: 'object' }, printing: TypePrinting): string {
  const { members, index } = objectMembers(shape, printing);
  const lines = members.map(memberText);
  if (index !== undefined) lines.push(`[key: string]: ${index};`);
  if (lines.length === 0) return '{}';
  const short = `{ ${lines.join(' ').replace(/;$/, '')} }`;
  return short.length <= lineWidth && !short.includes('\n') ? short : `{\n${lines.map(indent).join('\n')}\n}`;
}

/* ----------------------------------------------------------------- unions */

function printUnion(shape: Shape & { kind: 'union' }, printing: TypePrinting): string {
  const members = withoutPlainText(shape.members).map((member) => {
    const text = grouped(printType(member, printing), { ...shapeOf(member), nullable: false });
    const tags = shape.discriminator === undefined ? [] : missingTags(member, shape.discriminator);
    if (shape.discriminator === undefined || tags.length === 0) return text;
    return `({ ${propertyKey(shape.discriminator.propertyName)}: ${tags.map(stringLiteral).join(' | ')} } & ${text})`;
  });
  return joinTypes(members, ' | ');
}

/** The tags that lead to a branch whose own type does not say so: without them a union could not be narrowed by its tag. */
function missingTags(member: Schema, discriminator: NonNullable<(Shape & { kind: 'union' })['discriminator']>): readonly string[] {
  const tags = [...discriminator.mapping].filter(([, branch]) => branch === member).map(([tag]) => tag);
  const branch = resolvedShape(member);
  if (branch.kind !== 'object') return [];
  const property = branch.properties.find(({ name }) => name === discriminator.propertyName);
  if (property === undefined) return tags;
  const tag = resolvedShape(property.schema);
  if (tag.kind === 'string') return tags;
  if (tag.kind !== 'literal' || tag.values.length === 1) return [];
  return tags.filter((value) => tag.values.includes(value));
}

/** Joins types, each once; on lines of their own where one line would be too long. */
export function joinTypes(types: readonly string[], operator: ' | ' | ' & '): string {
  // A long union among the members begins with a bar of its own.
  const distinct = [...new Set(types.map((type) => type.replace(/^\n\s*\| /, '')))];
  if (operator === ' | ' && distinct.includes('unknown')) return 'unknown';
  const line = distinct.join(operator);
  if (distinct.length === 1) return types[0] ?? line;
  if (line.length <= lineWidth && !line.includes('\n')) return line;
  // Objects among a few types read better with their braces on the operator's line.
  if (distinct.length <= 3 && line.includes('\n')) return line;
  return distinct.map((type) => `\n  ${operator.trim()} ${indent(type).trimStart()}`).join('');
}

/** Two more spaces before every line. Comments and types hold no line break that means anything. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
