/** Checks of objects and arrays. */
import { isObject, trial, unseen, type Check, type JsonObject, type Place, type Verdict } from './run.js';
import { within } from './values.js';

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
export const rules =
  (...list: readonly Rule[]): Rule =>
  (value, at, named) =>
    list.every((rule) => rule(value, at, named));

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
export const has = (value: JsonObject, name: string): boolean => Object.hasOwn(value, name) && value[name] !== undefined;

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
      at?.enter(name).hide().fail(value[name], 'additionalProperties', 'absent'),
  );

/** The schema `false` of properties among which patterns choose. */
export const absent: Check = (value, at) => value === undefined || at?.hide().fail(value, 'additionalProperties', 'absent');

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
    within(Object.keys(value).length, least, most, value, at, 'Properties', 'member');

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

// Arrays. All but `array` and `arrayOf` accept whatever is none.

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
  return ifArray((value, at) => within(value.length, least, most, value, at, 'Items', 'item'));
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
