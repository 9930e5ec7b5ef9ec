/** Decides what an exchange means: a success with its data, or an error with its facts. */
import { readErrorBody } from './errorBody.js';
import { AbortedError, ApiError, ConnectionError, type FailureFacts, type SdkError, TimeoutError, UnreadableResponseError } from './errors.js';
import { type Answered, type Exchange, type Unanswered } from './exchange.js';
import type { OperationSpec } from './operation.js';
import type { ResponseInfo } from './options.js';
import { parsed, text } from './readers.js';
import { scrub } from './redact.js';
import { type Fate, mayRetry, retryAfter } from './retry.js';

/** A success, with what there is to know about it. */
export interface Answer {
  readonly data: unknown;
  readonly response: ResponseInfo;
}

/** What an exchange is judged by. */
export interface Circumstances {
  readonly operation: OperationSpec;
  /** Values that no message may show. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal | undefined;
  /** How many requests were sent, this one included. */
  readonly attempts: number;
}

/** In Node's and Bun's codes for a connection that was never established. Nothing can have been sent then. */
const neverConnected = /refused|notfound|eai_again|connect_timeout|failedtoopen/i;

/** Never throws. Every text that ends up in an error is scrubbed of the request's secrets. */
export function interpret(outcome: Exchange, circumstances: Circumstances): Answer | SdkError {
  return outcome.kind === 'answer' ? interpretAnswer(outcome, circumstances) : interpretFailure(outcome, circumstances);
}

const classes = {
  timeout: TimeoutError,
  aborted: AbortedError,
  connection_failed: ConnectionError,
  unreadable_response: UnreadableResponseError,
} as const;

function interpretFailure(outcome: Unanswered, circumstances: Circumstances): SdkError {
  const { kind, code, message } = outcome;
  const fate = kind === 'aborted' ? kind : neverConnected.test(code ?? '') ? 'unsent' : 'lost';
  return new classes[kind]({ ...factsOf(outcome, circumstances)(`${kind}. ${message}`, fate), code, cause: circumstances.signal?.reason });
}

function interpretAnswer(answer: Answered, circumstances: Circumstances): Answer | SdkError {
  const { operation, secrets, attempts } = circumstances;
  const { chunks, response } = answer;
  const { status, headers } = response;
  const facts = factsOf(answer, circumstances);
  const ok = status >= 200 && status < 300;
  try {
    if (ok) {
      // No Content has none by definition (RFC 9110 §15.3.5).
      const data = status === 204 ? undefined : (operation.read ?? parsed)(chunks, headers);
      return { data, response: { status, headers, requestId: requestIdOf(headers) ?? readErrorBody(data, status).requestId, attempts } };
    }
    if (status >= 400) {
      const content = scrub(text(chunks), secrets);
      const body: unknown = content && JSON.parse(content);
      const read = readErrorBody(body, status);
      const shared = facts(`${status} ${read.type}. ${read.message}${read.docsUrl ? ` See ${read.docsUrl}` : ''}`, status);
      return new ApiError({ ...read, ...shared, status, requestId: read.requestId ?? shared.requestId }, body);
    }
  } catch {
    // A proxy's page, or an answer cut short.
  }
  return new UnreadableResponseError(facts(`${status}, unreadable.`, ok ? 'lost' : status));
}

/** Begins the facts that every error has. */
function factsOf({ response }: Exchange, { operation: { id, retry }, secrets }: Circumstances) {
  return (message: string, fate: Fate): FailureFacts => ({
    operation: id,
    message: scrub(`${id}: ${message}`, secrets),
    retryable: mayRetry(retry, fate),
    status: response?.status,
    requestId: response && requestIdOf(response.headers),
    retryAfterMs: response && retryAfter(response.headers),
  });
}

function requestIdOf(headers: Headers): string | undefined {
  return headers.get('x-request-id') ?? undefined;
}
