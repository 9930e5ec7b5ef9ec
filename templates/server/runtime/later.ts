/** Values that may have to be waited for. Hooks that answer at once cost no turn of the event loop, and no promise. */

/** A value, now or later. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * True for a value that must be waited for: of a user's functions, which may make promises of any library. What the runtime itself makes is an
 * `instanceof Promise` or there already, which is told sooner.
 */
export function isPromise<T>(value: MaybePromise<T> | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
