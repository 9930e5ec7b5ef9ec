/** `$anchor` (JSON Schema 2020-12 §8.2.2): names inside a document that a `$ref` may use instead of a pointer. */
import type { Json } from '../model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../pointer.js';

/** Pointer by anchor. Of two anchors of one name the first counts. */
export function anchorsOf(document: Json): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const pending: { readonly value: Json; readonly pointer: string }[] = [{ value: document, pointer: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer } = next;
    if (isJsonObject(value)) {
      const anchor = Object.hasOwn(value, '$anchor') ? value['$anchor'] : undefined;
      if (typeof anchor === 'string' && !anchors.has(anchor)) anchors.set(anchor, pointer);
      const members = Object.entries(value).map(([name, member]) => ({ value: member, pointer: `${pointer}/${escapeToken(name)}` }));
      pending.push(...members.reverse());
    } else if (isJsonArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        const element = value[index];
        if (typeof element === 'object') pending.push({ value: element, pointer: `${pointer}/${index}` });
      }
    }
  }
  return anchors;
}
