/** Checks of arrays. `depth` and `key` are those of the array, which `array()` has entered already. */
import { array, fail, isObject, leave, see, type Check, type Key, type Run } from './run.js';
import { trial } from './trial.js';

/** An array whose every item passes `check`. */
export function arrayOf(check: Check): Check {
  return (value, run, depth, key) => (array(value, run, depth, key) ? items(value, run, depth, key, check) : run.all);
}

/** `items` (2020-12 core §10.3.1.2): every item from `start` on. */
export function items(value: readonly unknown[], run: Run, depth: number, key: Key, check: Check, start = 0): boolean {
  for (let index = start; index < value.length; index += 1) {
    if (!check(value[index], run, depth + 1, index)) return false;
  }
  if (run.seen !== undefined) see(value, run, depth, key, value.keys());
  return true;
}

/** `prefixItems` (§10.3.1.1). */
export function prefixItems(value: readonly unknown[], run: Run, depth: number, key: Key, checks: readonly Check[]): boolean {
  for (const [index, check] of checks.slice(0, value.length).entries()) {
    if (!check(value[index], run, depth + 1, index)) return false;
  }
  see(value, run, depth, key, checks.keys());
  return true;
}

/** `contains` with `minContains` and `maxContains` (§10.3.1.3; validation §6.4.4, §6.4.5). */
export function contains(
  value: readonly unknown[],
  run: Run,
  depth: number,
  key: Key,
  check: Check,
  least = 1,
  most = Infinity,
): boolean {
  const found: number[] = [];
  for (const [index, item] of value.entries()) {
    if (trial(check, item, run, depth + 1, index)) found.push(index);
  }
  see(value, run, depth, key, found);
  if (found.length < least) {
    const keyword = least === 1 ? 'contains' : 'minContains';
    return fail(value, run, depth, key, keyword, `an array with at least ${least} of the items asked for`);
  }
  return found.length <= most || fail(value, run, depth, key, 'maxContains', `an array with at most ${most} of the items asked for`);
}

/** `minItems` and `maxItems` (validation §6.4.1, §6.4.2). */
export function count(value: readonly unknown[], run: Run, depth: number, key: Key, least: number, most = Infinity): boolean {
  if (value.length < least) return fail(value, run, depth, key, 'minItems', `an array of at least length ${least}`);
  return value.length <= most || fail(value, run, depth, key, 'maxItems', `an array of at most length ${most}`);
}

/** `uniqueItems` (validation §6.4.3), in time that grows with the size of the array, not with its square. */
export function uniqueItems(value: readonly unknown[], run: Run, depth: number, key: Key): boolean {
  const known = new Map<unknown, number>();
  for (const [index, item] of value.entries()) {
    // Strings get a prefix so that none equals the text of an array or object.
    const identity = typeof item === 'string' ? `"${item}` : typeof item === 'object' && item ? canonical(item, 0) : item;
    if (identity === undefined && item !== undefined) {
      return fail(item, run, depth + 1, index, 'uniqueItems', 'nested less deeply, to be compared');
    }
    const first = known.get(identity);
    if (first !== undefined) {
      return fail(value, run, depth, key, 'uniqueItems', `an array without equal items (${first} and ${index} are equal)`);
    }
    known.set(identity, index);
  }
  return true;
}

/** A text that is the same for equal values only; nothing for values nested too deeply to say. */
function canonical(value: unknown, level: number): string | undefined {
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? `${value}` : JSON.stringify(value) ?? 'undefined';
  if (level > 200) return undefined;
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const part = canonical(item, level + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join()}]`;
  }
  if (!isObject(value)) return undefined;
  for (const name of Object.keys(value).sort()) {
    const part = canonical(value[name], level + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(name)}:${part}`);
  }
  return `{${parts.join()}}`;
}

/** `unevaluatedItems` (core §11.2): `check` for the items that nothing in `whole` has looked at. */
export function unevaluatedItems(whole: Check, check: Check): Check {
  return (value, run, depth, key) => {
    if (!Array.isArray(value)) return whole(value, run, depth, key);
    const { seen } = run;
    leave(run, depth + 1);
    run.seen = [];
    const goOn = whole(value, run, depth, key);
    leave(run, depth + 1);
    const members = run.seen[depth]?.members;
    run.seen = seen;
    if (!goOn) return false;
    see(value, run, depth, key, value.keys());
    run.keys[depth] = key;
    return value.every((item, index) => members?.has(index) === true || check(item, run, depth + 1, index));
  };
}
