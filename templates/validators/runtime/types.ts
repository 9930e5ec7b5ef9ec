/**
 * The public vocabulary of the generated validators: what they take, what they answer, and how they plug into
 * other libraries.
 */

import type { ValidationIssue } from './issue.js';
import type { Check } from './run.js';

export type { ValidationIssue };

/** The answer of a `validate…` function. `value` is the argument itself, never a copy. */
export type ValidationResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

/** How thorough a validation is. */
export interface ValidateOptions {
  /** Collect every issue (up to 100) instead of stopping at the first. */
  readonly all?: boolean | undefined;
  /**
   * `closed` of `runtime/seen.js`: report properties that the description does not know, even where it leaves an object
   * open. Objects that are described without naming any property (free-form maps) stay open.
   */
  readonly closed?: Closed | undefined;
}

/** What the option `closed` takes: an import of its own, so that bundles without it are smaller. */
export type Closed = (check: Check) => Check;

/** Checks a value and says what is wrong with it; never throws. */
export type Validate<T = unknown> = (value: unknown, options?: ValidateOptions) => ValidationResult<T>;

/** Checks a value and nothing else: the fastest form. */
export type Is<T> = (value: unknown) => value is T;

/** Checks a value and throws a `ValidationError` when something is wrong with it. */
export type Assert<T> = (value: unknown, options?: ValidateOptions) => asserts value is T;

/** The validators of an operation's requests. Members exist only for what the description gives a schema. */
export interface RequestValidators {
  /** Path, query, header and cookie parameters, decoded, as one object keyed by parameter name. */
  readonly path?: Validate;
  readonly query?: Validate;
  readonly headers?: Validate;
  readonly cookies?: Validate;
  /** The decoded request body, by media type. */
  readonly body?: { readonly [mediaType: string]: Validate };
}

/** The validators of one operation. */
export interface OperationValidators extends RequestValidators {
  /** The decoded response body, by status (`200`, `4XX`, `default`) and media type. */
  readonly responses: { readonly [status: string]: { readonly [mediaType: string]: Validate } };
}

/** The Standard Schema interface, version 1 (https://standardschema.dev): what tRPC, Hono, TanStack Form … accept. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The answer of {@link StandardSchemaV1}. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[] };
