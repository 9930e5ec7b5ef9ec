import { operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Everything made from an operation is named after its operationId; of two operations with one id, one would overwrite the other. */
export const operationIdUnique: Rule = {
  name: 'operation-id-unique',
  severity: 'error',
  summary: 'No two operations have the same operationId.',
  help: 'Give one of the two another operationId.',
  *check(document): Iterable<Finding> {
    const first = new Map<string, string>();
    for (const { operation, path } of operationsOf(document)) {
      const id = textAt(operation, 'operationId');
      const place = `${String(path.at(-1)).toUpperCase()} ${String(path[1])}`;
      if (id !== undefined && first.has(id)) {
        yield { path: [...path, 'operationId'], message: `The operationId "${id}" belongs to ${first.get(id) ?? ''} already.` };
      } else if (id !== undefined) {
        first.set(id, place);
      }
    }
  },
};
