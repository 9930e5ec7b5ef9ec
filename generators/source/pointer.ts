/** Building JSON Pointers (RFC 6901); reading them is in model/pointer.ts. */
import { escapeToken } from '../model/pointer.js';

/** Appends one reference token, escaped (RFC 6901 §3). */
export function appendToPointer(pointer: string, token: string | number): string {
  return `${pointer}/${typeof token === 'number' ? token : escapeToken(token)}`;
}

/** The pointer of some tokens, escaped. */
export function pointerOf(...tokens: readonly (string | number)[]): string {
  return tokens.reduce<string>(appendToPointer, '');
}
