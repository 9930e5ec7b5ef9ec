/** Checks of objects. All but {@link object} accept whatever is none. */
import { within } from './limits.js';
import { enter, fail, hide, isObject, type Check, type JsonObject, type Place } from './run.js';
import { trial, unseen } from './trial.js';

/** Checks by property name, in the order of the description. */
type Members = Readonly<Record<string, Check>>;

/**
 * Type `object`, with `properties`, `required` and `additionalProperties` (2020-12 core §10.3.2, validation §6.5.3).
 * @param members made for the first value: most applications use few of the objects that they load
 * @param rest what properties not named are held to; {@link absent} where none may be
 */
export const object = (members: () => Members, rest?: Check): Check => {
  let named: Members;
  let list: readonly (readonly [string, Check])[] | undefined;
  return (value, at) => {
    if (!isObject(value)) return fail(value, at, 'type', 'an object');
    list ??= Object.entries((named = members()));
    for (const [name, check] of list) if (!check(value[name], enter(at, name))) return false;
    if (rest) for (const name in value) if (!Object.hasOwn(named, name) && !rest(value[name], enter(at, name))) return false;
    return true;
  };
};

/** The check of a property that need not be there. */
export const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined || check(value, at);

/** The check of a property whose name every object knows: `constructor`, `toString` … What it inherits is no property of it. */
export function own(name: string, check: Check): Check {
  return (value, at) => check(value === Reflect.get({}, name) ? undefined : value, at);
}

/** A check that accepts whatever is no object. */
export function ifObject(check: (value: JsonObject, at?: Place) => boolean): Check {
  return (value, at) => !isObject(value) || check(value, at);
}

/** Whether an object has a property of its own; what the prototype holds under that name does not count. */
export function has(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined;
}

/**
 * `patternProperties` and `additionalProperties` (core §10.3.2.2, §10.3.2.3).
 * @param named the properties that are not additional
 */
export function others(
  named: readonly string[],
  additional: Check | undefined,
  ...patterns: readonly (readonly [Pick<RegExp, 'test'>, Check])[]
): Check {
  return ifObject((value, at) =>
    Object.keys(value).every((name) => {
      const checks = patterns.flatMap(([expression, check]) => (expression.test(name) ? [check] : []));
      if (checks.length === 0 && !named.includes(name) && additional) checks.push(additional);
      return checks.every((check) => check(value[name], enter(at, name)));
    }),
  );
}

/** An expression whose backtracking could take very long: names longer than `longest` do not match it. */
export function bounded(expression: RegExp, longest: number): Pick<RegExp, 'test'> {
  return { test: (name) => name.length <= longest && expression.test(name) };
}

/** The schema of an additional property where none may stand. Its value is not shown: nobody has said that it may be. */
export const absent: Check = (value, at) => value === undefined || fail(value, hide(at), 'additionalProperties', 'absent (it is not described)');

/** `required` for names that `properties` does not list, or lists with a schema that accepts their absence. */
export function present(...names: readonly string[]): Check {
  return ifObject((value, at) => names.every((name) => has(value, name) || fail(undefined, enter(at, name), 'required', 'present')));
}

/** `propertyNames` (core §10.3.2.4). */
export function propertyNames(check: Check): Check {
  return ifObject((value, at) =>
    Object.keys(value).every((name) => {
      // A name that is looked at does not count as a property that is.
      const place = enter(unseen(at), name);
      return trial(check, name, place) || fail(name, place, 'propertyNames', 'named as the description allows');
    }),
  );
}

/** `minProperties` and `maxProperties` (validation §6.5.1, §6.5.2). */
export function size(least: number, most: number = Infinity): Check {
  return ifObject((value, at) => within(Object.keys(value).length, least, most, value, at, 'Properties', ' properties large'));
}

/** `dependentRequired` (validation §6.5.4) for one property. */
export function requires(name: string, ...needed: readonly string[]): Check {
  const rule = present(...needed);
  return ifObject((value, at) => !has(value, name) || rule(value, at));
}

/** `dependentSchemas` (core §10.2.2.4) for one property. */
export function dependent(name: string, check: Check): Check {
  return ifObject((value, at) => !has(value, name) || check(value, at));
}

/** `x-one-of-required`: exactly one of these properties is present. */
export function exactlyOne(...names: readonly string[]): Check {
  return ifObject(
    (value, at) =>
      names.filter((name) => has(value, name)).length === 1 ||
      fail(value, at, 'x-one-of-required', `an object with exactly one of ${names.join(', ')}`),
  );
}
