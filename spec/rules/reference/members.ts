/** What an object schema says of its members, whatever it is composed of. */
import type { Json } from '../../../generators/model/model.js';
import { applying, followed, type JsonObject, listAt, objectAt } from '../reading.js';
import type { BundledDocument, DocumentPath } from '../rule.js';

/** A member of an object and where it is described. */
export interface Member {
  readonly schema: Json;
  readonly path: DocumentPath;
  readonly required: boolean;
}

/**
 * The members of an object, `$ref`, `allOf`, `oneOf` and `anyOf` followed.
 * Of alternatives, a member is required when all of them require it.
 */
export function membersOf(document: BundledDocument, schema: Json | undefined, path: DocumentPath, seen: ReadonlySet<JsonObject> = new Set()): ReadonlyMap<string, Member> {
  const found = followed(document, schema, path);
  if (found === undefined || seen.has(found.value)) {
    return new Map();
  }
  const inner = new Set([...seen, found.value]);
  const members = new Map<string, Member>();
  const required = new Set(listAt(found.value, 'required').filter((name) => typeof name === 'string'));
  const add = (name: string, member: Member): void => {
    const known = members.get(name);
    members.set(name, { ...(known ?? member), required: (known?.required ?? false) || member.required });
  };
  for (const [name, property] of Object.entries(objectAt(found.value, 'properties'))) {
    add(name, { schema: property, path: [...found.path, 'properties', name], required: required.has(name) });
  }
  for (const [index, part] of listAt(found.value, 'allOf').entries()) {
    membersOf(document, part, [...found.path, 'allOf', index], inner).forEach((member, name) => add(name, member));
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    // A branch without members is `null`, or not of an object.
    const branches = listAt(found.value, keyword).map((branch, index) => membersOf(document, branch, [...found.path, keyword, index], inner)).filter(({ size }) => size > 0);
    for (const [name, member] of branches.flatMap((branch) => [...branch])) {
      add(name, { ...member, required: branches.every((branch) => branch.get(name)?.required === true) });
    }
  }
  for (const name of required) {
    const member = members.get(name);
    if (member !== undefined) {
      members.set(name, { ...member, required: true });
    }
  }
  return members;
}

/** The JSON types a value may have, `null` aside and `integer` as `number`; empty when the schema does not say. */
export function typesOf(document: BundledDocument, schema: Json | undefined, depth = 0): ReadonlySet<string> {
  const types = new Set<string>();
  for (const part of depth > 8 ? [] : applying(document, schema)) {
    const stated = [part['type'] ?? []].flat().filter((type) => typeof type === 'string');
    const values = [...listAt(part, 'enum'), ...(Object.hasOwn(part, 'const') ? [part['const'] ?? null] : [])].map((value) => (value === null ? 'null' : typeof value));
    const branches = [...listAt(part, 'oneOf'), ...listAt(part, 'anyOf')].flatMap((branch) => [...typesOf(document, branch, depth + 1)]);
    [...stated, ...(stated.length > 0 ? [] : values), ...branches].forEach((type) => types.add(type === 'integer' ? 'number' : type));
  }
  types.delete('null');
  return types;
}
