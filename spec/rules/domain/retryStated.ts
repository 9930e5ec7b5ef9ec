import { operationsOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** A client that lost the answer must know whether it may ask again; only the author knows which calls send an SMS or use up a token. */
export const retryStated: Rule = {
  name: 'retry-stated',
  severity: 'error',
  summary: 'Each operation says whether it may be sent again, and a GET may.',
  help: 'Write x-retry: safe, idempotent or unsent-only.',
  *check(document): Iterable<Finding> {
    for (const { operation, path, name } of operationsOf(document)) {
      const retry = textAt(operation, 'x-retry');
      const redirects = Object.keys(Object(operation['responses'])).some((status) => status.startsWith('3'));
      if (retry === undefined) {
        yield { path, message: `${name} does not say whether it may be sent again.` };
      } else if (path.at(-1) === 'get' && retry !== 'safe' && !redirects) {
        yield { path: [...path, 'x-retry'], message: `${name} is a GET, which is safe to repeat (RFC 9110 §9.2.1), but x-retry says ${retry}.` };
      }
    }
  },
};
