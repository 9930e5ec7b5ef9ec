/**
 * The schemas as a client's types have them. What is received admits values that were added to a list later; what is sent may be a
 * `Date` for a timestamp and a `Blob` for bytes.
 */
import { DeepFact, reachableSchemas } from '../model/walk.js';
import type { Direction } from '../model/direction.js';
import type { ApiModel, Schema } from '../model/model.js';
import { successResponses } from '../model/responses.js';
import { shapeOf } from '../model/shape.js';
import { takeFree } from '../typescript/identifiers.js';
import type { TypeScriptNames } from '../typescript/names.js';

/** One type of sdk/schemas.ts. */
export interface SchemaForm {
  readonly schema: Schema;
  readonly name: string;
  readonly direction: Direction;
}

/** The types of a client's schemas. */
export interface SchemaForms {
  /** In the document's order, what is received before what is sent. */
  readonly forms: readonly SchemaForm[];
  /** Names for printing: `schema` gives what is received, `writable` what is sent. */
  readonly names: TypeScriptNames;
}

/** Works out the forms of every named schema. */
export function schemaForms(model: ApiModel, names: TypeScriptNames): SchemaForms {
  const { sent, received } = usesOf(model);
  const convertible = leadsToConvertible.among(model.schemas);
  const taken = new Set(model.schemas.flatMap((schema) => [names.schema(schema), names.writable(schema)]));
  const forms: SchemaForm[] = [];
  const sentNames = new Map<Schema, string>();
  for (const schema of model.schemas) {
    const name = names.schema(schema);
    const isDirectional = names.writable(schema) !== name;
    const isSent = sent.has(schema);
    const needsTwo = isSent && (isDirectional || (convertible.has(schema) && received.has(schema)));
    const sentName = isDirectional ? names.writable(schema) : needsTwo ? takeFree(`${name}Input`, taken) : name;
    sentNames.set(schema, sentName);
    if (needsTwo || !isSent) forms.push({ schema, name, direction: 'read' });
    if (isSent) forms.push({ schema, name: sentName, direction: 'write' });
  }
  return { forms, names: { ...names, writable: (schema) => sentNames.get(schema) ?? names.writable(schema) } };
}

function usesOf({ operations }: ApiModel): { readonly sent: ReadonlySet<Schema>; readonly received: ReadonlySet<Schema> } {
  return {
    sent: reachableSchemas(
      operations.flatMap(({ parameters, requestBody }) => [
        ...parameters.map(({ schema }) => schema),
        ...(requestBody?.contents.map(({ schema }) => schema) ?? []),
      ]),
    ),
    received: reachableSchemas(operations.flatMap((operation) => successResponses(operation).flatMap(({ contents }) => contents.map(({ schema }) => schema)))),
  };
}

const leadsToConvertible = new DeepFact(isConvertible);

function isConvertible(schema: Schema): boolean {
  const shape = shapeOf(schema);
  return shape.kind === 'string' && (shape.format === 'date-time' || shape.format === 'binary');
}
