/** Checks made of other checks of the same value: unions, negation, conditions, sensitive values. */
import { has } from './objects.js';
import { enter, fail, hide, isObject, pointerTo, type Check, type Key, type Place } from './run.js';
import { attempt, trial } from './trial.js';

/** A tag value and the branch of a union that it selects. */
type Branch = readonly [tag: unknown, check: Check];

/** `allOf` (2020-12 core §10.2.1.1), and assertions side by side. */
export function all(...checks: readonly Check[]): Check {
  return (value, up, key) => {
    for (const check of checks) if (!check(value, up, key)) return false;
    return true;
  };
}

/** A check that `null` passes unseen. */
export function nullable(check: Check): Check {
  return (value, up, key) => value === null || check(value, up, key);
}

/**
 * A union whose branches differ in a required property of fixed values: the branch that the value selects decides, and
 * reports.
 */
export function tagged(name: string, ...branches: readonly Branch[]): Check {
  const byTag = new Map(branches);
  return (value, up, key) => {
    if (!isObject(value)) return fail(value, up, key, 'type', 'an object');
    const tag = has(value, name) ? value[name] : undefined;
    const branch = byTag.get(tag);
    if (branch !== undefined) return branch(value, up, key);
    const keyword = tag === undefined ? 'required' : 'discriminator';
    return !!up && fail(tag, enter(up, key), name, keyword, `one of ${JSON.stringify([...byTag.keys()]).slice(1, -1)}`);
  };
}

/** Which branch of a union a value means, by index: the one whose issues are reported. */
type Choice = (value: unknown) => number | undefined;

/** The choice by a property whose values tell the branches apart. */
export function tag(name: string, ...branches: readonly (readonly [value: unknown, branch: number])[]): Choice {
  const byValue = new Map(branches);
  return (value) => (isObject(value) && has(value, name) ? byValue.get(value[name]) : undefined);
}

/** `anyOf` (2020-12 core §10.2.1.2). */
export function anyOf(branches: readonly Check[], choice?: Choice): Check {
  return (value, up, key) => {
    if (up) return explain(value, up, key, branches, Infinity, choice);
    for (const branch of branches) if (branch(value)) return true;
    return false;
  };
}

/** `oneOf` (core §10.2.1.3). */
export function oneOf(branches: readonly Check[], choice?: Choice): Check {
  return (value, up, key) => {
    if (up) return explain(value, up, key, branches, 1, choice);
    let passed = 0;
    for (const branch of branches) if (branch(value)) passed += 1;
    return passed === 1;
  };
}

/**
 * At least one branch and at most `most`. When none matches, the issues are those of the branch meant, which is the one
 * `choice` tells, else the only one that the value's type fits. Each branch is asked once: the time that nested unions
 * take grows with their size.
 */
function explain(value: unknown, up: Place, key: Key, branches: readonly Check[], most: number, choice?: Choice): boolean {
  const attempts = branches.map((branch) => attempt(branch, value, up, key));
  const passed = attempts.filter(({ length }) => !length).length;
  const keyword = most > 1 ? 'anyOf' : 'oneOf';
  if (passed > most) return fail(value, up, key, keyword, 'valid by one alternative only');
  if (passed) return true;
  const here = pointerTo(up, key);
  const fitting = attempts.filter(([first]) => first?.pointer !== here || !/^(type|enum|const)$/.test(first.keyword));
  const meant = attempts[choice?.(value) ?? -1] ?? (fitting.length === 1 && fitting[0]);
  if (!meant) return noneOf(branches.length, keyword)(value, up, key);
  up.issues.push(...meant);
  return up.all;
}

/** `anyOf` for branches without members: what all others refuse, `last` refuses with its issues. */
export function either(last: Check, ...others: readonly Check[]): Check {
  return (value, up, key) => {
    for (const branch of others) if (branch(value)) return true;
    return last(value, up, key);
  };
}

/** What to say of a value that no branch of a union accepts. */
export function noneOf(branches: number, keyword = 'anyOf'): Check {
  return (value, up, key) => fail(value, up, key, keyword, `valid by one of the ${branches} alternatives`);
}

/** `not` (core §10.2.1.4). */
export function not(check: Check): Check {
  return (value, up, key) =>
    !trial(check, value, up && { ...up, seen: undefined }, key) || fail(value, up, key, 'not', 'something else');
}

/** `if`, `then`, `else` (core §10.2.2). */
export function when(condition: Check, then?: Check, otherwise?: Check): Check {
  return (value, up, key) => {
    const next = trial(condition, value, up, key) ? then : otherwise;
    return next === undefined || next(value, up, key);
  };
}

/** A sensitive value: what is wrong is said, what is there is not. */
export function hidden(check: Check): Check {
  return (value, up, key) => check(value, hide(up), key);
}
