import { applying, isOfType, keywordOf, schemasOf } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** A URL that is only a text accepts "example", and the redirect fails at the user's end. */
export const urlFormat: Rule = {
  name: 'url-format',
  severity: 'error',
  summary: 'A property named url or uri, or ending so, is a URI.',
  help: 'Write `format: uri`; where the empty text stands for none, say so with a pattern.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      const parts = applying(document, schema);
      if (property === undefined || !/(^|_)ur[il]s?$/.test(property)) {
        continue;
      }
      const subject = isOfType(parts, 'array') ? applying(document, keywordOf(parts, 'items')) : parts;
      const isUri = ['uri', 'uri-reference', 'uri-template', 'iri'].includes(String(keywordOf(subject, 'format')));
      if (isOfType(subject, 'string') && !isUri && keywordOf(subject, 'pattern') === undefined) {
        yield { path, message: `"${property}" is a URL without \`format: uri\`.` };
      }
    }
  },
};
