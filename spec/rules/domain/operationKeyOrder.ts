import { operationsOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

const order = [
  'operationId', 'summary', 'description', 'externalDocs', 'tags', 'deprecated', 'x-sdk-path', 'x-retry', 'x-pagination', 'x-rbac',
  'x-error-format', 'security', 'servers', 'parameters', 'requestBody', 'responses', 'callbacks', 'x-errors',
];

/** Operations are read and reviewed side by side; with the same things in the same places a difference is a difference in meaning. */
export const operationKeyOrder: Rule = {
  name: 'operation-key-order',
  severity: 'error',
  summary: 'The members of an operation stand in one fixed order.',
  help: `The order is: ${order.join(', ')}.`,
  *check(document): Iterable<Finding> {
    for (const { operation, path } of operationsOf(document)) {
      const known = Object.keys(operation).filter((key) => order.includes(key));
      const sorted = known.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
      const at = known.findIndex((key, index) => key !== sorted[index]);
      const found = known[at];
      const wanted = sorted[at];
      if (found !== undefined && wanted !== undefined) {
        yield { path: [...path, wanted], message: `"${wanted}" belongs before "${found}".` };
      }
    }
  },
};
