import { followed, objectAt, operationsOf, successesOf } from '../reading.js';
import type { DocumentPath, Finding, Rule } from '../rule.js';

/**
 * People copy examples before they read schemas, and the mock answers with them. The same name on both sides says which
 * answer belongs to which request.
 */
export const examplesComplete: Rule = {
  name: 'examples-complete',
  severity: 'error',
  summary: 'Each request body and each success has named examples, and each named request has its answer.',
  help: 'Add the example to the operation’s file under spec/examples, alike on both sides.',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      const { operation, path, name } = found;
      const answers = new Set<string>();
      for (const { status, response, path: place } of successesOf(document, found)) {
        for (const [mediaType, media] of Object.entries(objectAt(response, 'content'))) {
          const names = Object.keys(objectAt(media, 'examples'));
          names.forEach((example) => answers.add(example));
          if (names.length === 0) {
            yield { path: [...place, 'content', mediaType], message: `The ${status} of ${name} has no example.` };
          }
        }
      }
      const body = followed(document, operation['requestBody'], [...path, 'requestBody']);
      for (const [mediaType, media] of Object.entries(objectAt(body?.value, 'content'))) {
        const place: DocumentPath = [...(body?.path ?? path), 'content', mediaType];
        const names = Object.keys(objectAt(media, 'examples'));
        if (names.length === 0) {
          yield { path: place, message: `The request of ${name} has no example.` };
        }
        for (const example of answers.size === 0 ? [] : names.filter((candidate) => !answers.has(candidate))) {
          yield { path: [...place, 'examples', example], message: `The request example "${example}" of ${name} has no answer of that name.` };
        }
      }
    }
  },
};
