/** Path Item Objects (OAS 3.1 §4.8.9): the operations and the common parameters of a path, a webhook or a callback. */
import type { HttpMethod, Parameter } from '../model.js';
import { readParameters } from './contents.js';
import type { Place } from './place.js';
import type { SchemaGraph } from './schemas.js';

const methods: readonly HttpMethod[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** An operation of a Path Item, before it is read. */
export interface ItemOperation {
  readonly method: HttpMethod;
  readonly item: Place;
  readonly place: Place;
}

/** The operations of a Path Item (OAS 3.1 §4.8.9), or of the one that it refers to. */
export function operationsOfItem(place: Place): readonly ItemOperation[] {
  const item = place.follow();
  // Operations may stand beside a Path Item's $ref; the ones written here win.
  const keys = new Set([...place.members(), ...item.members()].map(([key]) => key));
  return [...keys].flatMap((key) => {
    const method = methods.find((candidate) => candidate.toLowerCase() === key);
    if (method === undefined) return [];
    const written = place.has(key) ? place.member(key) : item.member(key);
    if (written.has('$ref')) {
      written.problem('illegal-ref', 'An operation cannot be a "$ref"; the Path Item around it can.', { severity: 'warning' });
    }
    const operation = written.follow();
    return operation.exists ? [{ method, item, place: operation }] : [];
  });
}

/** The operation's parameters, and those of the Path Item it does not redefine (same name in the same place). */
export function mergeParameters(item: Place, place: Place, schemas: SchemaGraph): readonly Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const list of [item.member('parameters'), place.member('parameters')]) {
    for (const parameter of readParameters(list, schemas)) merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}
