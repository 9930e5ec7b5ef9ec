/**
 * The protocol of the functions that check values.
 *
 * A value is checked without a {@link Place} first: then a check only says yes or no, stops at the first thing wrong and
 * allocates nothing. Only a value that fails is gone through once more with a place, and then issues are written down.
 *
 * Everything here is part of every bundle, however small: each line has its price.
 */
import type { ValidationIssue } from './issue.js';

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

/**
 * Checks `value`, which stands at `at`. Returns whether to go on: `true` when nothing is wrong, and also when something is but
 * more issues are wanted. So checks are joined with `&&`.
 */
export type Check = (value: unknown, at?: Place) => boolean;

/** Where a value stands, in a run that reports. */
export interface Place {
  /** JSON Pointer (RFC 6901). */
  readonly path: string;
  /** Where issues go. */
  readonly issues: ValidationIssue[];
  /** How many of them are wanted: a large hostile value must not make a larger answer. */
  readonly most: number;
  /** Inside a sensitive value, which must not be shown. */
  readonly hidden?: boolean;
  /** Takes down the pointers of the members that schemas name, where that is asked for. */
  readonly seen?: Set<string> | undefined;
}

/**
 * Writes down that `value` is not as `expected` (a noun phrase); of an absent value, that it is absent.
 * @returns whether to go on looking for more
 */
export const fail = (value: unknown, at: Place | undefined, keyword: string, expected: string): boolean => {
  if (!at) return false;
  const { path: pointer, issues, most, hidden } = at;
  let received = isObject(value)
    ? 'an object'
    : Array.isArray(value)
      ? 'an array'
      : hidden
        ? `a ${typeof value}`
        : (typeof value === 'string' ? JSON.stringify(value) : String(value)).replace(/(.{60}).+/s, '$1…');
  if (value === undefined) {
    keyword = 'required';
    expected = 'present';
    received = 'missing';
  }
  return issues.push({ pointer, keyword, expected, received, message: `${pointer || 'The value'} must be ${expected}, but is ${received}.` }) < most;
};

/** True for a JSON object: not `null`, not an array. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The place of a member of the container at a place. */
export const enter = (at: Place | undefined, key: string | number): Place | undefined => {
  if (!at) return at;
  const path = `${at.path}/${`${key}`.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  at.seen?.add(path);
  return { ...at, path };
};

/** A place whose values are not to be shown. */
export const hide = (at: Place | undefined): Place | undefined => at && { ...at, hidden: true };
