/** Checks made of other checks of the same value: unions, negation, conditions, sensitive values. */
import { has } from './containers.js';
import { attempt, isObject, tell, trial, unseen, type Check, type Place } from './run.js';

/** A tag value and the branch of a union that it selects. */
type Branch = readonly [tag: unknown, check: Check];

/**
 * `allOf` (2020-12 core §10.2.1.1), and assertions side by side. Of a value of the wrong type, or of none, no more is said
 * than that.
 */
export function all(...checks: readonly Check[]): Check {
  return (value, at) => {
    let ended = false;
    const inside = at && eavesdropped(at, (keyword) => (ended ||= value === undefined || keyword === 'type'));
    return checks.every((check) => ended || check(value, inside));
  };
}

/** A place, as it is, whose keywords are overheard. */
function eavesdropped(at: Place, hear: (keyword: string) => void): Place {
  return {
    ...at,
    hide: () => eavesdropped(at.hide(), hear),
    fail(value, keyword, expected) {
      hear(keyword);
      return at.fail(value, keyword, expected);
    },
  };
}

/** A check that `null` passes unseen. */
export const nullable =
  (check: Check): Check =>
  (value, at) =>
    value === null || check(value, at);

/**
 * A union whose branches differ in a required property of fixed values: the branch that the value selects decides, and
 * reports.
 */
export function tagged(name: string, ...branches: readonly Branch[]): Check {
  const byTag = new Map(branches);
  return (value, at) => {
    if (!isObject(value)) return at?.fail(value, 'type', 'an object');
    const tag = has(value, name) ? value[name] : undefined;
    const branch = byTag.get(tag);
    return branch ? branch(value, at) : at?.enter(name).fail(tag, 'discriminator', `one of ${[...byTag.keys()].join(', ')}`);
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
  return (value, at) => (at ? explain(value, at, branches, Infinity, choice) : branches.some((branch) => branch(value)));
}

/** `oneOf` (core §10.2.1.3). */
export function oneOf(branches: readonly Check[], choice?: Choice): Check {
  return (value, at) => (at ? explain(value, at, branches, 1, choice) : branches.filter((branch) => branch(value)).length === 1);
}

/**
 * At least one branch and at most `most`. When none matches, the issues are those of the branch meant, which is the one
 * `choice` tells, else the only one that the value's type fits. Each branch is asked once: the time that nested unions
 * take grows with their size.
 */
function explain(value: unknown, at: Place, branches: readonly Check[], most: number, choice?: Choice): boolean {
  const attempts = branches.map((branch) => attempt(branch, value, at));
  const passed = attempts.filter(({ length }) => !length).length;
  const keyword = most > 1 ? 'anyOf' : 'oneOf';
  if (passed > most) return at.fail(value, keyword, 'valid by one alternative only');
  if (passed) return true;
  const fitting = attempts.filter(([first]) => first?.path || !first || !/^(type|enum|const)$/.test(first.keyword));
  const meant = attempts[choice?.(value) ?? -1] ?? (fitting.length === 1 && fitting[0]);
  return meant ? tell(meant, at) : at.fail(value, keyword, oneAlternative);
}

const oneAlternative = 'valid by one alternative';

/** `anyOf` of strings, none of which is more likely meant than another. */
export const texts =
  (...branches: readonly Check[]): Check =>
  (value, at) =>
    branches.some((branch) => branch(value)) || at?.fail(value, 'anyOf', oneAlternative);

/** `anyOf` for branches without members: what all others refuse, `last` refuses with its issues. */
export const either =
  (last: Check, ...others: readonly Check[]): Check =>
  (value, at) =>
    others.some((branch) => branch(value)) || last(value, at);

/** `not` (core §10.2.1.4). */
export function not(check: Check): Check {
  return (value, at) => !trial(check, value, unseen(at)) || at?.fail(value, 'not', 'something else');
}

/** `if`, `then`, `else` (core §10.2.2). */
export function when(condition: Check, then?: Check, otherwise?: Check): Check {
  return (value, at) => {
    const next = trial(condition, value, at) ? then : otherwise;
    return !next || next(value, at);
  };
}

/** A sensitive value: what is wrong is said, what is there is not. */
export const hidden =
  (check: Check): Check =>
  (value, at) =>
    check(value, at?.hide());
