/** JSON Pointers (RFC 6901) and the URI fragments that carry them. */
import type { Json } from './model.js';

/** One reference token, escaped: `a/b~c` → `a~1b~0c`. */
export function escapeToken(token: string): string {
  return token.includes('/') || token.includes('~') ? token.replace(/~/g, '~0').replace(/\//g, '~1') : token;
}

/** The tokens of a pointer, unescaped; none for the root. */
export function pointerTokens(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1);
  return pointer.includes('~') ? tokens.map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~')) : tokens;
}

/**
 * The pointer in a reference to the same document: `#/components/schemas/A%20B` → `/components/schemas/A B`.
 * Undefined for anything else: another document, an anchor, a broken percent escape.
 */
export function pointerOfFragment(reference: string): string | undefined {
  if (reference === '#') return '';
  if (!reference.startsWith('#/')) return undefined;
  try {
    return pointerTokens(decodeURIComponent(reference.slice(1))).map((token) => `/${escapeToken(token)}`).join('');
  } catch {
    return undefined;
  }
}

/** The value a pointer leads to; undefined where it leads nowhere. Only own members count. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const token of pointerTokens(pointer)) {
    if (isJsonArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isJsonObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
    else return undefined;
  }
  return value;
}

/** A JSON object, as against an array, a scalar or nothing. */
export function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON array. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
