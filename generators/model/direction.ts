/** `readOnly` and `writeOnly`: which schemas look different to one who sends and one who receives. */
import type { ApiModel, Schema } from './model.js';
import { childSchemas, reachableSchemas } from './walk.js';

/** `write`: what a client sends. `read`: what it gets. */
export type Direction = 'read' | 'write';

/**
 * The named schemas with a read-only or write-only member anywhere inside, as far as a request can carry them: a target that
 * prints types gives each a second one for writing. Linear in the size of the schemas.
 */
export function directionalSchemas(model: ApiModel): ReadonlySet<Schema> {
  const all = reachableSchemas(model.schemas);
  const parents = new Map<Schema, Schema[]>();
  for (const schema of all) {
    for (const child of childSchemas(schema)) {
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [schema]);
      else known.push(schema);
    }
  }
  const directional = new Set([...all].filter(hasDirectedMember));
  for (const schema of directional) for (const parent of parents.get(schema) ?? []) directional.add(parent);
  const sent = reachableSchemas(
    model.operations.flatMap(({ parameters, requestBody }) => [
      ...parameters.map(({ schema }) => schema),
      ...(requestBody?.contents.map(({ schema }) => schema) ?? []),
    ]),
  );
  return new Set(model.schemas.filter((schema) => directional.has(schema) && sent.has(schema)));
}

function hasDirectedMember({ properties }: Schema): boolean {
  return [...(properties?.values() ?? [])].some(
    ({ readOnly, writeOnly, ref }) => readOnly || writeOnly || (ref !== undefined && (ref.readOnly || ref.writeOnly)),
  );
}
