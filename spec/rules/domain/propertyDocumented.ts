import { applying, isOfType, keywordOf, listAt, objectAt, schemasOf, textAt } from '../reading.js';
import type { BundledDocument, Finding, JsonValue, Rule } from '../rule.js';

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

/** Objects, lists of objects and unions of them show their examples member by member. */
function needsExample(document: BundledDocument, schema: JsonValue): boolean {
  const parts = applying(document, schema);
  if (isOfType(parts, 'array')) {
    const items = keywordOf(parts, 'items');
    return items !== undefined && needsExample(document, items);
  }
  if (parts.some((part) => Object.keys(objectAt(part, 'properties')).length > 0)) {
    return false;
  }
  const branches = parts.flatMap((part) => [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')]);
  return branches.length === 0 || branches.some((branch) => keywordOf(applying(document, branch), 'type') !== 'null' && needsExample(document, branch));
}

function hasExample(document: BundledDocument, schema: JsonValue | undefined): boolean {
  const parts = applying(document, schema);
  if (parts.some((part) => ['examples', 'example', 'const', 'enum', 'default'].some((keyword) => Object.hasOwn(part, keyword)))) {
    return true;
  }
  const inner = [keywordOf(parts, 'items'), ...parts.flatMap((part) => [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')])];
  return inner.some((part) => part !== undefined && hasExample(document, part));
}
