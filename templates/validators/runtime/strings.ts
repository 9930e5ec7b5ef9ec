/** Checks of strings. Each includes the type. */
import { fail, type Check } from './run.js';

/** Type `string`. */
export const string: Check = (value, up, key) => typeof value === 'string' || fail(value, up, key, 'type', 'a string');

/** A check that accepts whatever is no string. */
export function ifString(check: Check): Check {
  return (value, up, key) => typeof value !== 'string' || check(value, up, key);
}

/** `minLength` and `maxLength`, in code points (2020-12 validation §6.3.1, §6.3.2). */
export function length(least: number, most: number = Infinity): Check {
  return (value, up, key) => {
    if (typeof value !== 'string') return string(value, up, key);
    // A code point is one or two units: most strings need not be counted.
    const points = value.length >= 2 * least && value.length <= most ? most : [...value].length;
    if (points < least) return fail(value, up, key, 'minLength', `at least ${least} characters long`);
    return points <= most || fail(value, up, key, 'maxLength', `at most ${most} characters long`);
  };
}

/** `pattern` (§6.3.3). */
export function pattern(expression: RegExp): Check {
  return (value, up, key) =>
    typeof value === 'string'
      ? expression.test(value) || fail(value, up, key, 'pattern', `a match of ${expression.source}`)
      : string(value, up, key);
}

/** `pattern` with an expression whose backtracking could take very long: strings longer than `longest` are refused unseen. */
export function slowPattern(expression: RegExp, longest: number): Check {
  const matches = pattern(expression);
  return (value, up, key) =>
    typeof value === 'string' && value.length > longest
      ? fail(value, up, key, 'pattern', `a match of ${expression.source}, of at most ${longest} characters`)
      : matches(value, up, key);
}

/** `format` (§7.3). */
export function format(name: string, test: (text: string) => boolean): Check {
  return (value, up, key) =>
    typeof value === 'string' ? test(value) || fail(value, up, key, 'format', `of format ${name}`) : string(value, up, key);
}
