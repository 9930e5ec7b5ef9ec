/** Names for the schemas a `$ref` points to that are not components, so that every reference can be printed by name. */
import type { Schema } from '../model.js';
import { pointerTokens } from '../pointer.js';
import type { SchemaDraft } from './schemaDraft.js';

/** Tokens of a pointer that say where, not what. */
const structural: ReadonlySet<string> = new Set(
  'components schemas properties paths content schema responses requestBodies requestBody parameters $defs definitions'.split(' '),
);

/**
 * Names what is referenced and nameless after its place: `/components/schemas/Member/properties/roles` → `Member_roles`.
 * @returns the schemas named here, by pointer
 */
export function nameReferenced(referenced: Iterable<SchemaDraft>, components: readonly Schema[]): readonly SchemaDraft[] {
  const taken = new Set(components.map(({ name }) => name));
  const nameless = [...referenced].filter(({ name }) => name === undefined).toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1));
  for (const draft of nameless) {
    const wanted = derivedName(draft.pointer);
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
    taken.add(name);
    draft.name = name;
  }
  return nameless;
}

function derivedName(pointer: string): string {
  const tokens = pointerTokens(pointer).filter((token) => !structural.has(token) && !token.includes('/json'));
  return tokens.map((token) => token.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '')).filter(Boolean).join('_') || 'Schema';
}
