/** The declaration of a call's params: made of the types in types/, never repeating them. */
import { StructureKind } from 'ts-morph';
import type { InterfaceDeclarationStructure, TypeAliasDeclarationStructure } from 'ts-morph';
import { resolvedShape } from '../model/shape.js';
import { propertySignature } from '../typescript/declarations.js';
import { stringLiteral } from '../typescript/literals.js';
import { printType } from '../typescript/printType.js';
import type { TypeMember } from '../typescript/printType.js';
import { documentation, schemaDocumentation } from '../typescript/tsdoc.js';
import type { Parameter, Schema } from '../model/model.js';
import type { Imports } from './imports.js';
import type { SdkOperation, SdkPlan } from './plan.js';

/** An interface that joins the parts where TypeScript can; an intersection where the body is no plain object. */
export function declareParams(planned: SdkOperation, plan: SdkPlan, imports: Imports): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
  const { prefix, params, paramsType, operation } = planned;
  const members: TypeMember[] = [];
  const part = (suffix: string, replaced: readonly string[]): string => {
    const name = imports.type(prefix + suffix, '../types/operations.js');
    return replaced.length === 0 ? name : `Omit<${name}, ${replaced.map(stringLiteral).join(' | ')}>`;
  };
  const parameters = (suffix: string, list: readonly Parameter[]): string[] => {
    if (list.length === 0) return [];
    const replaced = list.filter(({ name }) => params.dates.has(name) || params.defaulted.has(name));
    for (const { name, required, schema, description } of replaced) {
      const defaulted = params.defaulted.has(name);
      const about = described(schema, description);
      const text = schemaDocumentation(about, plan.link);
      members.push({
        name,
        type: memberType(schema, params.dates.has(name), plan, imports),
        optional: !required || defaulted,
        readonly: false,
        documentation: defaulted ? `${text}\n\nThe client's \`${plan.settings.defaults.get(name) ?? ''}\` by default.`.trim() : text,
      });
    }
    return [part(suffix, replaced.map(({ name }) => name))];
  };
  const parts = [...parameters('Path', params.path), ...parameters('Query', params.query), ...parameters('Headers', params.headers)];
  for (const { scheme, options } of planned.keys) {
    const about = documentation({ summary: scheme.description ?? scheme.name, remarks: [`The client's \`${options[0]?.name ?? ''}\` by default.`] }, plan.link);
    members.push({ name: scheme.parameterName ?? scheme.name, type: 'string', optional: true, readonly: false, documentation: about });
  }
  const { body } = params;
  const shape = body && resolvedShape(body.content.schema);
  if (body?.place === 'body') {
    members.push({
      name: 'body',
      type: imports.type(`${prefix}Body`, '../types/operations.js'),
      optional: !body.required,
      readonly: false,
      documentation: schemaDocumentation(described(body.content.schema, operation.requestBody?.description), plan.link),
    });
  } else if (body && !body.empty) {
    const dated = shape?.kind === 'object' ? shape.properties.filter(({ name, schema }) => body.dates.has(name) && !schema.readOnly) : [];
    for (const { name, required, schema } of dated) {
      members.push({ name, type: memberType(schema, true, plan, imports), optional: !required, readonly: false, documentation: schemaDocumentation(schema, plan.link) });
    }
    const whole = part('Body', dated.map(({ name }) => name));
    parts.push(body.required ? whole : `Partial<${whole}>`);
  }
  const docs = [`What {@link ${planned.value}} takes.`];
  if (shape?.kind === 'object' || body === undefined || body.place === 'body') {
    return { kind: StructureKind.Interface, name: paramsType, isExported: true, docs, extends: parts, properties: members.map(propertySignature) };
  }
  // Unions cannot be extended. Their Date members stay strings.
  const own = members.length === 0 ? [] : [`{ ${members.map(({ name, type, optional }) => `${stringLiteral(name)}${optional ? '?' : ''}: ${type}`).join('; ')} }`];
  return { kind: StructureKind.TypeAlias, name: paramsType, isExported: true, docs, type: [...parts, ...own].join(' & ') };
}

function described(schema: Schema, description: string | undefined): Schema {
  return description === undefined ? schema : { ...schema, description };
}

function memberType(schema: Schema, date: boolean, { names }: SdkPlan, imports: Imports): string {
  const type = printType(schema, {
    direction: 'write',
    names: {
      ...names,
      schema: (named) => imports.type(names.schema(named), '../types/schemas.js'),
      writable: (named) => imports.type(names.writable(named), '../types/schemas.js'),
    },
  });
  return date ? `${type} | Date` : type;
}
