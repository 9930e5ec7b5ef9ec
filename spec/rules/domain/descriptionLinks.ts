import { linksOf } from '../../../generators/model/links.js';
import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { nearest } from '../../../generators/source/suggest.js';
import { objectAt, operationsOf } from '../reading.js';
import type { DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** Members whose values are data or pictures of data: a link in them is not a link. */
const opaque = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'pattern']);

/** A link in a description becomes a link of the site; one that leads nowhere is a dead end for the reader. */
export const descriptionLinks: Rule = {
  name: 'description-links',
  severity: 'error',
  summary: 'A link to an operation, schema, error or guide leads to one that exists.',
  help: 'Correct the name, or make the link plain text.',
  *check(document, { guides }): Iterable<Finding> {
    const catalogue = objectAt(document, 'x-error-catalogue');
    const aliases = Object.values(catalogue).flatMap((entry) => {
      const names = objectAt(entry)['aliases'];
      return isJsonArray(names) ? names.map(String) : [];
    });
    const targets = {
      operation: new Set([...operationsOf(document)].map(({ name }) => name)),
      schema: new Set(Object.keys(objectAt(document, 'components', 'schemas'))),
      error: new Set([...Object.keys(catalogue), ...aliases]),
      guide: guides,
    };
    for (const { text, path } of textsOf(document, [])) {
      for (const { kind, target } of linksOf(text)) {
        const known = targets[kind];
        if (known !== undefined && !known.has(target)) {
          const near = nearest(target, known);
          yield { path, message: `The link ${kind}:${target} leads nowhere.`, ...(near === undefined ? {} : { help: `Did you mean ${kind}:${near}?` }) };
        }
      }
    }
  },
};

function* textsOf(value: JsonValue, path: DocumentPath): Iterable<{ text: string; path: DocumentPath }> {
  if (typeof value === 'string') {
    if (value.includes('](')) {
      yield { text: value, path };
    }
  } else if (isJsonArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* textsOf(item, [...path, index]);
    }
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      // `properties` may name a property like a keyword.
      if (!opaque.has(key) || path.at(-1) === 'properties') {
        yield* textsOf(child, [...path, key]);
      }
    }
  }
}
