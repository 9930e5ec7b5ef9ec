/** Simple conditions of Arazzo 1.0 (§4.6.11.1): literals, expressions, comparisons, `&&`, `||`, `!` and parentheses. */
import type { Json } from '../model/model.js';

/** Something wrong with a condition. */
export class ConditionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConditionError';
  }
}

/** A condition, taken apart. */
export type Condition =
  | { readonly kind: 'literal'; readonly value: Json }
  /** `$response.body#/name` or, inside a filter of a JSONPath, `@.name`. */
  | { readonly kind: 'operand'; readonly text: string }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'comparison'; readonly operator: Comparison; readonly left: Condition; readonly right: Condition };

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const tokens = /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?(?![\w.]))|(?<word>true|false|null)(?!\w)|(?<operand>[$@][^\s()!=<>&|]*)|(?<operator>&&|\|\||==|!=|<=|>=|<|>|!|\(|\)))/gy;

/**
 * Takes a condition apart.
 *
 * @throws ConditionError when it is none
 */
export function parseCondition(text: string): Condition {
  const parts = split(text);
  let next = 0;
  const peek = (): string | undefined => {
    const part = parts[next];
    return part?.kind === 'operator' ? part.text : undefined;
  };

  const either = (): Condition => chain('||', () => chain('&&', negation));
  const chain = (operator: '&&' | '||', part: () => Condition): Condition => {
    let left = part();
    while (peek() === operator) {
      next += 1;
      left = { kind: 'logical', operator, left, right: part() };
    }
    return left;
  };
  const negation = (): Condition => {
    if (peek() !== '!') return comparison();
    next += 1;
    return { kind: 'not', operand: negation() };
  };
  const comparison = (): Condition => {
    const left = operand();
    const operator = comparisons.find((candidate) => candidate === peek());
    if (operator === undefined) return left;
    next += 1;
    return { kind: 'comparison', operator, left, right: operand() };
  };
  const operand = (): Condition => {
    const part = parts[next];
    next += 1;
    if (part === undefined) throw new ConditionError(`\`${text}\` ends too early.`);
    if (part.kind === 'literal') return { kind: 'literal', value: part.value };
    if (part.kind === 'operand') return { kind: 'operand', text: part.text };
    if (part.text !== '(') throw new ConditionError(`\`${part.text}\` stands in the wrong place of \`${text}\`.`);
    const inner = either();
    if (peek() !== ')') throw new ConditionError(`A parenthesis of \`${text}\` is not closed.`);
    next += 1;
    return inner;
  };
  const condition = either();
  if (next < parts.length) throw new ConditionError(`\`${text}\` goes on after its end.`);
  return condition;
}

/**
 * Whether a condition holds.
 *
 * @param valueOf what an operand stands for; undefined for nothing
 */
export function holds(condition: Condition, valueOf: (operand: string) => Json | undefined): boolean {
  switch (condition.kind) {
    case 'literal':
      return condition.value === true;
    case 'operand': {
      const value = valueOf(condition.text);
      return value !== undefined && value !== null && value !== false;
    }
    case 'not':
      return !holds(condition.operand, valueOf);
    case 'logical':
      return condition.operator === '&&' ? holds(condition.left, valueOf) && holds(condition.right, valueOf) : holds(condition.left, valueOf) || holds(condition.right, valueOf);
    case 'comparison':
      return compare(condition.operator, operandValue(condition.left, valueOf), operandValue(condition.right, valueOf));
  }
}

/** Every operand of a condition. */
export function operandsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'literal':
      return [];
    case 'operand':
      return [condition.text];
    case 'not':
      return operandsOf(condition.operand);
    default:
      return [...operandsOf(condition.left), ...operandsOf(condition.right)];
  }
}

const comparisons: readonly Comparison[] = ['==', '!=', '<=', '>=', '<', '>'];

type Part = { readonly kind: 'literal'; readonly value: Json } | { readonly kind: 'operand' | 'operator'; readonly text: string };

function split(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    end = match.index + match[0].length;
    const { text: quoted, number, word, operand, operator } = match.groups ?? {};
    if (quoted !== undefined) parts.push({ kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) parts.push({ kind: 'literal', value: Number(number) });
    else if (word !== undefined) parts.push({ kind: 'literal', value: word === 'null' ? null : word === 'true' });
    else if (operand !== undefined) parts.push({ kind: 'operand', text: operand });
    else if (operator !== undefined) parts.push({ kind: 'operator', text: operator });
  }
  if (text.slice(end).trim() !== '') throw new ConditionError(`\`${text.slice(end).trim()}\` in \`${text}\` is not understood.`);
  return parts;
}

function operandValue(condition: Condition, valueOf: (operand: string) => Json | undefined): Json | undefined {
  if (condition.kind === 'literal') return condition.value;
  if (condition.kind === 'operand') return valueOf(condition.text);
  return holds(condition, valueOf);
}

/** Texts are compared without regard to case (§4.6.11.1). */
function compare(operator: Comparison, left: Json | undefined, right: Json | undefined): boolean {
  const fold = (value: Json | undefined): Json | undefined => (typeof value === 'string' ? value.toLowerCase() : value);
  const [a, b] = [fold(left), fold(right)];
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string') || (typeof b !== 'number' && typeof b !== 'string')) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
