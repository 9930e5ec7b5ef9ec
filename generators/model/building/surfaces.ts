/** Which schemas, though something that they lead to is another, still say the same themselves. */
import type { Json, Schema } from '../model.js';
import { valueAt } from '../pointer.js';
import { setSurface, surfaceOf } from '../versions.js';
import { inPlaceSchemas, partSchemas } from '../walk.js';

/** A document and how to find a schema in the model of it. */
interface Before {
  readonly document: Json;
  schemaAt(pointer: string): Schema | undefined;
}

/**
 * Gives schemas the surface that their predecessors had, where it is the same.
 *
 * @param before an earlier document, which shares with this one what has not changed; neither with parts that have a say in what distant ones mean
 */
export function giveSurfaces(schemas: Iterable<Schema>, document: Json, before: Before): void {
  for (const schema of schemas) {
    const predecessor = before.schemaAt(schema.pointer);
    if (predecessor === undefined || predecessor === schema) continue;
    const isWrittenAlike = valueAt(document, schema.pointer) === valueAt(before.document, schema.pointer);
    if (isWrittenAlike && areSame(seenFrom(predecessor), seenFrom(schema))) setSurface(schema, surfaceOf(predecessor));
  }
}

/**
 * What can be seen from a schema of those that it refers to. Of what a member or an item is, that is little, for it goes by its name there. What is
 * composed is looked into: there all of it counts.
 */
function seenFrom(schema: Schema): readonly unknown[] {
  const seen: unknown[] = [];
  const pending = [{ one: schema, isComposed: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { one, isComposed } = next;
    if (!isComposed && one.ref !== undefined && isMereReference(one)) {
      const { pointer, name, description, readOnly, writeOnly } = one.ref;
      seen.push(pointer, name, one.description ?? description, readOnly, writeOnly);
      continue;
    }
    for (const child of inPlaceSchemas(one)) {
      if (child === one.ref) seen.push(child);
      else pending.push({ one: child, isComposed: true });
    }
    for (const child of partSchemas(one)) pending.push({ one: child, isComposed });
  }
  return seen;
}

/** Whether a schema says no more of a value than what it refers to. */
function isMereReference(schema: Schema): boolean {
  const { types, properties, patternProperties, additionalProperties, items, prefixItems, required, constant } = schema;
  const said = [types, properties, patternProperties, additionalProperties, items, prefixItems, required, constant, schema.enum];
  return said.every((keyword) => keyword === undefined) && inPlaceSchemas(schema).length === 1;
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
