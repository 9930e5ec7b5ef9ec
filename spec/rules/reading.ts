/** Walking a bundled document of any shape: what is not what it should be is passed over, never tripped over. */
import type { Json } from '../../generators/model/model.js';
import { isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../../generators/model/pointer.js';
import type { BundledDocument, DocumentPath } from './rule.js';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** An operation and where it is. */
export interface FoundOperation {
  readonly operation: JsonObject;
  readonly path: DocumentPath;
  /** The operationId, or method and path where there is none. */
  readonly name: string;
  readonly pathItem: JsonObject;
}

/** A schema and where it is. */
export interface FoundSchema {
  readonly schema: JsonObject;
  readonly path: DocumentPath;
  /** The name under which the schema is a property of an object, or a parameter; none for the others. */
  readonly property: string | undefined;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The object at a place, or an empty one. */
export function objectAt(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let current = value;
  for (const key of keys) {
    current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return isJsonObject(current) ? current : {};
}

/** The list in a member, or an empty one. */
export function listAt(value: Json | undefined, key: string): readonly Json[] {
  const list = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonArray(list) ? list : [];
}

/** The text in a member, if it is one. */
export function textAt(value: Json | undefined, key: string): string | undefined {
  const text = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** Every operation under `paths`. */
export function* operationsOf(document: BundledDocument): Generator<FoundOperation> {
  for (const [path, item] of Object.entries(objectAt(document, 'paths'))) {
    for (const method of methods) {
      const operation = isJsonObject(item) && Object.hasOwn(item, method) ? item[method] : undefined;
      if (isJsonObject(operation) && isJsonObject(item)) {
        yield { operation, path: ['paths', path, method], name: textAt(operation, 'operationId') ?? `${method.toUpperCase()} ${path}`, pathItem: item };
      }
    }
  }
}

/** The parameters of an operation, those of its Path Item included, references followed. */
export function* parametersOf(document: BundledDocument, { operation, pathItem, path }: FoundOperation): Generator<{ parameter: JsonObject; path: DocumentPath }> {
  for (const [owner, ownerPath] of [[pathItem, path.slice(0, -1)], [operation, path]] as const) {
    for (const [index, parameter] of listAt(owner, 'parameters').entries()) {
      const found = followed(document, parameter, [...ownerPath, 'parameters', index]);
      if (found !== undefined) {
        yield { parameter: found.value, path: found.path };
      }
    }
  }
}

/** The object itself, or the one its `$ref` leads to; nothing when that is not there. */
export function followed(document: BundledDocument, value: Json | undefined, path: DocumentPath): { value: JsonObject; path: DocumentPath } | undefined {
  let current = value;
  let place = path;
  for (let steps = 0; steps < 50; steps += 1) {
    const reference = textAt(current, '$ref');
    if (reference === undefined) {
      return isJsonObject(current) ? { value: current, path: place } : undefined;
    }
    const pointer = pointerOfFragment(reference);
    current = pointer === undefined ? undefined : valueAt(document, pointer);
    place = pathOf(pointer ?? '');
  }
  return undefined;
}

/** Path of a pointer. Indices stay texts, which is what the pointers made of them need. */
function pathOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const single = ['items', 'contains', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames', 'not', 'if', 'then', 'else'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];

/** A schema and every schema written inside it; references are not followed. */
export function* schemasWithin(schema: Json | undefined, path: DocumentPath, property?: string): Generator<FoundSchema> {
  if (!isJsonObject(schema)) {
    return;
  }
  yield { schema, path, property };
  for (const keyword of single) {
    yield* schemasWithin(objectMember(schema, keyword), [...path, keyword]);
  }
  for (const keyword of lists) {
    for (const [index, child] of listAt(schema, keyword).entries()) {
      yield* schemasWithin(child, [...path, keyword, index]);
    }
  }
  for (const keyword of maps) {
    for (const [name, child] of Object.entries(objectAt(schema, keyword))) {
      yield* schemasWithin(child, [...path, keyword, name], keyword === 'properties' ? name : undefined);
    }
  }
}

function objectMember(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Every schema of the document once: components, parameters, bodies, responses and headers. Responses made from `x-errors` are passed over. */
export function* schemasOf(document: BundledDocument): Generator<FoundSchema> {
  const components = objectAt(document, 'components');
  for (const [name, schema] of Object.entries(objectAt(components, 'schemas'))) {
    yield* schemasWithin(schema, ['components', 'schemas', name]);
  }
  for (const [name, parameter] of Object.entries(objectAt(components, 'parameters'))) {
    yield* schemasWithin(objectAt(parameter)['schema'], ['components', 'parameters', name, 'schema'], textAt(parameter, 'name'));
  }
  for (const section of ['requestBodies', 'responses']) {
    for (const [name, body] of Object.entries(objectAt(components, section))) {
      yield* schemasOfContent(body, ['components', section, name]);
    }
  }
  for (const { operation, pathItem, path } of operationsOf(document)) {
    for (const [owner, ownerPath] of [[pathItem, path.slice(0, -1)], [operation, path]] as const) {
      for (const [index, parameter] of listAt(owner, 'parameters').entries()) {
        yield* schemasWithin(objectAt(parameter)['schema'], [...ownerPath, 'parameters', index, 'schema'], textAt(parameter, 'name'));
      }
    }
    yield* schemasOfContent(operation['requestBody'], [...path, 'requestBody']);
    for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
      if (!isMadeFromErrors(operation, status)) {
        yield* schemasOfContent(response, [...path, 'responses', status]);
      }
    }
  }
}

function* schemasOfContent(body: Json | undefined, path: DocumentPath): Generator<FoundSchema> {
  for (const [mediaType, media] of Object.entries(objectAt(body, 'content'))) {
    yield* schemasWithin(objectAt(media)['schema'], [...path, 'content', mediaType, 'schema']);
  }
}

/** True for a response that bundling made from the operation's `x-errors`. */
export function isMadeFromErrors(operation: JsonObject, status: string): boolean {
  return listAt(operation, 'x-errors').some((use) => String(objectAt(use)['status']) === status);
}

/** The statuses of success and redirection that an operation documents, with their responses, references followed. */
export function* successesOf(document: BundledDocument, { operation, path }: FoundOperation): Generator<{ status: string; response: JsonObject; path: DocumentPath }> {
  for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
    if (/^[23]/.test(status)) {
      const found = followed(document, response, [...path, 'responses', status]);
      if (found !== undefined) {
        yield { status, response: found.value, path: found.path };
      }
    }
  }
}

/**
 * A schema with its `$ref` and its `allOf` followed, as the list of the schemas that all apply to the value.
 * Circles end where they begin.
 */
export function applying(document: BundledDocument, schema: Json | undefined, seen: ReadonlySet<JsonObject> = new Set()): readonly JsonObject[] {
  if (!isJsonObject(schema) || seen.has(schema)) {
    return [];
  }
  const inner = new Set([...seen, schema]);
  const target = textAt(schema, '$ref') === undefined ? [] : applying(document, followed(document, schema, [])?.value, inner);
  return [schema, ...target, ...listAt(schema, 'allOf').flatMap((part) => applying(document, part, inner))];
}

/** The first value that a keyword has in any of the schemas. */
export function keywordOf(schemas: readonly JsonObject[], keyword: string): Json | undefined {
  return schemas.find((schema) => Object.hasOwn(schema, keyword))?.[keyword];
}

/** True when the schemas say that the value is of the type, alone or beside `null`. */
export function isOfType(schemas: readonly JsonObject[], type: string): boolean {
  const types = keywordOf(schemas, 'type');
  return types === type || (isJsonArray(types) && types.includes(type));
}
