import { applying, followed, isOfType, keywordOf, objectAt, operationsOf, parametersOf, schemasWithin, textAt, type JsonObject } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** A page size or a duration has limits; unstated, people find them by being refused. */
export const requestNumbersBounded: Rule = {
  name: 'request-numbers-bounded',
  severity: 'error',
  summary: 'A number in a request has a minimum and a maximum.',
  help: 'Write `minimum` and `maximum`.',
  *check(document): Iterable<Finding> {
    const seen = new Set<JsonObject>();
    for (const found of operationsOf(document)) {
      for (const { parameter, path } of parametersOf(document, found)) {
        yield* unbounded(document, parameter['schema'], [...path, 'schema'], textAt(parameter, 'name'), seen);
      }
      const body = followed(document, found.operation['requestBody'], [...found.path, 'requestBody']);
      for (const [mediaType, media] of Object.entries(objectAt(body?.value, 'content'))) {
        yield* unbounded(document, objectAt(media)['schema'], [...(body?.path ?? []), 'content', mediaType, 'schema'], undefined, seen);
      }
    }
  },
};

function* unbounded(document: BundledDocument, schema: JsonValue | undefined, path: DocumentPath, name: string | undefined, seen: Set<JsonObject>): Iterable<Finding> {
  for (const found of schemasWithin(schema, path, name)) {
    if (seen.has(found.schema)) {
      continue;
    }
    seen.add(found.schema);
    const parts = applying(document, found.schema);
    const isNumber = isOfType([found.schema], 'integer') || isOfType([found.schema], 'number');
    const isFixed = ['enum', 'const'].some((keyword) => keywordOf(parts, keyword) !== undefined);
    const lower = keywordOf(parts, 'minimum') ?? keywordOf(parts, 'exclusiveMinimum');
    const upper = keywordOf(parts, 'maximum') ?? keywordOf(parts, 'exclusiveMaximum');
    if (isNumber && !isFixed && (lower === undefined || upper === undefined)) {
      yield { path: found.path, message: `The number${found.property === undefined ? '' : ` "${found.property}"`} has no ${lower === undefined ? 'minimum' : 'maximum'}.` };
    }
    const target = followed(document, found.schema, found.path);
    if (target !== undefined && target.value !== found.schema) {
      yield* unbounded(document, target.value, target.path, found.property, seen);
    }
  }
}
