/**
 * Versions of parts of a model, where one model follows another: as long as a part and all it leads to says the same, its version is
 * the same object. Named and nameless schemas are their own versions: what has not changed is the very same {@link Schema}.
 */
import type { ErrorType, Operation, Schema } from './model.js';

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

const surfaces = new WeakMap<Schema, object>();

/**
 * The surface of a named schema: the same object for as long as it says the same itself, and what can be seen from it of others. What
 * prints its declaration sees the names, descriptions and directions of what its members and items refer to, and all of what it is composed of.
 */
export function surfaceOf(schema: Schema): object {
  return surfaces.get(schema) ?? schema;
}

/** Gives a schema its surface. */
export function setSurface(schema: Schema, surface: object): void {
  surfaces.set(schema, surface);
}
