/** Checks of objects. `depth` and `key` are those of the object, which `object()` has entered already. */
import { fail, isObject, leave, see, unknown, type Check, type JsonObject, type Key, type Run } from './run.js';
import { trial } from './trial.js';

/** An own property; what the prototype holds under that name does not count. */
export function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** `required` (2020-12 validation §6.5.3) for one name. */
export function has(value: JsonObject, run: Run, depth: number, name: string): boolean {
  return own(value, name) !== undefined || fail(undefined, run, depth + 1, name, 'required', 'present');
}

/** `additionalProperties: false`: no property but those named. */
export function only(value: JsonObject, run: Run, depth: number, names?: ReadonlySet<string>): boolean {
  for (const name of Object.keys(value)) {
    if (names?.has(name) !== true && !unknown(value[name], run, depth + 1, name, 'additionalProperties')) return false;
  }
  return true;
}

/** `patternProperties` and `additionalProperties` (core §10.3.2.2, §10.3.2.3). */
export function members(
  value: JsonObject,
  run: Run,
  depth: number,
  key: Key,
  names: ReadonlySet<string> | undefined,
  patterns: readonly (readonly [RegExp, Check])[],
  additional?: Check,
): boolean {
  const looked: string[] = [];
  for (const name of Object.keys(value)) {
    let known = names?.has(name) === true;
    for (const [expression, check] of patterns) {
      if (!expression.test(name)) continue;
      known = true;
      looked.push(name);
      if (!check(value[name], run, depth + 1, name)) return false;
    }
    if (known || additional === undefined) continue;
    looked.push(name);
    if (!additional(value[name], run, depth + 1, name)) return false;
  }
  see(value, run, depth, key, looked);
  return true;
}

/** `additionalProperties: true`: every property counts as described. */
export function openObject(value: JsonObject, run: Run, depth: number, key: Key): boolean {
  if (run.seen !== undefined) see(value, run, depth, key, Object.keys(value));
  return true;
}

/** The schema of an additional property where none may stand. */
export const absent: Check = (value, run, depth, key) => unknown(value, run, depth, key, 'additionalProperties');

/** `propertyNames` (core §10.3.2.4). */
export function propertyNames(value: JsonObject, run: Run, depth: number, check: Check): boolean {
  for (const name of Object.keys(value)) {
    if (trial(check, name, run, depth + 1, name)) continue;
    if (!fail(name, run, depth + 1, name, 'propertyNames', 'named as the description allows')) return false;
  }
  return true;
}

/** `minProperties` and `maxProperties` (validation §6.5.1, §6.5.2). */
export function size(value: JsonObject, run: Run, depth: number, key: Key, least: number, most = Infinity): boolean {
  const { length } = Object.keys(value);
  if (length < least) return fail(value, run, depth, key, 'minProperties', `an object with at least ${least} properties`);
  return length <= most || fail(value, run, depth, key, 'maxProperties', `an object with at most ${most} properties`);
}

/** `x-one-of-required`: exactly one of these properties is present. */
export function exactlyOne(value: JsonObject, run: Run, depth: number, key: Key, ...names: readonly string[]): boolean {
  return (
    names.filter((name) => own(value, name) !== undefined).length === 1 ||
    fail(value, run, depth, key, 'x-one-of-required', `an object with exactly one of ${names.join(', ')}`)
  );
}

/** `unevaluatedProperties` (core §11.3): `check` for the properties that nothing in `whole` has looked at. */
export function unevaluatedProperties(whole: Check, check: Check): Check {
  return (value, run, depth, key) => {
    if (!isObject(value)) return whole(value, run, depth, key);
    const { seen } = run;
    leave(run, depth + 1);
    run.seen = [];
    const goOn = whole(value, run, depth, key);
    leave(run, depth + 1);
    const members = run.seen[depth]?.members;
    run.seen = seen;
    if (!goOn) return false;
    const names = Object.keys(value);
    see(value, run, depth, key, names);
    run.keys[depth] = key;
    return names.every((name) => members?.has(name) === true || check(value[name], run, depth + 1, name));
  };
}

/** The schema of an unevaluated property where none may stand. */
export const unevaluated: Check = (value, run, depth, key) => unknown(value, run, depth, key);
