/** Schemas of strings that accept no more than others: alternatives that need not be asked. */
import type { Schema } from '../../model/model.js';
import { compilePattern } from '../../patterns/pattern.js';
import { parseRegex, type RegexNode } from '../../patterns/regexSyntax.js';
import { allowedValues } from './facts.js';

/** Texts made of the characters of a class, so and so many. */
interface Alphabet {
  /** A class that stands for characters of ASCII alone. */
  readonly characters: string;
  readonly least: number;
  readonly most: number;
}

/** Whether a schema of strings surely accepts every text that `narrower`, one too, accepts. */
export function acceptsAllOf(wider: Schema, narrower: Schema): boolean {
  const room = alphabetOf(resolved(wider));
  if (room === undefined) return false;
  const { types, pattern, minLength = 0, maxLength = Infinity, ...schema } = resolved(narrower);
  const values = allowedValues(schema);
  if (values !== undefined) return values.every((value) => typeof value !== 'string' || isWithin(value, room));
  if (pattern === undefined || !isWhole(pattern)) return false;
  const extent = extentOf(parseRegex(pattern), room.characters);
  return extent !== undefined && Math.max(extent.least, minLength) >= room.least && Math.min(extent.most, maxLength) <= room.most;
}

/**
 * One expression that accepts what at least one of several schemas of strings accepts, where all of them are told by characters and
 * lengths alone: `^(?:[a-z]{2,9}|[0-9]+)$`. Undefined where one is not.
 */
export function commonPattern(schemas: readonly Schema[]): string | undefined {
  const alphabets = schemas.map((schema) => alphabetOf(resolved(schema))).filter((alphabet) => alphabet !== undefined);
  if (alphabets.length < schemas.length || alphabets.some(({ least, most }) => least > most)) return undefined;
  return `^(?:${alphabets.map(({ characters, least, most }) => characters + quantifierOf(least, most)).join('|')})$`;
}

/** Whether the pattern of a schema accepts no text that is too short or too long for it: an issue that shows it says enough. */
export function tellsLengths({ minLength = 0, maxLength = Infinity, ...schema }: Schema): boolean {
  const { pattern } = schema;
  if (pattern !== undefined && minLength <= 1 && maxLength === Infinity && isWhole(pattern) && (extentOf(parseRegex(pattern))?.least ?? 0) > 0) return true;
  const alphabet = alphabetOf(schema);
  return alphabet !== undefined && alphabet.least >= minLength && alphabet.most <= maxLength;
}

function quantifierOf(least: number, most: number): string {
  if (most === Infinity) return least === 1 ? '+' : `{${least},}`;
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function resolved(schema: Schema): Schema {
  return schema.ref !== undefined && allowsText(schema) && Object.keys(schema).every((keyword) => !assertions.has(keyword)) ? resolved(schema.ref) : schema;
}

function allowsText({ types }: Schema): boolean {
  return types === undefined || types.includes('string');
}

const assertions: ReadonlySet<string> = new Set(['pattern', 'minLength', 'maxLength', 'enum', 'constant', 'format', 'allOf', 'anyOf', 'oneOf', 'not', 'if']);

/** The texts that a schema accepts, when they are told by their characters and lengths alone. */
function alphabetOf(schema: Schema): Alphabet | undefined {
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  const others = [...assertions].filter((keyword) => keyword !== 'pattern' && keyword !== 'minLength' && keyword !== 'maxLength');
  if (pattern === undefined || schema.ref !== undefined || !allowsText(schema) || others.some((keyword) => Reflect.get(schema, keyword) !== undefined)) return undefined;
  const [, characters, quantifier = ''] = /^\^(\[[^\\^\]][^\\\]]*\])(\+|\*|\{\d+(?:,\d*)?\})\$$/.exec(pattern) ?? [];
  if (characters === undefined || !isAscii(characters) || compilePattern(characters) === undefined) return undefined;
  const repeat = parseRegex(`a${quantifier}`);
  const extent = extentOf(repeat, 'a');
  return extent && { characters, least: Math.max(extent.least, minLength), most: Math.min(extent.most, maxLength) };
}

function isWithin(text: string, { characters, least, most }: Alphabet): boolean {
  return text.length >= least && text.length <= most && compilePattern(`^${characters}*$`)?.test(text) === true;
}

/** Whether an expression matches whole texts only, nothing that it has matched before, and by the same flags all over (`(?i:…)`). */
function isWhole(pattern: string): boolean {
  return /^\^(?:[^\\]|\\[^1-9k])*\$$/.test(pattern) && !/\(\?[a-z-]/.test(pattern) && !pattern.endsWith('\\$') && parseRegex(pattern).kind !== 'choice';
}

interface Extent {
  readonly least: number;
  readonly most: number;
}

/**
 * How long the texts are that an expression matches, when all its characters are surely of a class.
 * @param characters the class; without one, characters are counted whatever they are
 */
function extentOf(node: RegexNode, characters?: string): Extent | undefined {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return { least: 0, most: 0 };
    case 'character':
      return characters === undefined || isSubset(node.source, characters) ? { least: 1, most: 1 } : undefined;
    case 'repeat': {
      const part = extentOf(node.part, characters);
      return part && { least: part.least * node.least, most: part.most === 0 ? 0 : part.most * node.most };
    }
    case 'sequence':
    case 'choice': {
      const parts = (node.kind === 'sequence' ? node.parts : node.options).map((part) => extentOf(part, characters));
      const extents = parts.filter((part) => part !== undefined);
      if (extents.length < parts.length) return undefined;
      const [least, most] = [extents.map((extent) => extent.least), extents.map((extent) => extent.most)];
      if (node.kind === 'choice') return { least: Math.min(...least), most: Math.max(...most) };
      return { least: sum(least), most: sum(most) };
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Whether each character that `narrower` stands for is one of `wider`. */
function isSubset(narrower: string, wider: string): boolean {
  if (!isAscii(narrower)) return false;
  const [inner, outer] = [compilePattern(`^${narrower}$`), compilePattern(`^${wider}$`)];
  return inner !== undefined && outer !== undefined && ascii.every((character) => !inner.test(character) || outer.test(character));
}

const ascii: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Whether a character of an expression, or a class of them, is sure to stand for ASCII alone: no negation, no escapes but a few. */
function isAscii(source: string): boolean {
  return /^(?:[\x20-\x7e]|\\[dw./-]|\[(?!\^)(?:[\x20-\x5b\x5e-\x7e]|\\[dw./-])+\])$/.test(source) && source !== '.';
}
