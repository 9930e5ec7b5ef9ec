/** Gives an operation its callable form: on its own, and bound to a client. */
import type { Connection } from './connection.js';
import { SdkError } from './errors.js';
import type { OperationSpec } from './operation.js';
import type { CallOptions, Result } from './options.js';
import type { Params } from './request.js';

/** The arguments of a call. `params` may be left out where nothing in it is required. */
export type CallArguments<Input, Options> = {} extends Input ? [params?: Input, options?: Options] : [params: Input, options?: Options];

/** A call bound to a client. Called, it rejects with one of `Failure`. */
export interface Call<Input extends object, Options extends CallOptions, Data, Failure> {
  // Without a doc comment: an editor would show it in place of what the description says about the call.
  (...args: CallArguments<Input, Options>): Promise<Data>;
  /** Makes the call and gives its outcome as a value: `{ ok: true, data } | { ok: false, error }`. Rejects only with what a hook throws. */
  result(...args: CallArguments<Input, Options>): Promise<Result<Data, Failure>>;
  /** True when a caught value is a failure of this very call, typed with the errors it can have. */
  isError(error: unknown): error is Failure;
}

/** A call as a function of its own, which takes the connection first. A bundler keeps only those in use. */
export interface Operation<Input extends object, Options extends CallOptions, Data, Failure> {
  // Without a doc comment, as above.
  (connection: Connection, ...args: CallArguments<Input, Options>): Promise<Data>;
  /** The same, with the outcome as a value. */
  result(connection: Connection, ...args: CallArguments<Input, Options>): Promise<Result<Data, Failure>>;
  /** True when a caught value is a failure of this very call. */
  isError(error: unknown): error is Failure;
}

/**
 * Makes the callable form of a description. Its types are what the description promises: an answer is checked against them
 * only where `validateResponses` is set.
 */
export function operation<Input extends object, Options extends CallOptions, Data, Failure>(
  spec: OperationSpec,
): Operation<Input, Options, Data, Failure> {
  const isError = (error: unknown): error is Failure => error instanceof SdkError && error.operation === spec.id;
  const result = async (connection: Connection, ...[params, options]: CallArguments<Input, Options>): Promise<Result<Data, Failure>> => {
    try {
      return { ok: true, ...(await connection.send<Data>(spec, params as Params | undefined, options)) };
    } catch (error) {
      if (isError(error)) return { ok: false, error };
      throw error;
    }
  };
  const call = async (connection: Connection, ...args: CallArguments<Input, Options>): Promise<Data> => {
    const outcome = await result(connection, ...args);
    if (outcome.ok) return outcome.data;
    throw outcome.error;
  };
  return Object.assign(call, { isError, result });
}

/** Binds an operation to a connection. */
export function bind<Input extends object, Options extends CallOptions, Data, Failure>(
  connection: Connection,
  unbound: Operation<Input, Options, Data, Failure>,
): Call<Input, Options, Data, Failure> {
  return Object.assign((...args: CallArguments<Input, Options>) => unbound(connection, ...args), {
    isError: unbound.isError,
    result: (...args: CallArguments<Input, Options>) => unbound.result(connection, ...args),
  });
}
