import { operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Method names of SDKs, pages and anchors are derived from the operationId, so it must be a verb and a noun that code can spell. */
export const operationIdPattern: Rule = {
  name: 'operation-id-pattern',
  severity: 'error',
  summary: 'An operationId is a verb and a noun in camelCase.',
  help: 'Write it like createOrganization.',
  *check(document): Iterable<Finding> {
    for (const { operation, path } of operationsOf(document)) {
      const id = textAt(operation, 'operationId');
      if (id === undefined) {
        yield { path, message: 'The operation has no operationId.' };
      } else if (!/^[a-z]+[A-Z0-9][A-Za-z0-9]*$/.test(id) || /[A-Z]{3}/.test(id)) {
        yield { path: [...path, 'operationId'], message: `"${id}" is not a verb and a noun in camelCase.` };
      }
    }
  },
};
