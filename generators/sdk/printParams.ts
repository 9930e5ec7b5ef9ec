/** The declaration of a call's params: its parameters one by one, its body by the name of its schema. */
import type { Content, Schema } from '../model/model.js';
import { resolvedShape, shapeOf } from '../model/shape.js';
import { declareAlias, declareInterface } from '../typescript/declarations.js';
import { indent, memberText, objectMembers, printContentType, printType } from '../typescript/printType.js';
import type { TypeMember, TypePrinting } from '../typescript/printType.js';
import { documentation, schemaDocumentation } from '../typescript/tsdoc.js';
import type { Imports } from './imports.js';
import type { BodyPlan } from './params.js';
import type { SdkOperation, SdkPlan } from './plan.js';
import { clientPrinting } from './printSchemas.js';

/** An interface where TypeScript can have one; an intersection where the body is no plain object. */
export function declareParams(planned: SdkOperation, plan: SdkPlan, imports: Imports): string {
  const { params, paramsType, operation } = planned;
  const printing = clientPrinting(plan, 'write', imports);
  const members = [...parameterMembers(planned, plan, printing), ...keyMembers(planned, plan)];
  const comment = `What \`${planned.value}\` takes.`;
  const { body } = params;
  if (body?.place === 'body') {
    members.push({
      name: 'body',
      type: bodyType(body.content, printing),
      optional: !body.required,
      readonly: false,
      documentation: schemaDocumentation(described(body.content.schema, operation.requestBody?.description), plan.link),
    });
  }
  if (body?.place !== 'flat' || body.empty) return declareInterface(paramsType, { members, index: undefined }, comment);

  const { schema } = body.content;
  const shape = resolvedShape(schema);
  if (shape.kind === 'object') {
    if (schema.name !== undefined || shapeOf(schema).kind === 'reference') {
      return declareInterface(paramsType, { members, index: undefined }, comment, { extends: [whole(body, printing)] });
    }
    const inline = objectMembers(shape, printing).members.map((member) => ({ ...member, optional: member.optional || !body.required }));
    return declareInterface(paramsType, { members: [...members, ...inline], index: undefined }, comment);
  }
  // Unions cannot be extended.
  const own = members.length === 0 ? [] : [objectType(members)];
  return declareAlias(paramsType, [`(${whole(body, printing)})`, ...own].join(' & '), comment);
}

function whole({ content, required }: BodyPlan, printing: TypePrinting): string {
  const type = printType(content.schema, printing);
  return required ? type : `Partial<${type}>`;
}

/** Bytes of a kind that the description does not detail may be anything that can be sent. */
function bodyType(content: Content, printing: TypePrinting): string {
  const type = printContentType(content, printing);
  return type === 'Uint8Array' ? 'Blob | Uint8Array<ArrayBuffer>' : type;
}

function parameterMembers({ params }: SdkOperation, { link, settings }: SdkPlan, printing: TypePrinting): TypeMember[] {
  return [...params.members].map(([{ required, deprecated, schema, description }, name]) => {
    const text = schemaDocumentation({ ...described(schema, description), deprecated: deprecated || schema.deprecated }, link);
    const defaulted = params.defaulted.has(name);
    return {
      name,
      type: printType(schema, printing),
      optional: !required || defaulted,
      readonly: false,
      documentation: defaulted ? `${text}\n\nThe client's \`${settings.defaults.get(name) ?? ''}\` by default.`.trim() : text,
    };
  });
}

/** Public keys that are part of a URL. */
function keyMembers({ keys }: SdkOperation, { link }: SdkPlan): TypeMember[] {
  return keys.map(({ scheme, options }) => ({
    name: scheme.parameterName ?? scheme.name,
    type: 'string',
    optional: true,
    readonly: false,
    documentation: documentation({ summary: scheme.description ?? scheme.name, remarks: [`The client's \`${options[0]?.name ?? ''}\` by default.`] }, link),
  }));
}

function objectType(members: readonly TypeMember[]): string {
  return `{\n${members.map((member) => `${indent(memberText(member))}\n`).join('')}}`;
}

function described(schema: Schema, description: string | undefined): Schema {
  return description === undefined ? schema : { ...schema, description };
}
