/** Exported declarations of types, as ts-morph structures. */
import { StructureKind } from './tsMorph.js';
import type { InterfaceDeclarationStructure, OptionalKind, PropertySignatureStructure } from 'ts-morph';
import type { Schema } from '../model/model.js';
import { shapeOf } from '../model/shape.js';
import { propertyKey } from './literals.js';
import { objectMembers, printDefinition } from './printType.js';
import type { ObjectMembers, TypeMember, TypePrinting } from './printType.js';
import { docComment, schemaDocumentation } from './tsdoc.js';

/** An exported interface, as a structure, or type alias, as source text: ts-morph cannot lay out a long union. */
export type TypeDeclaration = InterfaceDeclarationStructure | string;

/** The declaration of a schema under a name: an interface for an object, an alias for everything else. */
export function declareSchema(name: string, schema: Schema, printing: TypePrinting): TypeDeclaration {
  const shape = shapeOf(schema);
  const documentation = printing.link === undefined ? '' : schemaDocumentation(schema, printing.link);
  if (shape.kind === 'object' && !shape.nullable) return declareInterface(name, objectMembers(shape, printing), documentation);
  return declareAlias(name, printDefinition(schema, printing), documentation);
}

/** An exported interface. */
export function declareInterface(name: string, { members, index }: ObjectMembers, documentation: string): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    name,
    isExported: true,
    ...comment(documentation),
    properties: members.map(propertySignature),
    indexSignatures: index === undefined ? [] : [{ keyName: 'key', keyType: 'string', returnType: index }],
  };
}

/** An exported type alias, with an empty line before it as an interface has. */
export function declareAlias(name: string, type: string, documentation: string): string {
  return `\n${docComment(documentation)}export type ${name} =${type.startsWith('\n') ? '' : ' '}${type};`;
}

/** The member of an interface. */
export function propertySignature({ name, type, optional, readonly, documentation }: TypeMember): OptionalKind<PropertySignatureStructure> {
  return { name: propertyKey(name), type, hasQuestionToken: optional, isReadonly: readonly, ...comment(documentation) };
}

function comment(documentation: string): { docs?: string[] } {
  // A line break at the start makes ts-morph print the long form; without one it decides by the number of lines.
  return documentation === '' ? {} : { docs: [documentation] };
}
