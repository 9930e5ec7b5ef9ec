/** Reading what a parsed document holds, whatever that is: what is missing or of another kind reads as nothing. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';

/** An object of a parsed document. */
export type JsonObject = { readonly [name: string]: Json };

/** The value, if it is an object. */
export function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value, if it is a list. */
export function list(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

/** The value as text. */
export function words(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
