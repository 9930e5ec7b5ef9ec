/** Exported declarations of types, as source text: what is laid out here need not be printed, parsed and printed again. */
import type { Schema } from '../model/model.js';
import { shapeOf } from '../model/shape.js';
import { indent, memberText, objectMembers, printDefinition } from './printType.js';
import type { ObjectMembers, TypePrinting } from './printType.js';
import { docComment, schemaDocumentation } from './tsdoc.js';

/** What stands between an interface's name and its members. */
export interface InterfaceHead {
  /** `Type extends string = string`. */
  readonly typeParameters?: readonly string[];
  readonly extends?: readonly string[];
}

/** The declaration of a schema under a name: an interface for an object, an alias for everything else. */
export function declareSchema(name: string, schema: Schema, printing: TypePrinting): string {
  const shape = shapeOf(schema);
  const documentation = printing.link === undefined ? '' : schemaDocumentation(schema, printing.link);
  if (shape.kind === 'object' && !shape.nullable) return declareInterface(name, objectMembers(shape, printing), documentation);
  return declareAlias(name, printDefinition(schema, printing), documentation);
}

/** An exported interface, with an empty line before it. */
export function declareInterface(name: string, { members, index }: ObjectMembers, documentation: string, head: InterfaceHead = {}): string {
  const { typeParameters = [], extends: bases = [] } = head;
  const parameters = typeParameters.length === 0 ? '' : `<${typeParameters.join(', ')}>`;
  const heritage = bases.length === 0 ? '' : ` extends ${bases.join(', ')}`;
  const lines = [...(index === undefined ? [] : [`[key: string]: ${index};`]), ...members.map(memberText)];
  return `\n${docComment(documentation)}export interface ${name}${parameters}${heritage} {\n${lines.map((line) => `${indent(line)}\n`).join('')}}`;
}

/** An exported type alias, with an empty line before it. */
export function declareAlias(name: string, type: string, documentation: string): string {
  return `\n${docComment(documentation)}export type ${name} =${type.startsWith('\n') ? '' : ' '}${type};`;
}
