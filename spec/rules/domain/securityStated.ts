import { operationsOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** An inherited default hides who may call; a reader of one operation must see it there, and forgetting it must not mean "anyone". */
export const securityStated: Rule = {
  name: 'security-stated',
  severity: 'error',
  summary: 'Each operation states its security itself.',
  help: 'Write `security` in the operation; `security: []` for a call that needs no credential.',
  *check(document): Iterable<Finding> {
    for (const { operation, path, name } of operationsOf(document)) {
      if (!Object.hasOwn(operation, 'security')) {
        yield { path, message: `${name} does not state its security.` };
      }
    }
  },
};
