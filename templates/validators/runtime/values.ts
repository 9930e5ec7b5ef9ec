/** Checks of any value: the simple types, `enum`, `const`. */
import { fail, isObject, type Check, type Key, type Run } from './run.js';

/** Any JSON value: everything but an absent one. */
export const any: Check = (value, run, depth, key) => value !== undefined || fail(value, run, depth, key, 'type', 'a value');

/** The schema `false`. */
export const never: Check = (value, run, depth, key) => fail(value, run, depth, key, 'false', 'absent');

/** Type `boolean`. */
export const boolean: Check = (value, run, depth, key) =>
  typeof value === 'boolean' || fail(value, run, depth, key, 'type', 'a boolean');

/** Type `null`. */
export const nil: Check = (value, run, depth, key) => value === null || fail(value, run, depth, key, 'type', 'null');

/** Several types (2020-12 validation §6.1.1). */
export function types(...names: readonly string[]): Check {
  return (value, run, depth, key) =>
    names.some((name) => name === typeOf(value) || (name === 'integer' && Number.isInteger(value))) ||
    fail(value, run, depth, key, 'type', `of type ${names.join(' or ')}`);
}

/** The JSON type of a value; a number that JSON cannot hold has none. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : typeof value;
}

/** `enum` and `const` of strings, numbers, booleans and `null` (§6.1.2, §6.1.3). */
export function oneOfValues(...allowed: readonly unknown[]): Check {
  return (value, run, depth, key) => allowed.includes(value) || failEnum(value, run, depth, key, allowed);
}

/** `enum` and `const` with arrays or objects among the values. */
export function oneOfJson(...allowed: readonly unknown[]): Check {
  return (value, run, depth, key) =>
    allowed.some((candidate) => equal(candidate, value)) || failEnum(value, run, depth, key, allowed);
}

function failEnum(value: unknown, run: Run, depth: number, key: Key, allowed: readonly unknown[]): boolean {
  const list = allowed.slice(0, 20).map((candidate) => JSON.stringify(candidate)).join(', ');
  const [keyword, expected] = allowed.length === 1 ? ['const', list] : ['enum', `one of ${list}`];
  return fail(value, run, depth, key, keyword, allowed.length > 20 ? `${expected} …` : expected);
}

/** Equality of JSON values (2020-12 core §4.2.2); goes no deeper than `expected` does. */
export function equal(expected: unknown, value: unknown): boolean {
  if (expected === value) return true;
  if (Array.isArray(expected)) {
    return Array.isArray(value) && expected.length === value.length && expected.every((item, index) => equal(item, value[index]));
  }
  if (!isObject(expected) || !isObject(value)) return false;
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(value).length &&
    names.every((name) => Object.hasOwn(value, name) && equal(expected[name], value[name]))
  );
}
