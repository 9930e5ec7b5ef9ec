/** What the reader of plain YAML knows of scalars, in blocks and in flow collections alike. */
import type { Json } from '../model/model.js';

/** Thrown where a text is more than the reader of plain YAML knows. */
export class Unknown extends Error {}

/** Nesting beyond this, of blocks or of flow collections, is left to the limits of the other parser. */
export const deepest = 40;

const word = /^(?:true|false|null)$/i;
const number = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/** False for keys that are no text to some parsers, or nothing that can be set like any other member. */
export function isOrdinaryKey(name: string): boolean {
  return name !== '__proto__' && !word.test(name);
}

/** The value of a text without quotes that begins with a letter (YAML 1.2.2 §10.3.2). */
export function plainValue(text: string): Json {
  if (!word.test(text)) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  throw new Unknown();
}

/** The value of a decimal number that is not negative; undefined for any other text. */
export function valueOfNumber(text: string): number | undefined {
  return number.test(text) ? Number(text) : undefined;
}
