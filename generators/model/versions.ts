/**
 * Versions of parts of a model, where one model follows another: as long as a part and all it leads to says the same, its version is
 * the same object. Named and nameless schemas are their own versions: what has not changed is the very same {@link Schema}.
 */
import type { ErrorType, Operation } from './model.js';

const versions = new WeakMap<object, object>();

/**
 * The version of an operation or an error type; of a model that follows none, another one for each part.
 *
 * That of an operation covers its Path Item and what that refers to, but not what the document adds (security schemes, servers, the
 * catalogue, its place in the resource tree).
 */
export function versionOf(part: Operation | ErrorType): object {
  return versions.get(part) ?? part;
}

/** Gives a part its version. */
export function setVersion(part: Operation | ErrorType, version: object): void {
  versions.set(part, version);
}
