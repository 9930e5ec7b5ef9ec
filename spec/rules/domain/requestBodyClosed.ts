import { isJsonArray } from '../../../generators/model/pointer.js';
import { applying, followed, objectAt, operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** A misspelt optional member of an open body is dropped in silence; a closed one makes servers and tests say so. */
export const requestBodyClosed: Rule = {
  name: 'request-body-closed',
  severity: 'error',
  summary: 'A request body takes no members but those described.',
  help: 'Write `additionalProperties: false`, or `unevaluatedProperties: false` beside a composition.',
  *check(document): Iterable<Finding> {
    const seen = new Set<unknown>();
    for (const { operation, path } of operationsOf(document)) {
      const body = followed(document, operation['requestBody'], [...path, 'requestBody']);
      for (const [mediaType, media] of Object.entries(objectAt(body?.value, 'content'))) {
        const schema = objectAt(media)['schema'];
        const start = followed(document, schema, [...(body?.path ?? path), 'content', mediaType, 'schema']);
        for (const member of start === undefined ? [] : [start, ...alternatives(document, start)]) {
          const parts = applying(document, member.value);
          const hasMembers = parts.some((part) => Object.keys(objectAt(part, 'properties')).length > 0);
          const isClosed = parts.some((part) => part['additionalProperties'] === false || part['unevaluatedProperties'] === false);
          if (hasMembers && !isClosed && !seen.has(member.value) && textAt(member.value, '$ref') === undefined) {
            seen.add(member.value);
            yield { path: member.path, message: 'This request body takes members that are not described.' };
          }
        }
      }
    }
  },
};

/** The branches of a body that is one of several. */
function alternatives(document: Parameters<Rule['check']>[0], { value, path }: NonNullable<ReturnType<typeof followed>>): NonNullable<ReturnType<typeof followed>>[] {
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const branches = value[keyword];
    return isJsonArray(branches) ? branches.flatMap((branch, index) => followed(document, branch, [...path, keyword, index]) ?? []) : [];
  });
}
