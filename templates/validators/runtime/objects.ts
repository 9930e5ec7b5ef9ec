/** Checks of objects. */
import { enter, fail, isObject, leave, see, unknown, type Check, type JsonObject, type Key, type Run } from './run.js';
import { trial } from './trial.js';

/** Checks by property name. */
type Members = Readonly<Record<string, Check>>;

/** A further condition on an object whose members are known to be right. */
export type ObjectRule = (value: JsonObject, run: Run, depth: number, key: Key, names: ReadonlyMap<string, unknown>) => boolean;

/** A named property of an object schema. */
interface Member {
  readonly name: string;
  readonly check: Check;
  readonly needed: boolean;
}

/**
 * Type `object`, with `properties`, `required` and `additionalProperties` (2020-12 core §10.3.2, validation §6.5.3).
 * @param rest what properties not named are held to; {@link absent} where none may be
 * @param rules what else the schema asks of an object
 */
export function object(required: Members, optional: Members = {}, rest?: Check, ...rules: readonly ObjectRule[]): Check {
  const list = (members: Members, needed: boolean): Member[] => Object.keys(members).map((name) => ({ name, check: members[name] ?? absent, needed }));
  const needed = list(required, true);
  const members = [...needed, ...list(optional, false)];
  const byName = new Map(members.map((member) => [member.name, member]));
  // Objects from one source have their properties in one order: the last order seen is a good guess at the next one.
  const order = members;
  return (value, run, depth, key) => {
    if (!isObject(value)) return fail(value, run, depth, key, 'type', 'an object');
    if (!enter(value, run, depth, key, byName.size > 0 ? byName.keys() : undefined)) return run.all;
    let found = 0;
    let index = 0;
    for (const name in value) {
      const item = value[name];
      if (item === undefined) continue;
      let member = order[index];
      if (member?.name !== name) {
        member = byName.get(name);
        if (member !== undefined) order[index] = member;
      }
      if (member !== undefined) {
        index += 1;
        if (member.needed) found += 1;
        if (!member.check(item, run, depth + 1, name)) return false;
      } else if (rest !== undefined && !rest(item, run, depth + 1, name)) return false;
    }
    if (found < needed.length) {
      for (const { name } of needed) {
        if (own(value, name) === undefined && !fail(undefined, run, depth + 1, name, 'required', 'present')) return false;
      }
    }
    if (rest !== undefined && run.seen !== undefined) see(value, run, depth, key, Object.keys(value));
    for (const rule of rules) if (!rule(value, run, depth, key, byName)) return false;
    return true;
  };
}

/** A check that accepts whatever is no object. */
export function ifObject(check: Check): Check {
  return (value, run, depth, key) => !isObject(value) || check(value, run, depth, key);
}

/** An own property; what the prototype holds under that name does not count. */
export function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** `patternProperties` and `additionalProperties` (core §10.3.2.2, §10.3.2.3). */
export function others(additional: Check | undefined, ...patterns: readonly (readonly [RegExp, Check])[]): ObjectRule {
  return (value, run, depth, key, names) => {
    const looked: string[] = [];
    for (const name of Object.keys(value)) {
      const checks = patterns.flatMap(([expression, check]) => (expression.test(name) ? [check] : []));
      if (checks.length === 0 && !names.has(name) && additional !== undefined) checks.push(additional);
      if (checks.length > 0) looked.push(name);
      if (!checks.every((check) => check(value[name], run, depth + 1, name))) return false;
    }
    if (run.seen !== undefined) see(value, run, depth, key, looked);
    return true;
  };
}

/** The schema of an additional property where none may stand. */
export const absent: Check = (value, run, depth, key) => unknown(value, run, depth, key, 'additionalProperties');

/** `required` for names that `properties` does not list. */
export function present(...names: readonly string[]): ObjectRule {
  return (value, run, depth) =>
    names.every((name) => own(value, name) !== undefined || fail(undefined, run, depth + 1, name, 'required', 'present'));
}

/** `propertyNames` (core §10.3.2.4). */
export function propertyNames(check: Check): ObjectRule {
  return (value, run, depth) => {
    for (const name of Object.keys(value)) {
      if (trial(check, name, run, depth + 1, name)) continue;
      if (!fail(name, run, depth + 1, name, 'propertyNames', 'named as the description allows')) return false;
    }
    return true;
  };
}

/** `minProperties` and `maxProperties` (validation §6.5.1, §6.5.2). */
export function size(least: number, most: number = Infinity): ObjectRule {
  return (value, run, depth, key) => {
    const { length } = Object.keys(value);
    if (length < least) return fail(value, run, depth, key, 'minProperties', `an object with at least ${least} properties`);
    return length <= most || fail(value, run, depth, key, 'maxProperties', `an object with at most ${most} properties`);
  };
}

/** `dependentRequired` (validation §6.5.4) for one property. */
export function requires(name: string, ...needed: readonly string[]): ObjectRule {
  return (value, run, depth) =>
    own(value, name) === undefined ||
    needed.every((other) => own(value, other) !== undefined || fail(undefined, run, depth + 1, other, 'dependentRequired', 'present'));
}

/** `dependentSchemas` (core §10.2.2.4) for one property. */
export function dependent(name: string, check: Check): ObjectRule {
  return (value, run, depth, key) => own(value, name) === undefined || check(value, run, depth, key);
}

/** `x-one-of-required`: exactly one of these properties is present. */
export function exactlyOne(...names: readonly string[]): ObjectRule {
  return (value, run, depth, key) =>
    names.filter((name) => own(value, name) !== undefined).length === 1 ||
    fail(value, run, depth, key, 'x-one-of-required', `an object with exactly one of ${names.join(', ')}`);
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
