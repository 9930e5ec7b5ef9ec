/**
 * What a call can fail with. Every class has `type`, so that one `switch (error.type)` covers all of them.
 *
 * None of them keeps the request: neither credentials nor parameters can be reached from an error.
 */

// Never a value. The member of an enum is what TypeScript tells apart from every string literal, and yet takes for a string.
declare enum NotInTheDescription {
  type = '',
}

/**
 * The `type` of an API error that the description does not list for the call: at run time, whatever the API answered.
 * Comparing `error.type` to a listed literal rules this case out; comparing it to anything else does not compile.
 */
export type UnknownErrorType = NotInTheDescription;

/** What all failures have in common. */
export interface FailureFacts {
  readonly message: string;
  readonly operation: string;
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** For a ConnectionError. */
  readonly code?: string | undefined;
  /** For a ParameterError. */
  readonly parameter?: string;
  readonly cause?: unknown;
}

/** The base of everything a call can fail with. */
export abstract class SdkError extends Error {
  /** Says what happened; branch on this, never on `message`. */
  abstract readonly type: string;
  /** The operation that failed: `createOrganization`. */
  declare readonly operation: string;
  /** May the very same call be made again, as far as its retry policy goes? The SDK's own retries are over by now. */
  declare readonly retryable: boolean;
  /** The HTTP status, where there was an answer. */
  declare readonly status: number | undefined;
  /** The request id, where there was an answer that carried one. Quote it to the API's support. */
  declare readonly requestId: string | undefined;
  /** How long the API asked to wait before the next attempt (Retry-After), in milliseconds. */
  declare readonly retryAfterMs: number | undefined;

  constructor({ message, cause, ...facts }: FailureFacts) {
    super(message, cause ? { cause } : {});
    Object.assign(this, facts);
  }

  /** Plain data for logs; `JSON.stringify(error)` uses it. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/** What an error answer says, whatever its format. */
export interface ApiErrorFacts extends FailureFacts {
  readonly type: string;
  readonly docsUrl?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** The API answered, and the answer is an error. */
export class ApiError<Type extends string = string, Status extends number = number> extends SdkError {
  override readonly name: string = 'ApiError';
  /** The machine-readable name of the error, as on the wire. `http_<status>` where the body names none. */
  declare readonly type: Type;
  declare readonly status: Status;
  /** The documentation of this error. */
  declare readonly docsUrl: string | undefined;
  /** Facts about this occurrence, for the error types that carry them. */
  declare readonly details: Readonly<Record<string, unknown>> | undefined;
  /** The whole error body, scrubbed of what the request kept secret. Not enumerable, so that logging an error does not log it. */
  declare readonly body: unknown;

  constructor(facts: ApiErrorFacts & { readonly type: Type; readonly status: Status }, body: unknown) {
    super(facts);
    Object.defineProperty(this, 'body', { value: body });
  }
}

/** An API error of a type this SDK did not know for the call. */
export type UnknownApiError = ApiError<UnknownErrorType, number>;

/** No answer: the name did not resolve, the connection was refused, reset, or closed early. */
export class ConnectionError extends SdkError {
  override readonly name: string = 'ConnectionError';
  override readonly type: 'connection_failed' = 'connection_failed';
  /** The runtime's code, where it gave one: `ECONNREFUSED`. */
  declare readonly code: string | undefined;
}

/** The `timeout` ran out: while connecting, waiting for the answer or reading it. */
export class TimeoutError extends SdkError {
  override readonly name: string = 'TimeoutError';
  override readonly type: 'timeout' = 'timeout';
}

/** The caller's `signal` ended the call. `cause` is the signal's reason. */
export class AbortedError extends SdkError {
  override readonly name: string = 'AbortedError';
  override readonly type: 'aborted' = 'aborted';
}

/** There was an answer, but not one of this API: cut short, too large, a redirect, a proxy's HTML page. */
export class UnreadableResponseError extends SdkError {
  override readonly name: string = 'UnreadableResponseError';
  override readonly type: 'unreadable_response' = 'unreadable_response';
}

/** The call was not made: a parameter is missing or impossible, or a credential is absent. */
export class ParameterError extends SdkError {
  override readonly name: string = 'ParameterError';
  override readonly type: 'invalid_parameter' = 'invalid_parameter';
  /** The parameter, header or credential concerned. */
  declare readonly parameter: string;

  /** @param problem what is wrong with it, as the rest of a sentence that begins with its name */
  constructor(operation: string, parameter: string, problem: string) {
    super({ operation, parameter, message: `${operation}: ${parameter} ${problem}.`, retryable: false });
  }
}

/** Everything that can go wrong without the API having said so. */
export type TransportError = ConnectionError | TimeoutError | AbortedError | UnreadableResponseError | ParameterError;

/** The API errors of the given types, as a union that narrows on `type`. `Errors` has the known ones by their types. */
export type ApiErrorOf<Type extends string, Errors> = Type extends keyof Errors ? Errors[Type] : ApiError<Type>;

/**
 * Everything one call can fail with: its documented types, an unknown one, or a failure of transport. The documented ones are looked up in
 * `Errors`, since the compiler would have to work out a union anew for each call.
 */
export type CallError<Type extends keyof Errors, Errors> = Errors[Type] | UnknownApiError | TransportError;

/** True for anything thrown by this SDK. */
export function isSdkError(error: unknown): error is SdkError {
  return error instanceof SdkError;
}

/** True for an error answer of the API, of any type. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** True for an object that is no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
