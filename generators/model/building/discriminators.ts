/** Discriminator Objects (OAS 3.1 §4.8.25): which value of the tag means which schema. */
import type { Discriminator, Schema } from '../model.js';
import { pointerOfFragment } from '../pointer.js';
import type { Place } from './place.js';
import type { SchemaDraft } from './schemaDraft.js';

/**
 * Resolves every discriminator. Explicit mapping values may be component names or references. A branch without an entry goes by
 * the constants its tag property allows, else by its component's name. Without `oneOf` or `anyOf`, the branches are the
 * components that take the schema in by `allOf`.
 */
export function addDiscriminators(
  discriminated: readonly { readonly draft: SchemaDraft; readonly place: Place }[],
  components: readonly Schema[],
): void {
  if (discriminated.length === 0) return;
  const byName = new Map(components.map((schema) => [schema.name, schema]));
  const byPointer = new Map(components.map((schema) => [schema.pointer, schema]));
  const heirs = heirsOf(components);
  for (const { draft, place } of discriminated) {
    const propertyName = place.isObject ? place.requiredText('propertyName') : place.asText();
    if (propertyName === undefined || propertyName === '') continue;
    const choices = draft.oneOf ?? draft.anyOf;
    const branches = choices ?? heirs.get(draft) ?? [];
    const mapping = new Map<string, Schema>();
    for (const [tag, value] of place.isObject ? place.member('mapping').members() : []) {
      const text = value.asText();
      if (text === undefined) continue;
      const target = byName.get(text) ?? byPointer.get(pointerOfFragment(text) ?? ' ');
      const branch = target === undefined ? undefined : branches.find((schema) => schema === target || schema.ref === target);
      if (target === undefined) {
        value.problem('ref-not-found', `The mapping leads to "${text}", which is no schema of this document.`);
      } else if (branch === undefined && choices !== undefined) {
        value.problem('discriminator-mapping', `The mapping leads to "${text}", which is none of the alternatives.`, { severity: 'warning' });
      } else {
        mapping.set(tag, branch ?? target);
      }
    }
    const mapped = new Set(mapping.values());
    for (const branch of branches) {
      if (mapped.has(branch)) continue;
      for (const tag of tagsOf(branch, propertyName)) if (!mapping.has(tag)) mapping.set(tag, branch);
    }
    draft.discriminator = { propertyName, mapping } satisfies Discriminator;
  }
}

function tagsOf(branch: Schema, propertyName: string): readonly string[] {
  const target = branch.ref ?? branch;
  const constants = constantsOf(target, propertyName, new Set());
  if (constants.length > 0) return constants;
  return target.name === undefined ? [] : [target.name];
}

/** The strings the tag property is confined to, looked up through references and `allOf`. */
function constantsOf(schema: Schema, propertyName: string, seen: Set<Schema>): readonly string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own = confinedTo(schema.properties?.get(propertyName));
  if (own.length > 0) return own;
  for (const part of [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.allOf ?? [])]) {
    const found = constantsOf(part, propertyName, seen);
    if (found.length > 0) return found;
  }
  return [];
}

function confinedTo(property: Schema | undefined): readonly string[] {
  const schema = property?.ref ?? property;
  const values = schema?.constant === undefined ? schema?.enum : [schema.constant.value];
  // One constant is a tag; a list that every branch shares (the enum of all tags) tells nothing about this one.
  return values?.length === 1 && typeof values[0] === 'string' ? [values[0]] : [];
}

/** Components by the schema they extend with `allOf`. */
function heirsOf(components: readonly Schema[]): ReadonlyMap<Schema, readonly Schema[]> {
  const heirs = new Map<Schema, Schema[]>();
  for (const component of components) {
    for (const { ref } of component.allOf ?? []) {
      if (ref === undefined) continue;
      const known = heirs.get(ref);
      if (known === undefined) heirs.set(ref, [component]);
      else known.push(component);
    }
  }
  return heirs;
}
