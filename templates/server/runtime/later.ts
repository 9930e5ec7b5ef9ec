/** Values that may have to be waited for. Hooks that answer at once cost no turn of the event loop. */

/** A value, now or later. */
export type MaybePromise<T> = T | Promise<T>;

/** True for a value that must be waited for. */
export function isPromise<T>(value: MaybePromise<T> | PromiseLike<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
