import { isJsonArray } from '../../../generators/model/pointer.js';
import { applying, objectAt, operationsOf, successesOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

const envelope = ['request_id', 'status_code'];

/** Every JSON answer of this API carries its request's id and its status; an answer that forgets them sends people to support empty-handed. */
export const responseEnvelope: Rule = {
  name: 'response-envelope',
  severity: 'error',
  summary: 'Each JSON answer requires request_id and status_code.',
  help: 'Add the two properties and list them under `required`; the OAuth 2.0 endpoints (x-error-format: oauth2) are exempt.',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      if (textAt(found.operation, 'x-error-format') === 'oauth2') {
        continue;
      }
      for (const { status, response, path } of successesOf(document, found)) {
        const schema = objectAt(response, 'content', 'application/json')['schema'];
        if (schema === undefined) {
          continue;
        }
        const parts = applying(document, schema);
        const required = parts.flatMap((part) => (isJsonArray(part['required']) ? part['required'] : []));
        const missing = envelope.filter((name) => !required.includes(name) || !parts.some((part) => Object.hasOwn(objectAt(part, 'properties'), name)));
        if (missing.length > 0) {
          yield { path: [...path, 'content', 'application/json', 'schema'], message: `The ${status} of ${found.name} does not require ${missing.join(' and ')}.` };
        }
      }
    }
  },
};
