/** Handlers in unit tests: called without HTTP, without authentication and without validation. */
import { ApiError, type ErrorExtras, type MessageParameters } from './errors.js';

/** What {@link callHandler} provides unless a test does. */
type Provided = 'operationId' | 'requestId' | 'principals' | 'clientAddress' | 'facts' | 'signal' | 'apiError';

type Omissible<Call> = { [K in keyof Call]-?: undefined extends Call[K] ? K : never }[keyof Call] | (Provided & keyof Call);

/** The parts of a call that a test gives: its path, query, body, context, caller … as far as the operation has them. */
export type CallParts<Call> = { readonly [K in Exclude<keyof Call, Omissible<Call>>]: Call[K] } & {
  readonly [K in Omissible<Call>]?: Call[K] | undefined;
};

/**
 * Calls a handler.
 * @returns what it answers; an ApiError also where it throws one
 * @throws whatever else it throws
 */
export async function callHandler<Call extends object, Result>(
  handler: (call: Call) => Result,
  parts: CallParts<NoInfer<Call>>,
): Promise<Awaited<Result> | ApiError> {
  const { signal } = new AbortController();
  const facts = { requestId: 'request-of-a-test', operationId: '', method: '', target: '', header: () => undefined, clientAddress: undefined, signal };
  const call = { requestId: facts.requestId, operationId: '', principals: {}, clientAddress: undefined, facts, signal, apiError, ...parts };
  try {
    const result: Result = Reflect.apply(handler, undefined, [call]);
    return await result;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function apiError(type: string, parameters?: MessageParameters, extras?: ErrorExtras): ApiError {
  return new ApiError(type, parameters, extras);
}
