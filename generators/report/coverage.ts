/** How well an OpenAPI document describes its API, in numbers that can be read beside those of another document. */
import { saysWhatItHolds } from '../../spec/rules/domain/stringConstrained.js';
import { hasExample, needsExample } from '../../spec/rules/exampleCoverage.js';
import { applying, followed, type FoundOperation, isOfType, listAt, objectAt, operationsOf, schemasOf, textAt } from '../../spec/rules/reading.js';
import { countExamples } from '../lint/examples/validate.js';
import type { Json } from '../model/model.js';
import type { JsonObject } from '../source/json.js';

/** A number of things, and how many of them have something. */
export interface Share {
  readonly of: number;
  readonly have: number;
}

/** The numbers of one document. */
export interface Coverage {
  readonly operations: number;
  /** Operations of which every request body and every success body has an example. */
  readonly completeExamples: Share;
  /** Operations with at least one 4xx response whose body has a schema. */
  readonly typedClientErrors: Share;
  /** Operations whose error responses list the error types they may carry. */
  readonly enumeratedErrors: Share;
  /** The error types listed, summed over the operations. */
  readonly errorTypes: number;
  readonly distinctErrorTypes: number;
  readonly describedProperties: Share;
  /** Objects and lists of objects count when their members show examples. */
  readonly exemplifiedProperties: Share;
  /** Strings with an enum, const, format, pattern, length, or a type of what they hold (`contentMediaType`, `contentEncoding`). */
  readonly constrainedStrings: Share;
  /** Examples of any kind, and those that match their schemas. */
  readonly validExamples: Share;
}

/** Members whose enumerated values are taken for error types. */
const errorTypeMembers = ['error_type', 'error_code', 'error', 'code', 'type', 'name', 'reason'];

/**
 * Measures a bundled document of OpenAPI 3.0 or 3.1.
 *
 * @param document any shape: what is not understood is not counted
 */
export function measureCoverage(document: JsonObject): Coverage {
  const operations = [...operationsOf(document)];
  const errorTypes = operations.map((operation) => errorTypesOf(document, operation));
  const { total, invalid } = countExamples(document);
  return {
    operations: operations.length,
    completeExamples: share(operations, (operation) => hasCompleteExamples(document, operation)),
    typedClientErrors: share(operations, (operation) => [...errorBodies(document, operation)].some(({ status, schema }) => /^4/.test(status) && schema !== undefined)),
    enumeratedErrors: share(errorTypes, (types) => types.size > 0),
    errorTypes: errorTypes.reduce((sum, types) => sum + types.size, 0),
    distinctErrorTypes: new Set(errorTypes.flatMap((types) => [...types])).size,
    ...measureSchemas(document),
    validExamples: { of: total, have: total - invalid },
  };
}

function measureSchemas(document: JsonObject): Pick<Coverage, 'describedProperties' | 'exemplifiedProperties' | 'constrainedStrings'> {
  const schemas = [...schemasOf(document)];
  const properties = schemas.filter(({ property, path }) => property !== undefined && path.at(-2) === 'properties');
  const strings = schemas.filter(({ schema }) => isOfType([schema], 'string'));
  return {
    describedProperties: share(properties, ({ schema }) => applying(document, schema).some((part) => textAt(part, 'description') !== undefined)),
    exemplifiedProperties: share(properties, ({ schema }) => !needsExample(document, schema) || hasExample(document, schema)),
    constrainedStrings: share(strings, ({ schema }) => saysWhatItHolds(document, schema)),
  };
}

function hasCompleteExamples(document: JsonObject, { operation }: FoundOperation): boolean {
  const bodies = [operation['requestBody'], ...Object.entries(objectAt(operation, 'responses')).filter(([status]) => /^2/.test(status)).map(([, response]) => response)];
  return bodies.every((body) => Object.values(objectAt(followed(document, body, [])?.value, 'content')).every((media) => hasMediaExample(document, media)));
}

function hasMediaExample(document: JsonObject, media: Json): boolean {
  const content = objectAt(media);
  if (Object.hasOwn(content, 'example') || Object.keys(objectAt(content, 'examples')).length > 0) {
    return true;
  }
  return applying(document, content['schema']).some((part) => Object.hasOwn(part, 'example') || listAt(part, 'examples').length > 0);
}

function* errorBodies(document: JsonObject, { operation }: FoundOperation): Generator<{ status: string; schema: Json | undefined }> {
  for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
    if (/^[45]/.test(status) || status === 'default') {
      for (const media of Object.values(objectAt(followed(document, response, [])?.value, 'content'))) {
        yield { status, schema: objectAt(media)['schema'] };
      }
    }
  }
}

function errorTypesOf(document: JsonObject, operation: FoundOperation): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { schema } of errorBodies(document, operation)) {
    collectTypes(document, schema, types, 0);
  }
  return types;
}

/** Error types stand in the body itself, in a branch of it, or one level down (`{ error: { code } }`, `{ errors: [{ code }] }`). */
function collectTypes(document: JsonObject, schema: Json | undefined, types: Set<string>, depth: number): void {
  if (depth > 3) {
    return;
  }
  for (const part of applying(document, schema)) {
    for (const branch of [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')]) {
      collectTypes(document, branch, types, depth + 1);
    }
    for (const [name, property] of Object.entries(objectAt(part, 'properties'))) {
      const values = applying(document, property).flatMap((member) => [...listAt(member, 'enum'), member['const'] ?? null]);
      if (errorTypeMembers.includes(name)) {
        values.filter((value) => typeof value === 'string').forEach((type) => types.add(type));
      }
      if (name === 'error' || name === 'errors') {
        collectTypes(document, property, types, depth + 1);
        applying(document, property).forEach((member) => collectTypes(document, member['items'], types, depth + 1));
      }
    }
  }
}

function share<T>(things: readonly T[], has: (thing: T) => boolean): Share {
  return { of: things.length, have: things.filter(has).length };
}
