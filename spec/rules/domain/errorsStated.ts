import { listAt, objectAt, operationsOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Any call can fail. One that documents no error leaves its callers to find out in production. */
export const errorsStated: Rule = {
  name: 'errors-stated',
  severity: 'error',
  summary: 'Each operation states the errors it returns, at least one of them a 4xx.',
  help: 'Add x-errors with the sets that apply and the types of its own.',
  *check(document): Iterable<Finding> {
    for (const { operation, path, name } of operationsOf(document)) {
      const statuses = listAt(operation, 'x-errors').map((use) => Number(objectAt(use)['status']));
      if (!statuses.some((status) => status >= 400 && status < 500)) {
        yield { path: Object.hasOwn(operation, 'x-errors') ? [...path, 'x-errors'] : path, message: `${name} states no error of its caller.` };
      }
    }
  },
};
