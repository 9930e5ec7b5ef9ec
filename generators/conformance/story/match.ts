/** Is a body what a story expects? What a story does not name may be anything. */
import type { Json } from '../../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../../model/pointer.js';

/** Matchers: an object with one of these members says what a value must be, in place of the value. */
export const matchers = ['$contains', '$length', '$matches', '$not', '$present', '$type'] as const;
type Matcher = (typeof matchers)[number];

/**
 * Compares a value with what is expected of it: members that are named must be there and match, lists must have the same length.
 *
 * @returns one sentence for each difference
 */
export function mismatches(expected: Json, actual: Json | undefined, pointer = ''): readonly string[] {
  const place = pointer === '' ? 'The body' : pointer;
  const matcher = matcherOf(expected);
  if (matcher !== undefined) return applied(matcher.name, matcher.operand, actual, pointer);
  if (isJsonObject(expected)) {
    if (!isJsonObject(actual)) return [`${place} should be an object, but is ${shown(actual)}.`];
    return Object.entries(expected).flatMap(([name, member]) =>
      mismatches(member, Object.hasOwn(actual, name) ? actual[name] : undefined, `${pointer}/${escapeToken(name)}`),
    );
  }
  if (isJsonArray(expected)) {
    if (!isJsonArray(actual)) return [`${place} should be a list, but is ${shown(actual)}.`];
    if (actual.length !== expected.length) return [`${place} should have ${items(expected.length)}, but has ${actual.length}.`];
    return expected.flatMap((item, index) => mismatches(item, actual[index], `${pointer}/${index}`));
  }
  return expected === actual ? [] : [`${place} should be ${shown(expected)}, but is ${shown(actual)}.`];
}

function applied(name: Matcher, operand: Json, actual: Json | undefined, pointer: string): readonly string[] {
  const place = pointer === '' ? 'The body' : pointer;
  const fail = (what: string): readonly string[] => [`${place} should ${what}, but is ${shown(actual)}.`];
  switch (name) {
    case '$present':
      return (actual !== undefined) === operand ? [] : [`${place} should ${operand === true ? '' : 'not '}be there.`];
    case '$not':
      return actual !== undefined && mismatches(operand, actual, pointer).length > 0 ? [] : fail(`be there and not ${shown(operand)}`);
    case '$type':
      return typeOf(actual) === operand || (operand === 'number' && typeOf(actual) === 'integer') ? [] : fail(`be of type ${String(operand)}`);
    case '$matches':
      return typeof actual === 'string' && new RegExp(String(operand), 'u').test(actual) ? [] : fail(`match ${String(operand)}`);
    case '$length':
      return (isJsonArray(actual) || typeof actual === 'string') && actual.length === operand ? [] : fail(`have a length of ${String(operand)}`);
    case '$contains': {
      if (!isJsonArray(actual)) return fail('be a list');
      return actual.some((item) => mismatches(operand, item).length === 0) ? [] : [`${place} should contain ${shown(operand)}; none of its ${items(actual.length)} is that.`];
    }
  }
}

function matcherOf(expected: Json): { readonly name: Matcher; readonly operand: Json } | undefined {
  if (!isJsonObject(expected)) return undefined;
  const [entry, ...more] = Object.entries(expected);
  const name = matchers.find((candidate) => candidate === entry?.[0]);
  return name === undefined || entry === undefined || more.length > 0 ? undefined : { name, operand: entry[1] };
}

function typeOf(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

function items(count: number): string {
  return `${count} item${count === 1 ? '' : 's'}`;
}
