/**
 * Validates responses against a bundled document with Ajv, independently of Prism and of the generated validators, and in
 * closed mode: a member that the description does not mention is a fault, although clients must tolerate it.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, Operation } from '../../generators/model/model.js';

/** Says what is wrong with a response; an empty list means nothing. */
export type ResponseValidator = (operation: Pick<Operation, 'method' | 'path'>, status: number, body: unknown) => readonly string[];

/** A validator for the responses of a bundled document. */
export function responseValidator(document: { readonly [key: string]: Json }): ResponseValidator {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  const names = Object.keys(at(document, 'components', 'schemas') ?? {});
  for (const name of names) {
    const schema = at(document, 'components', 'schemas', name) ?? {};
    ajv.addSchema({ ...open(schema) }, `open:${name}`);
    ajv.addSchema({ ...closed(schema) }, `closed:${name}`);
  }
  const compiled = new Map<string, ValidateFunction | undefined>();

  return ({ method, path }, status, body) => {
    const key = `${method} ${path} ${status}`;
    if (!compiled.has(key)) {
      const response = at(document, 'paths', path, method.toLowerCase(), 'responses', String(status));
      if (response === undefined) return [`${key} is not documented`];
      const schema = at(response, 'content', 'application/json', 'schema');
      compiled.set(key, schema === undefined ? undefined : ajv.compile({ ...closed(schema) }));
    }
    const validate = compiled.get(key);
    if (validate === undefined) return body === undefined ? [] : [`${key} has a body, and none is documented`];
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => `${key}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
}

type JsonObject = { readonly [key: string]: Json };

const inPlace = ['allOf', 'anyOf', 'oneOf'];
const inPlaceSingle = ['if', 'then', 'else', 'not'];
const valueMaps = ['properties', 'patternProperties', '$defs'];
const valueSingle = ['items', 'additionalProperties', 'contains', 'unevaluatedItems'];

/** A schema at a place where a value is: nothing may remain that none of its parts has spoken of. */
function closed(schema: JsonObject): JsonObject {
  const keys = Object.keys(schema);
  if (typeof schema['$ref'] === 'string' && !keys.some((key) => inPlace.includes(key) || valueMaps.includes(key))) {
    return { ...parts(schema), $ref: reference(schema['$ref'], 'closed') };
  }
  const speaksOfMembers = keys.some((key) => inPlace.includes(key) || key === 'properties' || key === 'patternProperties');
  const isOpenOnPurpose = keys.some((key) => key === 'additionalProperties' || key === 'unevaluatedProperties');
  return { ...open(schema), ...(speaksOfMembers && !isOpenOnPurpose ? { unevaluatedProperties: false } : {}) };
}

/** A schema that is one part of another: it speaks for its own members only. */
function open(schema: JsonObject): JsonObject {
  return { ...parts(schema), ...(typeof schema['$ref'] === 'string' ? { $ref: reference(schema['$ref'], 'open') } : {}) };
}

function parts(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, Json] => {
      if (inPlace.includes(key) && isList(value)) return [key, value.map((part) => (isObject(part) ? open(part) : part))];
      if (inPlaceSingle.includes(key) && isObject(value)) return [key, open(value)];
      if (key === 'prefixItems' && isList(value)) return [key, value.map((part) => (isObject(part) ? closed(part) : part))];
      if (valueSingle.includes(key) && isObject(value)) return [key, closed(value)];
      if (valueMaps.includes(key) && isObject(value)) {
        return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isObject(part) ? closed(part) : part]))];
      }
      return [key, value];
    }),
  );
}

function reference(pointer: string, variant: 'open' | 'closed'): string {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
  if (name === undefined) throw new Error(`${pointer} is no schema of the components.`);
  return `${variant}:${decodeURIComponent(name)}`;
}

function at(value: Json, ...path: readonly string[]): JsonObject | undefined {
  let current: Json | undefined = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return isObject(current) ? current : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
