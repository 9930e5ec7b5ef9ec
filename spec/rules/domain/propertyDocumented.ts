import { hasExample, needsExample } from '../exampleCoverage.js';
import { applying, objectAt, schemasOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** The table of fields is what people read most; a row without words or without a value to copy is a question to support. */
export const propertyDocumented: Rule = {
  name: 'property-documented',
  severity: 'error',
  summary: 'Each property and parameter has a description, and each that holds a single value an example.',
  help: 'Add `description` and `examples`, here or in the schema it refers to.',
  *check(document): Iterable<Finding> {
    for (const { schema, path, property } of schemasOf(document)) {
      if (property === undefined || isParameter(path)) {
        continue;
      }
      const parts = applying(document, schema);
      if (textAt(parts.find((part) => textAt(part, 'description') !== undefined), 'description') === undefined) {
        yield { path, message: `"${property}" has no description.` };
      }
      if (needsExample(document, schema) && !hasExample(document, schema)) {
        yield { path, message: `"${property}" has no example.` };
      }
    }
    for (const [name, parameter] of Object.entries(objectAt(document, 'components', 'parameters'))) {
      const hasOwnExample = ['example', 'examples'].some((keyword) => Object.hasOwn(objectAt(parameter), keyword));
      if (!hasOwnExample && !hasExample(document, objectAt(parameter)['schema'])) {
        yield { path: ['components', 'parameters', name], message: `The parameter "${textAt(parameter, 'name') ?? name}" has no example.` };
      }
      if (textAt(parameter, 'description') === undefined) {
        yield { path: ['components', 'parameters', name], message: `The parameter "${textAt(parameter, 'name') ?? name}" has no description.` };
      }
    }
  },
};

function isParameter(path: readonly (string | number)[]): boolean {
  return path[1] === 'parameters' || path.at(-3) === 'parameters';
}
