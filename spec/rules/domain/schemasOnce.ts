import type { Json } from '../../../generators/model/model.js';
import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { listAt, objectAt, schemasOf, textAt } from '../reading.js';
import type { DocumentPath, Finding, Rule } from '../rule.js';

/** Members of a schema that do not say which values it takes. */
const wording = new Set(['title', 'description', 'example', 'examples', 'default', 'deprecated', 'readOnly', 'writeOnly', '$comment']);

/** What is described twice is corrected once, and then the two tell different stories. */
export const schemasOnce: Rule = {
  name: 'schemas-once',
  severity: 'error',
  summary: 'No two objects with the same members, and no two enums with the same values, are described apart.',
  help: 'Keep one of them as a schema of its own and refer to it, or say in a `$comment` why they are two things.',
  *check(document): Iterable<Finding> {
    const known = new Map<string, DocumentPath>();
    for (const { schema, path } of schemasOf(document)) {
      const isSmall = Object.keys(objectAt(schema, 'properties')).length < 2 && listAt(schema, 'enum').length < 3;
      if (isSmall || isOfOneOperation(path) || textAt(schema, '$comment') !== undefined) {
        continue;
      }
      const form = JSON.stringify(withoutWording(schema, false));
      const first = known.get(form);
      if (first === undefined) {
        known.set(form, path);
      } else {
        yield { path, message: `This says the same as ${first.slice(0, 4).join('/')}.` };
      }
    }
  },
};

/** The body of a request or an answer is a schema of its own for each operation: two that are alike today may change apart. */
function isOfOneOperation(path: DocumentPath): boolean {
  return path.length === 3 && /(?:Request|Response)$/.test(String(path[2]));
}

/** The schema with its members in one order and without its words; the names of properties are no keywords. */
function withoutWording(value: Json, isMap: boolean): Json {
  if (isJsonArray(value)) {
    return value.map((item) => withoutWording(item, false));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => isMap || (!wording.has(key) && (!key.startsWith('x-') || key === 'x-enum-descriptions')));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, withoutWording(child, !isMap && (key === 'properties' || key === 'patternProperties'))]));
}
