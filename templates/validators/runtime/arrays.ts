/** Checks of arrays. */
import { enter, fail, isObject, type Check, type Key, type Place } from './run.js';
import { trial } from './trial.js';

/**
 * A further condition on an array.
 * @param at the array's own place, which is also where its items are
 */
export type ArrayRule = (value: readonly unknown[], at: Place | undefined, up: Place | undefined, key: Key) => boolean;

/** Type `array`, and what the schema asks of one. */
export function array(...rules: readonly ArrayRule[]): Check {
  return (value, up, key) => {
    if (!Array.isArray(value)) return fail(value, up, key, 'type', 'an array');
    const at = up && enter(up, key);
    for (const rule of rules) if (!rule(value, at, up, key)) return false;
    return true;
  };
}

/** An array whose every item passes `check`. */
export function arrayOf(check: Check, ...rules: readonly ArrayRule[]): Check {
  return array(...rules, items(check));
}

/** A check that accepts whatever is no array. */
export function ifArray(check: Check): Check {
  return (value, up, key) => !Array.isArray(value) || check(value, up, key);
}

/** `items` (2020-12 core §10.3.1.2): every item from `start` on. */
export function items(check: Check, start = 0): ArrayRule {
  return (value, at) => {
    for (let index = start; index < value.length; index += 1) if (!check(value[index], at, index)) return false;
    at?.seen?.add(value, at.path, value.keys());
    return true;
  };
}

/** `prefixItems` (§10.3.1.1). */
export function prefixItems(...checks: readonly Check[]): ArrayRule {
  return (value, at) => {
    for (const [index, check] of checks.slice(0, value.length).entries()) if (!check(value[index], at, index)) return false;
    at?.seen?.add(value, at.path, checks.keys());
    return true;
  };
}

/** `contains` with `minContains` and `maxContains` (§10.3.1.3; validation §6.4.4, §6.4.5). */
export function contains(check: Check, least = 1, most: number = Infinity): ArrayRule {
  return (value, at, up, key) => {
    const found = [...value.keys()].filter((index) => trial(check, value[index], at, index));
    at?.seen?.add(value, at.path, found);
    if (found.length < least) {
      const keyword = least === 1 ? 'contains' : 'minContains';
      return fail(value, up, key, keyword, `an array with at least ${least} of the items asked for`);
    }
    return found.length <= most || fail(value, up, key, 'maxContains', `an array with at most ${most} of the items asked for`);
  };
}

/** `minItems` and `maxItems` (validation §6.4.1, §6.4.2). */
export function count(least: number, most: number = Infinity): ArrayRule {
  return (value, _at, up, key) => {
    if (value.length < least) return fail(value, up, key, 'minItems', `an array of at least length ${least}`);
    return value.length <= most || fail(value, up, key, 'maxItems', `an array of at most length ${most}`);
  };
}

/** `uniqueItems` (validation §6.4.3), in time that grows with the size of the array, not with its square. */
export const uniqueItems: ArrayRule = (value, at, up, key) => {
  const known = new Map<unknown, number>();
  for (const [index, item] of value.entries()) {
    // Strings get a prefix so that none equals the text of an array or object.
    const identity = typeof item === 'string' ? `"${item}` : typeof item === 'object' && item ? canonical(item, 0) : item;
    if (identity === undefined && item !== undefined) {
      return fail(item, at, index, 'uniqueItems', 'nested less deeply, to be compared');
    }
    const first = known.get(identity);
    if (first !== undefined) {
      return fail(value, up, key, 'uniqueItems', `an array without equal items (${first} and ${index} are equal)`);
    }
    known.set(identity, index);
  }
  return true;
};

/** A text that is the same for equal values only; nothing for values nested too deeply to say. */
function canonical(value: unknown, level: number): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }
  if (level > 200) return undefined;
  const parts: string[] = [];
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown) => ['', item])
    : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [`${JSON.stringify(name)}:`, member]);
  for (const [prefix, member] of entries) {
    const part = canonical(member, level + 1);
    if (part === undefined) return undefined;
    parts.push(prefix + part);
  }
  return isObject(value) ? `{${parts.join()}}` : `[${parts.join()}]`;
}
