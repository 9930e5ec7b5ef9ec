import { listAt, objectAt, operationsOf, parametersOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** What can happen to any call is forgotten first. After OWASP API4:2023, unrestricted resource consumption, and API8:2023. */
export const commonErrorsStated: Rule = {
  name: 'common-errors-stated',
  severity: 'error',
  summary: 'Each operation states what happens when there are too many requests (429) or the service fails (500), when its input is not valid (400) and when a credential is refused (400 or 401).',
  help: 'Include the sets of spec/errors/sets.yaml that fit: every_call, secret_authenticated …',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      const { operation, path, name } = found;
      const responses = objectAt(operation, 'responses');
      const states = (...statuses: readonly string[]): boolean => statuses.some((status) => Object.hasOwn(responses, status));
      const takesInput = Object.hasOwn(operation, 'requestBody') || [...parametersOf(document, found)].length > 0;
      const needsCredential = listAt(operation, 'security').some((requirement) => Object.keys(objectAt(requirement)).length > 0);
      const missing = [
        ...(states('429') ? [] : ['429']),
        ...(states('500') ? [] : ['500']),
        ...(takesInput && !states('400') ? ['400'] : []),
        ...(needsCredential && !states('400', '401') ? ['401'] : []),
      ];
      if (missing.length > 0) {
        yield { path: [...path, 'responses'], message: `${name} states no ${missing.join(', no ')}.` };
      }
    }
  },
};
