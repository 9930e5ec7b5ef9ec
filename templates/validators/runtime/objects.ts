/** Checks of objects. All but {@link object} accept whatever is none. */
import { within } from './limits.js';
import { isObject, type Check, type JsonObject, type Place, type Verdict } from './run.js';
import { trial, unseen } from './trial.js';

/** Checks by property name, in the order of the description. */
type Members = Readonly<Record<string, Check>>;

/** What is asked of an object beside its properties. */
type Rule = (value: JsonObject, at: Place | undefined, named: Members) => Verdict;

/**
 * Type `object`, with `properties` and `required` (2020-12 core §10.3.2, validation §6.5.3).
 * @param members made for the first value: most applications use few of the objects that they load
 */
export const object = (members: () => Members, rule?: Rule): Check => {
  let named: Members;
  let list: readonly (readonly [string, Check])[] | undefined;
  return (value, at) =>
    isObject(value)
      ? (list ??= Object.entries((named = members()))).every(([name, check]) => check(value[name], at?.enter(name))) &&
        (!rule || rule(value, at, named))
      : at?.fail(value, 'type', 'an object');
};

/** Several rules as one. */
export function rules(...list: readonly Rule[]): Rule {
  return (value, at, named) => list.every((rule) => rule(value, at, named));
}

/** `additionalProperties` (core §10.3.2.3): what properties not named are held to. */
export const rest =
  (check: Check): Rule =>
  (value, at, named) =>
    Object.keys(value).every((name) => Object.hasOwn(named, name) || check(value[name], at?.enter(name)));

/** The check of a property whose name every object knows: `constructor`, `toString` … What it inherits is no property of it. */
export function own(name: string, check: Check): Check {
  return (value, at) => check(value === Reflect.get({}, name) ? undefined : value, at);
}

/** The check of a property that need not be there. */
export const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined || check(value, at);

/** A check that accepts whatever is no object. */
export function ifObject(check: Check): Check {
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
): Rule {
  return (value, at) =>
    Object.keys(value).every((name) => {
      const checks = patterns.flatMap(([expression, check]) => (expression.test(name) ? [check] : []));
      if (checks.length === 0 && !named.includes(name) && additional) checks.push(additional);
      return checks.every((check) => check(value[name], at?.enter(name)));
    });
}

/** An expression whose backtracking could take very long: names longer than `longest` do not match it. */
export function bounded(expression: RegExp, longest: number): Pick<RegExp, 'test'> {
  return { test: (name) => name.length <= longest && expression.test(name) };
}

/** The schema of additional properties that may have any value. */
export const open: Check = () => true;

/** `additionalProperties: false`. The values of such properties are not shown: nobody has said that they may be. */
export const closed: Rule = (value, at, named) =>
  Object.keys(value).every(
    (name) =>
      Object.hasOwn(named, name) ||
      value[name] === undefined ||
      at?.enter(name).hide().fail(value[name], 'additionalProperties', 'absent (not described)'),
  );

/** The schema `false` of properties among which patterns choose. */
export const absent: Check = (value, at) => value === undefined || at?.hide().fail(value, 'additionalProperties', 'absent (not described)');

/** `required` for names that `properties` does not list, or lists with a schema that accepts their absence. */
export function present(...names: readonly string[]): Rule {
  return (value, at) => names.every((name) => has(value, name) || at?.enter(name).fail(undefined, 'required', 'present'));
}

/** `propertyNames` (core §10.3.2.4). */
export function propertyNames(check: Check): Rule {
  return (value, at) =>
    Object.keys(value).every((name) => {
      // A name that is looked at does not count as a property that is.
      const place = unseen(at)?.enter(name);
      return trial(check, name, place) || place?.fail(name, 'propertyNames', 'named as the description allows');
    });
}

/** `minProperties` and `maxProperties` (validation §6.5.1, §6.5.2). */
export const size =
  (least: number, most: number = Infinity): Rule =>
  (value, at) =>
    within(Object.keys(value).length, least, most, value, at, 'Properties', ' property', ' properties');

/** `dependentRequired` (validation §6.5.4) for one property. */
export function requires(name: string, ...needed: readonly string[]): Rule {
  const rule = present(...needed);
  return (value, at, named) => !has(value, name) || rule(value, at, named);
}

/** `dependentSchemas` (core §10.2.2.4) for one property. */
export function dependent(name: string, check: Check): Rule {
  return (value, at) => !has(value, name) || check(value, at);
}

/** `x-one-of-required`: exactly one of these properties is present. */
export const exactlyOne =
  (...names: readonly string[]): Rule =>
  (value, at) =>
    names.filter((name) => has(value, name)).length === 1 ||
    at?.fail(value, 'x-one-of-required', `an object with exactly one of ${names.join(', ')}`);
