/** Checks of single values: `enum`, `const`, the simple types, and what is asked of strings and numbers. */
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
  return at?.fail(value, allowed.length > 1 ? 'enum' : 'const', `one of ${JSON.stringify(allowed).slice(1, -1).replace(/(.{500}).+/su, '$1…')}`);
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

// Strings. Each check includes the type.

/** Type `string`. */
export const string: Check = (value, at) => typeof value === 'string' || at?.fail(value, 'type', 'a string');

/** A check that accepts whatever is no string. */
export function ifString(check: Check): Check {
  return (value, at) => typeof value !== 'string' || check(value, at);
}

/** `minLength` of one: what most strings are held to, without counting. */
export const filled: Check = (value, at) =>
  typeof value === 'string' ? value !== '' || at?.fail(value, 'minLength', 'at least 1 character') : at?.fail(value, 'type', 'a string');

/** `pattern` (2020-12 validation §6.3.3). */
export const pattern =
  (expression: RegExp): Check =>
  (value, at) =>
    typeof value === 'string' ? expression.test(value) || at?.fail(value, 'pattern', `a match of ${expression.source}`) : at?.fail(value, 'type', 'a string');

/** `minLength` and `maxLength`, in code points (§6.3.1, §6.3.2), and what else is asked of the string. */
export const text =
  (least: number, most: number = Infinity, check?: Check): Check =>
  (value, at) =>
    typeof value === 'string'
      ? // A code point is one or two units: most strings need not be counted.
        within(value.length < 2 * least || value.length > most ? [...value].length : least, least, most, value, at, 'Length', 'character') &&
        (!check || check(value, at))
      : at?.fail(value, 'type', 'a string');

/** Two checks of the same string. */
export const both =
  (first: Check, second: Check): Check =>
  (value, at) =>
    first(value, at) && (typeof value !== 'string' || second(value, at));

/** `pattern` with an expression whose backtracking could take very long: strings longer than `longest` are refused unseen. */
export function slowPattern(expression: RegExp, longest: number): Check {
  const matches = pattern(expression);
  return (value, at) =>
    typeof value === 'string' && value.length > longest
      ? at?.fail(value, 'pattern', `a match of ${expression.source}, of at most ${longest} characters`)
      : matches(value, at);
}

/** `format` (§7.3). */
export const format =
  (name: string, test: (text: string) => boolean): Check =>
  (value, at) =>
    typeof value === 'string' ? test(value) || at?.fail(value, 'format', `of format ${name}`) : at?.fail(value, 'type', 'a string');

// Numbers. All but `number` and `integer` accept whatever is none.

/** Type `integer`: a number without a fraction, `1.0` included (2020-12 validation §6.1.1), with `minimum` and `maximum` (§6.2.4, §6.2.2). */
export const integer =
  (least: number = -Infinity, most: number = Infinity): Check =>
  (value, at) =>
    typeof value === 'number' && value % 1 === 0
      ? value < least
        ? at?.fail(value, 'minimum', `at least ${least}`)
        : value <= most || at?.fail(value, 'maximum', `at most ${most}`)
      : at?.fail(value, 'type', 'an integer');

/** `minimum` and `maximum` of values that may be no numbers. */
export const limits =
  (least: number = -Infinity, most: number = Infinity): Check =>
  (value, at) =>
    typeof value === 'number' && value < least
      ? at?.fail(value, 'minimum', `at least ${least}`)
      : !(typeof value === 'number' && value > most) || at?.fail(value, 'maximum', `at most ${most}`);

/** Type `number`: any number JSON can hold, with `minimum` and `maximum`. */
export function number(...bounds: Parameters<typeof limits>): Check {
  const within = limits(...bounds);
  return (value, at) => (Number.isFinite(value) ? within(value, at) : at?.fail(value, 'type', 'a number'));
}

/** `exclusiveMinimum` (§6.2.5). */
export function above(limit: number): Check {
  return (value, at) => !(typeof value === 'number' && value <= limit) || at?.fail(value, 'exclusiveMinimum', `more than ${limit}`);
}

/** `exclusiveMaximum` (§6.2.3). */
export function below(limit: number): Check {
  return (value, at) => !(typeof value === 'number' && value >= limit) || at?.fail(value, 'exclusiveMaximum', `less than ${limit}`);
}

/** `multipleOf` (§6.2.1), of the numbers as written in decimal: 19.99 is a multiple of 0.01. */
export function multipleOf(step: number): Check {
  return (value, at) => typeof value !== 'number' || isMultiple(value, step) || at?.fail(value, 'multipleOf', `a multiple of ${step}`);
}

function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return true;
  const [digits, scale] = decimal(value);
  const [stepDigits, stepScale] = decimal(step);
  const common = Math.min(scale, stepScale);
  return (digits * 10n ** BigInt(scale - common)) % (stepDigits * 10n ** BigInt(stepScale - common)) === 0n;
}

/** A finite number as `digits × 10^scale`, exactly as it is written. */
function decimal(value: number): [digits: bigint, scale: number] {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

/**
 * What `minLength`, `maxItems`, `minProperties` … have in common: whether a size is neither too small nor too large.
 * @param value what has the size
 * @param kind what the keywords end in: `Length` of `minLength`
 * @param one what the number counts
 */
export const within = (
  size: number,
  least: number,
  most: number,
  value: unknown,
  at: Place | undefined,
  kind: string,
  one: string,
): Verdict =>
  size < least
    ? at?.fail(value, `min${kind}`, `at least ${least} ${one}${least === 1 ? '' : 's'}`)
    : size <= most || at?.fail(value, `max${kind}`, `at most ${most} ${one}${most === 1 ? '' : 's'}`);
