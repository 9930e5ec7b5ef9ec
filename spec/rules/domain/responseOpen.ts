import { isJsonArray } from '../../../generators/model/pointer.js';
import { followed, listAt, objectAt, operationsOf, successesOf, type JsonObject } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** Clients must survive a member that did not exist when they were generated, so nothing in an answer is closed. */
export const responseOpen: Rule = {
  name: 'response-open',
  severity: 'error',
  summary: 'The objects of an answer may have members that are not described yet.',
  help: 'Remove `additionalProperties: false`; where a request uses the same schema, give the request one of its own.',
  *check(document): Iterable<Finding> {
    const seen = new Set<JsonObject>();
    for (const operation of operationsOf(document)) {
      for (const { response, path } of successesOf(document, operation)) {
        for (const [mediaType, media] of Object.entries(objectAt(response, 'content'))) {
          yield* closedWithin(document, objectAt(media)['schema'], [...path, 'content', mediaType, 'schema'], seen);
        }
      }
    }
  },
};

function* closedWithin(document: BundledDocument, schema: JsonValue | undefined, path: DocumentPath, seen: Set<JsonObject>): Iterable<Finding> {
  const start = followed(document, schema, path);
  if (start === undefined || seen.has(start.value)) {
    return;
  }
  seen.add(start.value);
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    if (start.value[keyword] === false) {
      yield { path: [...start.path, keyword], message: 'This object is part of an answer, and is closed.' };
    }
    yield* closedWithin(document, start.value[keyword], [...start.path, keyword], seen);
  }
  for (const [name, property] of Object.entries(objectAt(start.value, 'properties'))) {
    yield* closedWithin(document, property, [...start.path, 'properties', name], seen);
  }
  if (!isJsonArray(start.value['items'])) {
    yield* closedWithin(document, start.value['items'], [...start.path, 'items'], seen);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const [index, branch] of listAt(start.value, keyword).entries()) {
      yield* closedWithin(document, branch, [...start.path, keyword, index], seen);
    }
  }
}
