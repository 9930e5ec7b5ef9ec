/** `JSON.parse` keeps the last of two equal keys in silence; this finds them. */

/**
 * Finds the first key that stands twice in one object.
 *
 * @param text a text that `JSON.parse` accepts
 * @returns the key and the offset of its second occurrence, or `undefined`
 */
export function findDuplicateJsonKey(text: string): { readonly key: string; readonly offset: number } | undefined {
  // One entry per open bracket: the keys of an object so far, or `undefined` for an array.
  const open: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [lexeme, colon] = match;
    if (lexeme === '{') {
      open.push(new Set());
    } else if (lexeme === '[') {
      open.push(undefined);
    } else if (lexeme === '}' || lexeme === ']') {
      open.pop();
    } else if (colon !== undefined) {
      const raw = lexeme.slice(1, lexeme.lastIndexOf('"'));
      const key = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
      const keys = open.at(-1);
      if (keys?.has(key) === true) {
        return { key, offset: match.index };
      }
      keys?.add(key);
    }
  }
  return undefined;
}
