/** Cursors of pages: opaque texts for callers, positions for the server. */

/** Longer texts are no cursors of ours. */
const MAX_LENGTH = 4_096;

/** Writes a position as a cursor: base64url of JSON. It is not secret, and not signed: what comes back is a stranger's text. */
export function encodeCursor(position: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(position));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Reads a position from a cursor.
 * @param isPosition says whether a value is a position; anybody may have made it
 * @returns `undefined` for a text that is no cursor of ours
 */
export function decodeCursor<Position>(cursor: string, isPosition: (value: unknown) => value is Position): Position | undefined {
  if (cursor.length > MAX_LENGTH || !/^[\w-]+$/.test(cursor)) return undefined;
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isPosition(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
