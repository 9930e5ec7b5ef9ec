/** Checks of strings. Each includes the type. */
import { within } from './limits.js';
import type { Check } from './run.js';

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
        within(value.length < 2 * least || value.length > most ? [...value].length : least, least, most, value, at, 'Length', ' character') &&
        (!check || check(value, at))
      : at?.fail(value, 'type', 'a string');

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
