/** Data tables as TypeScript: one entry per line, so that a small change of the description is a small diff. */
import { objectKey, jsonLiteral } from '../typescript/literals.js';
import type { Json } from '../model/model.js';

/** Data to print; beside JSON it may hold expressions. Members that are undefined are left out. */
export type Literal = Json | Expression | readonly Literal[] | { readonly [name: string]: Literal | Later | undefined };

/** Source text that stands for itself, such as the name of an import. */
export class Expression {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A member that is a function which makes the value: an engine skims the code of what nobody asks for, which is faster than running it. */
export class Later {
  readonly value: Literal;

  constructor(value: Literal) {
    this.value = value;
  }
}

const LINE_WIDTH = 110;

/** Prints data as an expression, over several lines when it is too long for one. */
export function printLiteral(value: Literal, indent = ''): string {
  const line = onOneLine(value);
  if (line.length + indent.length <= LINE_WIDTH) return line;
  const inner = `${indent}  `;
  if (isList(value)) {
    return `[\n${value.map((item) => `${inner}${printLiteral(item, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Expression)) {
    const members = membersOf(value).map(([name, member]) => `${inner}${printMember(name, member, inner)},\n`);
    return `{\n${members.join('')}${indent}}`;
  }
  return line;
}

function printMember(name: string, member: Literal | Later, indent: string): string {
  if (!(member instanceof Later)) return `${objectKey(name)}: ${printLiteral(member, indent)}`;
  return `${objectKey(name)}: () => ${parenthesised(printLiteral(member.value, indent))}`;
}

/** An object literal behind an arrow would be read as a block. */
function parenthesised(expression: string): string {
  return expression.startsWith('{') ? `(${expression})` : expression;
}

function onOneLine(value: Literal): string {
  if (value instanceof Expression) return value.source;
  if (isList(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return jsonLiteral(value);
  const members = membersOf(value).map(([name, member]) =>
    member instanceof Later ? `${objectKey(name)}: () => ${parenthesised(onOneLine(member.value))}` : `${objectKey(name)}: ${onOneLine(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function membersOf(value: { readonly [name: string]: Literal | Later | undefined }): [string, Literal | Later][] {
  return Object.entries(value).flatMap(([name, member]): [string, Literal | Later][] => (member === undefined ? [] : [[name, member]]));
}

function isList(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}
