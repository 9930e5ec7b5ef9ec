/** Checks of any value: the simple types, `enum`, `const`. */
import { isObject, type Check, type Place, type Verdict } from './run.js';

/** Any JSON value: everything but an absent one. */
export const any: Check = (value, at) => value !== undefined || at?.fail(value, 'required', 'present');

/** The schema `false`. */
export const never: Check = (value, at) => at?.fail(value, 'false', 'absent');

/** Type `boolean`. */
export const boolean: Check = (value, at) => typeof value === 'boolean' || at?.fail(value, 'type', 'a boolean');

/** Type `null`. */
export const nil: Check = (value, at) => value === null || at?.fail(value, 'type', 'null');

/** Several types (2020-12 validation §6.1.1). */
export function types(...names: readonly string[]): Check {
  return (value, at) =>
    names.some((name) => name === typeOf(value) || (name === 'integer' && Number.isInteger(value))) ||
    at?.fail(value, 'type', `of type ${names.join(' or ')}`);
}

/** The JSON type of a value; a number that JSON cannot hold has none. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : typeof value;
}

/** `enum` and `const` of strings, numbers, booleans and `null` (§6.1.2, §6.1.3). */
export const oneOfValues =
  (...allowed: readonly unknown[]): Check =>
  (value, at) =>
    allowed.includes(value) || at?.fail(value, allowed.length > 1 ? 'enum' : 'const', `one of ${JSON.stringify(allowed).slice(1, -1)}`);

/** `enum` of strings that a sentence can list as they are, given as that list. */
export const words =
  (list: string, allowed: readonly unknown[] = list.split(', ')): Check =>
  (value, at) =>
    allowed.includes(value) || at?.fail(value, 'enum', `one of ${list}`);

/** The same for values too many or too long to list them all in a sentence. */
export function oneOfMany(...allowed: readonly unknown[]): Check {
  return (value, at) => allowed.includes(value) || failMany(value, at, allowed);
}

/** `enum` and `const` with arrays or objects among the values. */
export function oneOfJson(...allowed: readonly unknown[]): Check {
  return (value, at) => allowed.some((candidate) => equal(candidate, value)) || failMany(value, at, allowed);
}

function failMany(value: unknown, at: Place | undefined, allowed: readonly unknown[]): Verdict {
  return at?.fail(value, allowed.length > 1 ? 'enum' : 'const', `one of ${JSON.stringify(allowed).slice(1, -1).replace(/(.{500}).+/s, '$1...')}`);
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
