/**
 * The protocol of the functions that check values.
 *
 * A value is checked without a {@link Place} first: then a check only says yes or no, stops at the first thing wrong and
 * allocates nothing. Only a value that fails is gone through once more with a place, and then what is wrong is told.
 *
 * Everything here is part of every bundle, however small: each line has its price.
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
