/** Checks of objects. */
import { enter, fail, hide, isObject, type Check, type JsonObject, type Key, type Place } from './run.js';
import { trial } from './trial.js';

/** Checks by property name, in the order of the description; those of optional properties in brackets. */
type Members = Readonly<Record<string, Check | readonly Check[]>>;

/**
 * A further condition on an object whose members are known to be right.
 * @param at the object's own place, which is also where its members are
 */
export type ObjectRule = (value: JsonObject, at: Place | undefined, up: Place | undefined, key: Key, names: readonly string[]) => boolean;

/** A named property of an object schema. */
interface Member {
  readonly name: string;
  readonly check: Check;
  readonly optional: boolean;
  /** What `constructor`, `toString` … give on any object; no property of it. */
  readonly inherited: unknown;
}

/**
 * Type `object`, with `properties`, `required` and `additionalProperties` (2020-12 core §10.3.2, validation §6.5.3).
 * @param rest what properties not named are held to; {@link absent} where none may be
 * @param rules what else the schema asks of an object
 */
export function object(members: Members, rest?: Check, ...rules: readonly ObjectRule[]): Check {
  // Made when first needed: most applications use few of the objects that they load.
  let names: readonly string[] = [];
  let list: readonly Member[] | undefined;
  return (value, up, key) => {
    if (!isObject(value)) return fail(value, up, key, 'type', 'an object');
    const at = up && enter(up, key);
    if (!list) {
      list = Object.entries(members).flatMap(membersOf);
      names = Object.keys(members);
    }
    for (const { name, check, optional, inherited } of list) {
      const item = value[name];
      if (item === undefined || item === inherited) {
        if (!optional && !fail(undefined, at, name, 'required', 'present')) return false;
      } else if (!check(item, at, name)) return false;
    }
    if (rest) for (const name in value) if (!names.includes(name) && value[name] !== undefined && !rest(value[name], at, name)) return false;
    at?.seen?.add(value, at.path, rest ? Object.keys(value) : names);
    for (const rule of rules) if (!rule(value, at, up, key, names)) return false;
    return true;
  };
}

function membersOf([name, entry]: readonly [string, Check | readonly Check[]]): readonly Member[] {
  const inherited: unknown = Reflect.get({}, name);
  return [entry].flat().map((check) => ({ name, check, optional: check !== entry, inherited }));
}

/** A check that accepts whatever is no object. */
export function ifObject(check: Check): Check {
  return (value, up, key) => !isObject(value) || check(value, up, key);
}

/** Whether an object has a property of its own; what the prototype holds under that name does not count. */
export function has(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined;
}

/** `patternProperties` and `additionalProperties` (core §10.3.2.2, §10.3.2.3). */
export function others(additional: Check | undefined, ...patterns: readonly (readonly [Pick<RegExp, 'test'>, Check])[]): ObjectRule {
  return (value, at, _up, _key, names) => {
    const looked: string[] = [];
    for (const name of Object.keys(value)) {
      const checks = patterns.flatMap(([expression, check]) => (expression.test(name) ? [check] : []));
      if (checks.length === 0 && !names.includes(name) && additional !== undefined) checks.push(additional);
      if (checks.length > 0) looked.push(name);
      if (!checks.every((check) => check(value[name], at, name))) return false;
    }
    at?.seen?.add(value, at.path, looked);
    return true;
  };
}

/** An expression whose backtracking could take very long: names longer than `longest` do not match it. */
export function bounded(expression: RegExp, longest: number): Pick<RegExp, 'test'> {
  return { test: (name) => name.length <= longest && expression.test(name) };
}

/** The schema of an additional property where none may stand. Its value is not shown: nobody has said that it may be. */
export const absent: Check = (value, up, key) => fail(value, hide(up), key, 'additionalProperties', 'absent (it is not described)');

/** `required` for names that `properties` does not list. */
export function present(...names: readonly string[]): ObjectRule {
  return (value, at) => names.every((name) => has(value, name) || fail(undefined, at, name, 'required', 'present'));
}

/** `propertyNames` (core §10.3.2.4). */
export function propertyNames(check: Check): ObjectRule {
  return (value, at) =>
    Object.keys(value).every(
      (name) => trial(check, name, at, name) || fail(name, at, name, 'propertyNames', 'named as the description allows'),
    );
}

/** `minProperties` and `maxProperties` (validation §6.5.1, §6.5.2). */
export function size(least: number, most: number = Infinity): ObjectRule {
  return (value, _at, up, key) => {
    const { length } = Object.keys(value);
    if (length < least) return fail(value, up, key, 'minProperties', `an object with at least ${least} properties`);
    return length <= most || fail(value, up, key, 'maxProperties', `an object with at most ${most} properties`);
  };
}

/** `dependentRequired` (validation §6.5.4) for one property. */
export function requires(name: string, ...needed: readonly string[]): ObjectRule {
  const rule = present(...needed);
  return (value, at, up, key, names) => !has(value, name) || rule(value, at, up, key, names);
}

/** `dependentSchemas` (core §10.2.2.4) for one property. */
export function dependent(name: string, check: Check): ObjectRule {
  return (value, _at, up, key) => !has(value, name) || check(value, up, key);
}

/** `x-one-of-required`: exactly one of these properties is present. */
export function exactlyOne(...names: readonly string[]): ObjectRule {
  return (value, _at, up, key) =>
    names.filter((name) => has(value, name)).length === 1 ||
    fail(value, up, key, 'x-one-of-required', `an object with exactly one of ${names.join(', ')}`);
}
