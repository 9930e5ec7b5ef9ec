import { applying, isOfType, type JsonObject, schemasOf } from '../reading.js';
import type { BundledDocument, Finding, Rule } from '../rule.js';

/** Keywords that say which texts there can be, or of which kind they are (JSON Schema Validation 2020-12 §6.3, §7 and §8). */
const kinds = ['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'contentMediaType', 'contentEncoding'];

/** "Any text" is true of few fields; where it is, saying so tells it from a forgotten pattern. */
export const stringConstrained: Rule = {
  name: 'string-constrained',
  severity: 'error',
  summary: 'Each text says what it holds: values, a format, a pattern, a length or a content type.',
  help: 'Write what the documentation states. Text that people write, of any length, is `contentMediaType: text/plain`.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      if (isOfType([schema], 'string') && !saysWhatItHolds(document, schema)) {
        yield { path, message: `The text${property === undefined ? '' : ` "${property}"`} can be anything.` };
      }
    }
  },
};

/** True when a schema of a text says more than that it is one. */
export function saysWhatItHolds(document: BundledDocument, schema: JsonObject): boolean {
  return applying(document, schema).some((part) => kinds.some((keyword) => Object.hasOwn(part, keyword)));
}
