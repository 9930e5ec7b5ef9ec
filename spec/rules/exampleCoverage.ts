/** Which schemas should show an example, and which do. */
import { applying, isOfType, keywordOf, listAt, objectAt } from './reading.js';
import type { BundledDocument, JsonValue } from './rule.js';

/** True when the schema should give an example itself: objects, lists of objects and unions of them show theirs member by member. */
export function needsExample(document: BundledDocument, schema: JsonValue): boolean {
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

/** True when the schema, or one it is made of, gives a value to show. */
export function hasExample(document: BundledDocument, schema: JsonValue | undefined): boolean {
  const parts = applying(document, schema);
  if (parts.some((part) => ['examples', 'example', 'const', 'enum', 'default'].some((keyword) => Object.hasOwn(part, keyword)))) {
    return true;
  }
  const inner = [keywordOf(parts, 'items'), ...parts.flatMap((part) => [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')])];
  return inner.some((part) => part !== undefined && hasExample(document, part));
}
