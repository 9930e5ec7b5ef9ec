import { listAt, objectAt, operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** An entry that no call can return is a page nobody can get to, and usually a call whose errors were forgotten. */
export const errorRaised: Rule = {
  name: 'error-raised',
  severity: 'error',
  summary: 'Each error type is returned by an operation, by itself or through a set that operations include, or is in a set marked `outside`.',
  help: 'List the type under x-errors of the calls that return it, or in a set; where it is met outside the described calls, in a set marked `outside`.',
  *check(document): Iterable<Finding> {
    const raised = new Set<string>();
    const sets = new Set<string>();
    for (const { operation } of operationsOf(document)) {
      for (const use of listAt(operation, 'x-errors')) {
        raised.add(textAt(use, 'type') ?? '');
        sets.add(textAt(use, 'set') ?? '');
      }
    }
    for (const [name, set] of Object.entries(objectAt(document, 'x-error-sets'))) {
      if (set !== null && objectAt(set)['outside'] === true) {
        sets.add(name);
        for (const type of listAt(set, 'types')) raised.add(String(type));
      }
    }
    for (const type of Object.keys(objectAt(document, 'x-error-catalogue'))) {
      if (!raised.has(type)) {
        yield { path: ['x-error-catalogue', type], message: `No operation returns ${type}.` };
      }
    }
    for (const [name, set] of Object.entries(objectAt(document, 'x-error-sets'))) {
      if (!sets.has(name) && listAt(set, 'types').length > 0) {
        yield { path: ['x-error-sets', name], message: `No operation includes the set ${name}.`, help: 'Include it under x-errors, or remove it.' };
      }
    }
  },
};
