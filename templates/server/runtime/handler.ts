/** The types that generated handlers are made of. */
import type { CallFacts } from './authentication.js';
import type { ApiError, ApiErrorFunction } from './errors.js';
import type { Environment } from './options.js';

/** What every handler gets, beside the parts of its own request. */
export interface HandlerCall<E extends Environment, OperationId extends string, Parameters, Type extends keyof Parameters & string> {
  readonly operationId: OperationId;
  /** The id of this request: in the answer, and in every log line about it. */
  readonly requestId: string;
  /** What the context factory of the server's options made for this call. */
  readonly context: E['context'];
  /** The principals of all schemes that were checked, by name. */
  readonly principals: { readonly [scheme: string]: unknown };
  /** Asked for when first read; a copy of the call (`{ ...call }`) lacks it, as it lacks `signal`. */
  readonly clientAddress: string | undefined;
  /** What the description does not name: any header of the request (`facts.header('user-agent')`), its method and its target. */
  readonly facts: CallFacts;
  /** Aborted when the caller hangs up: stop what nobody waits for. Made when first read; a copy of the call (`{ ...call }`) lacks it. */
  readonly signal: AbortSignal;
  /** Makes an error that this operation documents, to return or to throw. */
  readonly apiError: ApiErrorFunction<Parameters, Type>;
}

/** A handler: takes a validated call, gives a documented result or error, now or later. */
export type Handler<Call, Result, Type extends string> = (call: Call) => Outcome<Result, Type> | Promise<Outcome<Result, Type>>;

/** What a handler may return. */
export type Outcome<Result, Type extends string> = Result | ApiError<Type>;

/** A documented result whose body need not hold what the server fills in itself: `request_id` and `status_code`. */
export type Fillable<Result> = Result extends { readonly body: infer Body }
  ? { readonly [K in keyof Result as K extends 'body' ? never : K]: Result[K] } & { readonly body: FillableBody<Body> }
  : Result;

/** A body without, or with optional, `request_id` and `status_code`. */
export type FillableBody<Body> = Body extends object
  ? { [K in keyof Body as K extends FilledKey<Body> ? never : K]: Body[K] } & { [K in FilledKey<Body>]?: Body[K & keyof Body] }
  : Body;

type FilledKey<Body> =
  | (Body extends { readonly request_id: string } ? 'request_id' : never)
  | (Body extends { readonly status_code: number } ? 'status_code' : never);

/** Message parameters of an error whose message has none. */
export type NoParameters = Readonly<Record<never, never>>;
