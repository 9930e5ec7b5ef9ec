/** Telling error types apart. */
import { ApiError, type ApiErrorOf } from './errors.js';

/** True for an API error of one of the given types. `Errors` has the known ones by their types. */
export type ErrorCheck<Errors> = <Type extends (keyof Errors & string) | (string & {})>(error: unknown, ...types: readonly Type[]) => error is ApiErrorOf<Type, Errors>;

/** The one implementation of every ErrorCheck. `never`, the narrowest type, stands for whatever type the check is declared with. */
export function checkError(error: unknown, ...types: readonly string[]): error is never {
  return error instanceof ApiError && types.includes(error.type);
}
