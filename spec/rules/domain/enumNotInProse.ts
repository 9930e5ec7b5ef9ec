import { applying, isOfType, keywordOf, listAt, schemasOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Values that only the text knows are checked by nobody and completed by no editor. */
export const enumNotInProse: Rule = {
  name: 'enum-not-in-prose',
  severity: 'error',
  summary: 'Where a description lists the values of a text, the schema lists them too.',
  help: 'Write them as an `enum` with x-enum-descriptions.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      const parts = applying(document, schema);
      const values = new Set([...(textAt(schema, 'description') ?? '').matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].map(([, value]) => value));
      const isListed = ['enum', 'const', 'pattern'].some((keyword) => keywordOf(parts, keyword) !== undefined) || parts.some((part) => listAt(part, 'anyOf').length + listAt(part, 'oneOf').length > 0);
      if (property !== undefined && values.size > 1 && isOfType(parts, 'string') && !isListed) {
        yield { path: [...path, 'description'], message: `The text of "${property}" lists ${[...values].join(', ')}, its schema does not.` };
      }
    }
  },
};
