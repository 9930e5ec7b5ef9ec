import { listAt, objectAt, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** The reader of an entry is in trouble. An entry that repeats its own name leaves them there. */
export const errorEntrySaysMore: Rule = {
  name: 'error-entry-says-more',
  severity: 'error',
  summary: 'An error type says what was found, why it happens and what to do, beyond its name.',
  help: 'Write what the service found, situations a reader can recognise, and steps in the order to try them.',
  *check(document): Iterable<Finding> {
    for (const [type, entry] of Object.entries(objectAt(document, 'x-error-catalogue'))) {
      const path = ['x-error-catalogue', type];
      const meaning = textAt(entry, 'meaning') ?? '';
      if (meaning.length < 30 || words(meaning) === words(type) || meaning === textAt(entry, 'message')) {
        yield { path: [...path, 'meaning'], message: `The meaning of ${type} says hardly more than its name.` };
      }
      for (const key of ['causes', 'fixes']) {
        const items = listAt(entry, key);
        if (items.length === 0) {
          yield { path: [...path, key], message: `${type} names no ${key}.` };
        }
        for (const [index, item] of items.entries()) {
          if (typeof item === 'string' && item.split(/\s+/).length < 3) {
            yield { path: [...path, key, index], message: `"${item}" is too short to help anybody.` };
          }
        }
      }
    }
  },
};

function words(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
}
