/** A second look at JSON: `JSON.parse` keeps the last of two equal keys in silence, and does not always say where it gave up. */

/** What is wrong, and the offset of it. */
export type JsonFault =
  | { readonly kind: 'duplicate'; readonly key: string; readonly offset: number }
  | { readonly kind: 'syntax'; readonly expected: string; readonly offset: number };

/**
 * Whether no key stands twice in one object of a text that `JSON.parse` understood: then the text has as many keys as the value. Most texts
 * need no other look.
 */
export function hasDistinctKeys(text: string, value: unknown): boolean {
  return countKeys(text) === countMembers(value);
}

/** A string of valid JSON, with the colon that makes it a key. */
const stringOrKey = /"(?:[^"\\]|\\.)*"(?:\s*:)?/g;

function countKeys(text: string): number {
  let count = 0;
  stringOrKey.lastIndex = 0;
  while (stringOrKey.test(text)) if (text[stringOrKey.lastIndex - 1] === ':') count += 1;
  return count;
}

function countMembers(root: unknown): number {
  const pending = [root];
  let count = 0;
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    const members: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) count += members.length;
    for (const member of members) if (typeof member === 'object') pending.push(member);
  }
  return count;
}

/** One open bracket: the keys of an object so far, or an array. */
type Open = { readonly keys: Set<string> } | 'array';

type Expectation = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

const token = /\s*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/y;

/**
 * Finds the first syntax error (RFC 8259) or the first key that stands twice in one object (§4).
 *
 * @returns undefined when there is neither
 */
export function scanJson(text: string): JsonFault | undefined {
  const open: Open[] = [];
  let expectation: Expectation = 'value';
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const lexeme = token.exec(text)?.[1];
    if (lexeme === undefined) {
      const offset = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
      // What is left after the last value may only be white space.
      return offset === text.length ? undefinedUnlessOpen(open, expectation, offset) : { kind: 'syntax', expected: expectation, offset };
    }
    const offset = token.lastIndex - lexeme.length;
    const innermost = open.at(-1);
    if (lexeme.startsWith('"') && expectation.startsWith('key') && innermost !== undefined && innermost !== 'array') {
      const key = String(JSON.parse(lexeme));
      if (innermost.keys.has(key)) {
        return { kind: 'duplicate', key, offset };
      }
      innermost.keys.add(key);
      expectation = ':';
      continue;
    }
    const next = advance(lexeme, expectation, open);
    if (next === undefined) {
      return { kind: 'syntax', expected: expectation, offset };
    }
    expectation = next;
  }
  return undefinedUnlessOpen(open, expectation, text.length);
}

/** What may follow the lexeme, or nothing when the lexeme may not stand here. */
function advance(lexeme: string, expectation: Expectation, open: Open[]): Expectation | undefined {
  const innermost = open.at(-1);
  switch (lexeme) {
    case '{':
    case '[':
      if (!expectation.startsWith('value')) {
        return undefined;
      }
      open.push(lexeme === '{' ? { keys: new Set() } : 'array');
      return lexeme === '{' ? 'key or }' : 'value or ]';
    case '}':
    case ']': {
      const isMatch = innermost !== undefined && (lexeme === ']') === (innermost === 'array');
      if (!isMatch || (expectation !== ', or end' && !expectation.endsWith(`or ${lexeme}`))) {
        return undefined;
      }
      open.pop();
      return ', or end';
    }
    case ':':
      return expectation === ':' ? 'value' : undefined;
    case ',':
      return expectation === ', or end' && innermost !== undefined ? (innermost === 'array' ? 'value' : 'key') : undefined;
    default:
      return expectation.startsWith('value') ? ', or end' : undefined;
  }
}

function undefinedUnlessOpen(open: readonly Open[], expectation: Expectation, offset: number): JsonFault | undefined {
  return open.length === 0 && expectation === ', or end' ? undefined : { kind: 'syntax', expected: expectation, offset };
}
