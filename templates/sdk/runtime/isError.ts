/** Telling error types apart. */
import { ApiError, type ApiErrorOf } from './errors.js';

/** True for an API error of one of the given types. `Status` holds the known types and the HTTP status of each. */
export type ErrorCheck<Status> = <Type extends (keyof Status & string) | (string & {})>(error: unknown, ...types: readonly Type[]) => error is ApiErrorOf<Type, Status>;

/** True for an API error of one of the given types. */
export function checkError<Type extends string>(error: unknown, ...types: readonly Type[]): error is ApiErrorOf<Type, never> {
  return error instanceof ApiError && types.some((type) => type === error.type);
}
