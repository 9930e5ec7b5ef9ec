/**
 * The protocol of the functions that check values.
 *
 * A value is checked without a {@link Place} first: then a check only says yes or no, stops at the first thing wrong and
 * allocates nothing. Only a value that fails is gone through once more with a place, and then issues are written down.
 */
import type { ValidationIssue } from './types.js';

/** The name or index under which a value stands in its parent. */
export type Key = string | number | undefined;

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

/**
 * Checks `value`, which stands at `key` of the container at `up`; the value validated itself has no key.
 * Returns whether to go on: `true` when nothing is wrong, and also when something is but every issue is wanted. So checks
 * are joined with `&&`.
 */
export type Check = (value: unknown, up?: Place, key?: Key) => boolean;

/** A container that is being looked at, in a run that reports. */
export interface Place {
  /** JSON Pointer (RFC 6901) of the container. */
  readonly path: string;
  /** Where issues go. */
  readonly issues: ValidationIssue[];
  /** Go on after an issue. */
  readonly all: boolean;
  /** Inside a sensitive value, which must not be shown. */
  readonly hidden?: boolean;
  /** Takes down what schemas look at, where that is asked for. */
  readonly seen?: SeenMembers | undefined;
}

/** What schemas have looked at; see seen.ts. */
export interface SeenMembers {
  /** Notes that a schema has looked at members of a container, which stands at `path`. */
  add(container: object, path: string, members: Iterable<string | number>): void;
  /** A new list for a check of which nobody knows yet whether it passes. */
  fork(): SeenMembers;
  /** Notes what another list holds. */
  join(other: SeenMembers): void;
}

/**
 * Writes down that `value` is not as `expected` (a noun phrase).
 * @returns whether to go on looking for more
 */
export function fail(value: unknown, up: Place | undefined, key: Key, keyword: string, expected: string): boolean {
  if (!up) return false;
  const { issues, all, hidden } = up;
  const pointer = pointerTo(up, key);
  const received = describe(value, hidden);
  const message = `${pointer || 'The value'} must be ${expected}, but is ${received}.`;
  // Two assertions about one place may both miss the type.
  if (issues.at(-1)?.message !== message) issues.push({ pointer, keyword, expected, received, message });
  // A large hostile value must not make a larger answer.
  return all && issues.length < 100;
}

/** JSON Pointer of what stands at a key of a place. */
export function pointerTo({ path }: Place, key: Key): string {
  return key === undefined ? path : `${path}/${`${key}`.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** A value in a few words; of a hidden one only the kind. */
function describe(value: unknown, hidden: boolean | undefined): string {
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (value === undefined) return 'missing';
  if (hidden) return `a ${typeof value}`;
  return shorten(typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value), 60);
}

/** The beginning of a text that may be long. */
export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** True for a JSON object: not `null`, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Goes from a container into one of its members that is a container itself. */
export function enter(up: Place, key: Key): Place {
  return { ...up, path: pointerTo(up, key) };
}

/** A place whose values are not to be shown. */
export function hide(up: Place | undefined): Place | undefined {
  return up && { ...up, hidden: true };
}
