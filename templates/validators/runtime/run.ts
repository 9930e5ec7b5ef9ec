/**
 * The protocol of the functions that check values.
 *
 * A value is checked without a {@link Place} first: then a check only says yes or no, stops at the first thing wrong and
 * allocates nothing. Only a value that fails is gone through once more with a place, and then what is wrong is told.
 */

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

/**
 * Checks `value`, which stands at `at`. Returns whether to go on: `true` when nothing is wrong, and also when something is but
 * more is wanted. So checks are joined with `&&`, and what is wrong is told with `|| at?.fail(…)`: without a place nothing is put
 * into words.
 */
export type Check = (value: unknown, at?: Place) => Verdict;

/** Whether to go on; `undefined`, like `false`, is no. */
export type Verdict = boolean | undefined;

/** Where a value stands, in a run that reports. */
export interface Place {
  /** The place of a member of the container here. */
  enter(key: string | number): Place;
  /** This place, and all inside it, with values that must not be shown. */
  hide(): Place;
  /**
   * Tells that `value` is not as `expected` (a noun phrase); of an absent value, that it is absent.
   * @returns whether to go on looking for more
   */
  fail(value: unknown, keyword: string, expected: string): boolean;
}

/** True for a JSON object: not `null`, not an array. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

// Asking without reporting, and listening to what is looked at.

/** Something wrong that has not been reported yet. */
export interface Finding {
  /** Where it is to be reported. */
  readonly place: Place;
  /** Where it is, from the value asked about: a JSON Pointer, `''` for the value itself. */
  readonly path: string;
  readonly value: unknown;
  readonly keyword: string;
  readonly expected: string;
}

/** What is done with a finding; says whether to go on. */
type Report = (finding: Finding) => boolean;

/** A place that hears of what goes on. */
interface Listener extends Place {
  /** The place it stands for, which hears of findings alone. */
  readonly plain: Place;
  readonly path: string;
  /** Takes down the pointers of the members that schemas name. */
  readonly seen: Set<string> | undefined;
  readonly report: Report;
}

/** A trial finds no more than this: a large hostile value must not make larger notes. */
const mostFindings = 100;

/** Where a trial stands that nobody wants to hear of. */
const nowhere: Place = { enter: () => nowhere, hide: () => nowhere, fail: () => false };

const reportAtPlace: Report = ({ place, value, keyword, expected }) => place.fail(value, keyword, expected);

/**
 * A place in the stead of another one.
 * @param seen takes down the pointers of members, from `path` on; nothing is taken down without it
 */
function listener(plain: Place, path: string, seen: Set<string> | undefined, report: Report): Listener {
  return {
    plain,
    path,
    seen,
    report,
    enter(key) {
      const inside = pathInto(path, key);
      seen?.add(inside);
      return listener(plain.enter(key), inside, seen, report);
    },
    hide: () => listener(plain.hide(), path, seen, report),
    fail: (value, keyword, expected) => report({ place: plain, path, value, keyword, expected }),
  };
}

function isListener(at: Place): at is Listener {
  return 'plain' in at;
}

/** The pointer of a member, as it is written in the set of those seen. */
export function pathInto(path: string, key: string | number): string {
  return `${path}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** A place that takes down in `seen` what is looked at, from there on. */
export function listening(at: Place | undefined, seen: Set<string>): Place {
  if (at === undefined) return listener(nowhere, '', seen, reportAtPlace);
  return isListener(at) ? listener(at.plain, '', seen, at.report) : listener(at, '', seen, reportAtPlace);
}

/** What has been seen from `at` on counts as seen there. */
export function keepSeen(at: Place | undefined, seen: Iterable<string>): void {
  if (at !== undefined && isListener(at)) for (const path of seen) at.seen?.add(at.path + path);
}

/** A place where nothing that is looked at counts as seen. */
export function unseen(at: Place | undefined): Place | undefined {
  return at !== undefined && isListener(at) ? listener(at.plain, at.path, undefined, at.report) : at;
}

/** Whether a value passes a check, without reporting anything. What a passing check has seen counts as seen. */
export function trial(check: Check, value: unknown, at: Place | undefined): boolean {
  return at ? !attempt(check, value, at).length : check(value) === true;
}

/** What a check finds, not reported yet. What a passing check has seen counts as seen. */
export function attempt(check: Check, value: unknown, at: Place): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = isListener(at) && at.seen ? new Set<string>() : undefined;
  check(value, listener(isListener(at) ? at.plain : at, '', seen, (finding) => findings.push(finding) < mostFindings));
  if (!findings.length && seen) keepSeen(at, seen);
  return findings;
}

/** Reports what an attempt has found. Says whether to go on. */
export function tell(findings: readonly Finding[], at: Place): boolean {
  return findings.every((finding) => (isListener(at) ? at.report({ ...finding, path: at.path + finding.path }) : reportAtPlace(finding)));
}
