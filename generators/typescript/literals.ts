/** Text of a document, made safe to stand in TypeScript source. Every character of the input is hostile. */
import type { Json } from '../model/model.js';

/**
 * What an editor does not show or a parser reads differently: control and format characters (bidirectional overrides
 * included), line and paragraph separators, private use, unpaired surrogates.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Visible characters of ASCII and spaces between them, but none that a literal escapes. */
const plainLiteral = /^[ -&(-[\]-~]*$/;

/** The same without what comments treat in a way of its own: tags, braces, stars. No space at either end. */
const plainComment = /^(?:[!-)+-?A-z|~](?:[ -)+-z|~]*[!-)+-z|~])?)?$/;

/** A single-quoted string literal. Whatever cannot be seen is written as an escape. */
export function stringLiteral(text: string): string {
  if (plainLiteral.test(text)) return `'${text}'`;
  const escaped = text.replace(/['\\]/g, (character) => `\\${character}`).replace(invisible, escapeCharacter);
  return `'${escaped}'`;
}

/** The name of a member of an interface or type literal: bare where it is an identifier, quoted otherwise. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

/**
 * The name of a member of an object literal. Like {@link propertyKey}, but `__proto__` is computed: written plainly it would
 * set the object's prototype instead of a member.
 */
export function objectKey(name: string): string {
  return name === '__proto__' ? `['__proto__']` : propertyKey(name);
}

/** `.name` or `['name']`: how a member is reached. */
export function memberAccess(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${stringLiteral(name)}]`;
}

/** A JSON value as an expression, on one line. */
export function jsonLiteral(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${objectKey(key)}: ${jsonLiteral(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A JSON value as JSON that can stand between the backticks of `String.raw`, on one line. */
export function jsonText(value: Json): string {
  return JSON.stringify(value).replace(/[`$]/g, escapeUnit).replace(invisible, (character) => character.replace(/[^]/g, escapeUnit));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A finite number as JavaScript writes it; what JSON cannot hold (an overflow such as `1e400`) becomes `0`. */
export function numberLiteral(value: number): string {
  return Number.isFinite(value) ? String(value) : '0';
}

/**
 * Plain text or Markdown as the inside of a doc comment: it cannot end the comment, begin a tag of its own or open an inline
 * tag, and holds no character that cannot be seen. Line breaks stay.
 */
export function jsdoc(text: string): string {
  if (isPlainComment(text)) return text;
  return commentText(text)
    .replace(/(^|\n)([ \t]*)@/g, '$1$2\\@')
    .replace(/\{(?=[ \t]*@)/g, '\\{');
}

/** Whether a text is the inside of a doc comment as it is: most are. */
export function isPlainComment(text: string): boolean {
  return plainComment.test(text);
}

/** The part of {@link jsdoc} that keeps a comment a comment, for text that already is TSDoc. */
export function commentText(text: string): string {
  if (isPlainComment(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/\t/g, '  ')
    .replace(invisible, (character) => (character === '\n' ? '\n' : /\p{Cs}/u.test(character) ? '\uFFFD' : ''))
    .replace(/\*(?=\/)/g, '*\\')
    .replace(/[ ]+$/gm, '')
    .trim();
}

/** The text of one `//` comment: a single line. */
export function lineComment(text: string): string {
  return commentText(text).replace(/\s*\n\s*/g, ' ');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
