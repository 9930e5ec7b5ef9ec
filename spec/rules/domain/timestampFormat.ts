import { applying, isOfType, keywordOf, schemasOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** A timestamp that is only a text is parsed by guessing. */
export const timestampFormat: Rule = {
  name: 'timestamp-format',
  severity: 'error',
  summary: 'A property whose name ends in _at is an RFC 3339 timestamp.',
  help: 'Refer to the Timestamp schema, or write `format: date-time`.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      const parts = applying(document, schema);
      if (property !== undefined && /_at$/.test(property) && isOfType(parts, 'string') && keywordOf(parts, 'format') !== 'date-time') {
        yield { path, message: `"${property}" is a timestamp without \`format: date-time\`.` };
      }
    }
  },
};
