/** `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12 §8.2.2): names inside a document that a reference may use instead of a pointer. */
import type { Json } from '../model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../pointer.js';

/** Pointers by anchor. */
export interface Anchors {
  /** Of two anchors of one name, the first. Dynamic anchors count too, as `$ref` may use them like any other. */
  readonly plain: ReadonlyMap<string, string>;
  /** Only names that one schema has: then a `$dynamicRef` can lead nowhere else, whatever path led to it. */
  readonly dynamic: ReadonlyMap<string, string>;
}

/** Finds every anchor of a document. */
export function anchorsOf(document: Json): Anchors {
  const plain = new Map<string, string>();
  const dynamic = new Map<string, string>();
  const ambiguous = new Set<string>();
  const pending: { readonly value: Json; readonly pointer: string }[] = [{ value: document, pointer: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer } = next;
    if (isJsonObject(value)) {
      const anchor = textMember(value, '$anchor');
      const dynamicAnchor = textMember(value, '$dynamicAnchor');
      if (anchor !== undefined && !plain.has(anchor)) plain.set(anchor, pointer);
      if (dynamicAnchor !== undefined) {
        if (!plain.has(dynamicAnchor)) plain.set(dynamicAnchor, pointer);
        if (dynamic.has(dynamicAnchor)) ambiguous.add(dynamicAnchor);
        dynamic.set(dynamicAnchor, pointer);
      }
      const members = Object.entries(value).map(([name, member]) => ({ value: member, pointer: `${pointer}/${escapeToken(name)}` }));
      for (const member of members.reverse()) pending.push(member);
    } else if (isJsonArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        const element = value[index];
        if (typeof element === 'object') pending.push({ value: element, pointer: `${pointer}/${index}` });
      }
    }
  }
  for (const name of ambiguous) dynamic.delete(name);
  return { plain, dynamic };
}

function textMember(value: { readonly [key: string]: Json }, name: string): string | undefined {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}
