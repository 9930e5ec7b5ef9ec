/** Checks of arrays. All but {@link array} and {@link arrayOf} accept whatever is none. */
import { within } from './limits.js';
import { isObject, type Check, type Place, type Verdict } from './run.js';
import { trial, unseen } from './trial.js';

/** Type `array`. */
export const array: Check = (value, at) => Array.isArray(value) || at?.fail(value, 'type', 'an array');

/** An array whose every item passes `check` (2020-12 core §10.3.1.2). */
export const arrayOf =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.every((item, index) => check(item, at?.enter(index))) : at?.fail(value, 'type', 'an array');

/** A check that accepts whatever is no array. */
function ifArray(check: (value: readonly unknown[], at: Place | undefined) => Verdict): Check {
  return (value, at) => !Array.isArray(value) || check(value, at);
}

/** `items` (core §10.3.1.2): every item from `start` on. */
export function items(check: Check, start = 0): Check {
  return ifArray((value, at) => value.every((item, index) => index < start || check(item, at?.enter(index))));
}

/** `prefixItems` (§10.3.1.1). */
export function prefixItems(...checks: readonly Check[]): Check {
  return ifArray((value, at) => checks.slice(0, value.length).every((check, index) => check(value[index], at?.enter(index))));
}

/** `contains` with `minContains` and `maxContains` (§10.3.1.3; validation §6.4.4, §6.4.5). */
export function contains(check: Check, least = 1, most: number = Infinity): Check {
  return ifArray((value, at) => {
    const found = [...value.keys()].filter((index) => trial(check, value[index], unseen(at)?.enter(index)));
    for (const index of found) at?.enter(index);
    if (found.length < least) {
      return at?.fail(value, least === 1 ? 'contains' : 'minContains', `an array with at least ${least} of the items asked for`);
    }
    return found.length <= most || at?.fail(value, 'maxContains', `an array with at most ${most} of the items asked for`);
  });
}

/** `minItems` and `maxItems` (validation §6.4.1, §6.4.2). */
export function count(least: number, most: number = Infinity): Check {
  return ifArray((value, at) => within(value.length, least, most, value, at, 'Items', ' item'));
}

/** `uniqueItems` (validation §6.4.3), in time that grows with the size of the array, not with its square. */
export const uniqueItems: Check = /* @__PURE__ */ ifArray((value, at) => {
  const known = new Map<unknown, number>();
  for (const [index, item] of value.entries()) {
    // Strings get a prefix so that none equals the text of an array or object.
    const identity = typeof item === 'string' ? `"${item}` : typeof item === 'object' && item ? canonical(item, 0) : item;
    if (identity === undefined && item !== undefined) {
      return unseen(at)?.enter(index).fail(item, 'uniqueItems', 'nested less deeply, to be compared');
    }
    const first = known.get(identity);
    if (first !== undefined) {
      return at?.fail(value, 'uniqueItems', `an array without equal items (${first} and ${index} are equal)`);
    }
    known.set(identity, index);
  }
  return true;
});

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
