/** `readOnly` and `writeOnly`: which schemas look different to one who sends and one who receives. */
import type { ApiModel, Schema } from './model.js';
import { DeepFact, reachableSchemas } from './walk.js';

/** `write`: what a client sends. `read`: what it gets. */
export type Direction = 'read' | 'write';

/**
 * The named schemas with a read-only or write-only member anywhere inside, as far as a request can carry them: a target that
 * prints types gives each a second one for writing. Linear in the size of the schemas.
 */
export function directionalSchemas(model: ApiModel): ReadonlySet<Schema> {
  const directional = schemasWithDirectedMembers(model.schemas);
  if (!model.schemas.some((schema) => directional.has(schema))) return new Set();
  const sent = reachableSchemas(
    model.operations.flatMap(({ parameters, requestBody }) => [
      ...parameters.map(({ schema }) => schema),
      ...(requestBody?.contents.map(({ schema }) => schema) ?? []),
    ]),
  );
  return new Set(model.schemas.filter((schema) => directional.has(schema) && sent.has(schema)));
}

/** The schemas among the given ones and all they lead to that have a read-only or write-only member anywhere inside. */
export function schemasWithDirectedMembers(roots: Iterable<Schema>): Pick<ReadonlySet<Schema>, 'has'> {
  return leadsToDirectedMember.among(roots);
}

const leadsToDirectedMember = new DeepFact(hasDirectedMember);

function hasDirectedMember({ properties }: Schema): boolean {
  return [...(properties?.values() ?? [])].some((schema) => isOneWay(schema, 'read') || isOneWay(schema, 'write'));
}

/** Whether a member is for the other direction only: read-only where a client sends, write-only where it receives. */
export function isOneWay({ readOnly, writeOnly, ref }: Schema, direction: Direction): boolean {
  return direction === 'write' ? readOnly || ref?.readOnly === true : writeOnly || ref?.writeOnly === true;
}
