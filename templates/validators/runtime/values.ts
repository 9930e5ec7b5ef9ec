/** Checks of any value: the simple types, `enum`, `const`. */
import { fail, isObject, shorten, type Check, type Key, type Place } from './run.js';

/** Any JSON value: everything but an absent one. */
export const any: Check = (value, up, key) => value !== undefined || fail(value, up, key, 'type', 'a value');

/** The schema `false`. */
export const never: Check = (value, up, key) => fail(value, up, key, 'false', 'absent');

/** Type `boolean`. */
export const boolean: Check = (value, up, key) => typeof value === 'boolean' || fail(value, up, key, 'type', 'a boolean');

/** Type `null`. */
export const nil: Check = (value, up, key) => value === null || fail(value, up, key, 'type', 'null');

/** Several types (2020-12 validation §6.1.1). */
export function types(...names: readonly string[]): Check {
  return (value, up, key) =>
    names.some((name) => name === typeOf(value) || (name === 'integer' && Number.isInteger(value))) ||
    fail(value, up, key, 'type', `of type ${names.join(' or ')}`);
}

/** The JSON type of a value; a number that JSON cannot hold has none. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : typeof value;
}

/** `enum` and `const` of strings, numbers, booleans and `null` (§6.1.2, §6.1.3). */
export function oneOfValues(...allowed: readonly unknown[]): Check {
  return (value, up, key) => allowed.includes(value) || failEnum(value, up, key, allowed);
}

/** `enum` and `const` with arrays or objects among the values. */
export function oneOfJson(...allowed: readonly unknown[]): Check {
  return (value, up, key) => allowed.some((candidate) => equal(candidate, value)) || failEnum(value, up, key, allowed);
}

function failEnum(value: unknown, up: Place | undefined, key: Key, allowed: readonly unknown[]): boolean {
  const keyword = allowed.length > 1 ? 'enum' : 'const';
  return !!up && fail(value, up, key, keyword, `one of ${shorten(JSON.stringify(allowed).slice(1, -1), 500)}`);
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
