/** Checks of strings. Each includes the type. */
import { fail, type Check } from './run.js';

/** Type `string`. */
export const string: Check = (value, run, depth, key) =>
  typeof value === 'string' || fail(value, run, depth, key, 'type', 'a string');

/** A check that accepts whatever is no string. */
export function ifString(check: Check): Check {
  return (value, run, depth, key) => typeof value !== 'string' || check(value, run, depth, key);
}

/** `minLength` and `maxLength`, in code points (2020-12 validation §6.3.1, §6.3.2). */
export function length(least: number, most: number = Infinity): Check {
  return (value, run, depth, key) => {
    if (typeof value !== 'string') return string(value, run, depth, key);
    // A code point is one or two units: most strings need not be counted.
    const points = value.length >= 2 * least && value.length <= most ? most : count(value);
    if (points < least) return fail(value, run, depth, key, 'minLength', `at least ${least} character(s) long`);
    return points <= most || fail(value, run, depth, key, 'maxLength', `at most ${most} characters long`);
  };
}

/** The number of code points; a lone surrogate is one. */
function count(text: string): number {
  let points = 0;
  for (const _ of text) points += 1;
  return points;
}

/**
 * `pattern` (§6.3.3).
 * @param longest refuse longer strings unseen: for expressions whose backtracking could take very long
 */
export function pattern(expression: RegExp, longest: number = Infinity): Check {
  return (value, run, depth, key) =>
    typeof value === 'string'
      ? (value.length <= longest && expression.test(value)) || fail(value, run, depth, key, 'pattern', `a match of ${expression.source}`)
      : string(value, run, depth, key);
}

/** `format` (§7.3). */
export function format(name: string, test: (text: string) => boolean): Check {
  return (value, run, depth, key) =>
    typeof value === 'string' ? test(value) || fail(value, run, depth, key, 'format', `of format ${name}`) : string(value, run, depth, key);
}
