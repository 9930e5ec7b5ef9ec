/** Checks made of other checks of the same value: unions, negation, conditions, sensitive values. */
import { own } from './objects.js';
import { enter, fail, isObject, type Check, type Key, type Run } from './run.js';
import { trial } from './trial.js';

/** A tag value and the branch of a union that it selects. */
type Branch = readonly [tag: unknown, check: Check];

/** `allOf` (2020-12 core §10.2.1.1), and assertions side by side. */
export function all(...checks: readonly Check[]): Check {
  return (value, run, depth, key) => {
    for (const check of checks) if (!check(value, run, depth, key)) return false;
    return true;
  };
}

/** A check that `null` passes unseen. */
export function nullable(check: Check): Check {
  return (value, run, depth, key) => value === null || check(value, run, depth, key);
}

/**
 * A union whose branches differ in a required property of fixed values: the branch that the value selects decides, and
 * reports.
 */
export function tagged(name: string, ...branches: readonly Branch[]): Check {
  const byTag = new Map(branches);
  return (value, run, depth, key) => {
    if (!isObject(value)) return fail(value, run, depth, key, 'type', 'an object');
    const tag = own(value, name);
    const branch = byTag.get(tag);
    if (branch !== undefined) return branch(value, run, depth, key);
    const known = [...byTag.keys()].map((candidate) => JSON.stringify(candidate)).join(', ');
    return !enter(value, run, depth, key) || fail(tag, run, depth + 1, name, 'discriminator', `one of ${known}`);
  };
}

/**
 * `anyOf` (2020-12 core §10.2.1.2).
 * @param tag the property that tells the branches apart, when there is one: it selects whose issues are reported
 */
export function anyOf(branches: readonly Check[], tag?: string, ...tags: readonly Branch[]): Check {
  const byTag = new Map(tags);
  return (value, run, depth, key) => matches(value, run, depth, key, branches, Infinity, tag, byTag);
}

/** `oneOf` (core §10.2.1.3); parameters as of {@link anyOf}. */
export function oneOf(branches: readonly Check[], tag?: string, ...tags: readonly Branch[]): Check {
  const byTag = new Map(tags);
  return (value, run, depth, key) => matches(value, run, depth, key, branches, 1, tag, byTag);
}

/**
 * At least one branch and at most `most`. When none matches, the issues are those of the branch meant: the one the tag
 * selects, else the only one that the value's type fits.
 */
function matches(
  value: unknown,
  run: Run,
  depth: number,
  key: Key,
  branches: readonly Check[],
  most: number,
  tag: string | undefined,
  byTag: ReadonlyMap<unknown, Check>,
): boolean {
  let passed = 0;
  const meant: Check[] = [];
  for (const branch of branches) {
    if (trial(branch, value, run, depth, key)) {
      passed += 1;
      // Without a limit one is enough, unless what the others see is asked for.
      if (most > 1 && run.seen === undefined) return true;
    } else if (run.faultDepth > depth || !['type', 'enum', 'const'].includes(run.fault)) {
      meant.push(branch);
    }
  }
  if (passed > 0 && passed <= most) return true;
  const keyword = most > 1 ? 'anyOf' : 'oneOf';
  if (passed > most) return fail(value, run, depth, key, keyword, 'valid by one alternative only');
  if (run.issues !== undefined) {
    const selected = tag !== undefined && isObject(value) ? byTag.get(own(value, tag)) : undefined;
    const branch = selected ?? (meant.length === 1 ? meant[0] : undefined);
    if (branch !== undefined) return branch(value, run, depth, key);
  }
  return fail(value, run, depth, key, keyword, `valid by one of the ${branches.length} alternatives`);
}

/** `not` (core §10.2.1.4). */
export function not(check: Check): Check {
  return (value, run, depth, key) => {
    const { seen } = run;
    run.seen = undefined;
    const passed = trial(check, value, run, depth, key);
    run.seen = seen;
    return !passed || fail(value, run, depth, key, 'not', 'something else');
  };
}

/** `if`, `then`, `else` (core §10.2.2). */
export function when(condition: Check, then?: Check, otherwise?: Check): Check {
  return (value, run, depth, key) => {
    const next = trial(condition, value, run, depth, key) ? then : otherwise;
    return next === undefined || next(value, run, depth, key);
  };
}

/** A sensitive value: what is wrong is said, what is there is not. */
export function hidden(check: Check): Check {
  return (value, run, depth, key) => {
    run.hidden += 1;
    const goOn = check(value, run, depth, key);
    run.hidden -= 1;
    return goOn;
  };
}
