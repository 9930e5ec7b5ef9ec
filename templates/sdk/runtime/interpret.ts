/** Decides what an exchange means: a success with its data, or an error with its facts. */
import { readErrorBody } from './errorBody.js';
import { AbortedError, ApiError, ConnectionError, type FailureFacts, type SdkError, TimeoutError, UnreadableResponseError } from './errors.js';
import type { Exchange } from './exchange.js';
import type { OperationSpec } from './operation.js';
import type { ResponseInfo } from './options.js';
import { parsed, text } from './readers.js';
import { scrub } from './redact.js';
import { type Fate, mayRetry, retryAfter } from './retry.js';

/** A success, with what there is to know about it. */
export interface Answer<Data> {
  readonly data: Data;
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

const classes = {
  timeout: TimeoutError,
  aborted: AbortedError,
  connection_failed: ConnectionError,
  unreadable_response: UnreadableResponseError,
} as const;

/**
 * Never throws. Every text that ends up in an error is scrubbed of the request's secrets. `Data` is what the description promises: it is held
 * against the data only where a client has a `check`.
 */
export function interpret<Data>(outcome: Exchange, { operation, secrets, signal, attempts }: Circumstances): Answer<Data> | SdkError {
  const { id, retry, read = parsed } = operation;
  const { kind, response } = outcome;
  const facts = (message: string, fate: Fate): FailureFacts => ({
    operation: id,
    message: scrub(`${id}: ${message}`, secrets),
    retryable: mayRetry(retry, fate),
    status: response?.status,
    requestId: requestIdOf(response),
    retryAfterMs: retryAfter(response?.headers),
  });
  if (kind !== 'answer') {
    const { code, message } = outcome;
    const fate = kind === 'aborted' ? kind : neverConnected.test(code ?? '') ? 'unsent' : 'lost';
    return new classes[kind]({ ...facts(`${kind}. ${message}`, fate), code, cause: signal?.reason });
  }
  const { chunks } = outcome;
  const { status, headers, ok } = outcome.response;
  try {
    if (ok) {
      // No Content has none by definition (RFC 9110 §15.3.5).
      const data = (status === 204 ? undefined : read(chunks, headers)) as Data;
      return { data, response: { status, headers, requestId: requestIdOf(response) ?? readErrorBody(data, status).requestId, attempts } };
    }
    if (status >= 400) {
      const content = scrub(text(chunks), secrets);
      const body: unknown = content && JSON.parse(content);
      const said = readErrorBody(body, status);
      const shared = facts(`${status} ${said.type}. ${said.message}${said.docsUrl ? ` See ${said.docsUrl}` : ''}`, status);
      return new ApiError({ ...said, ...shared, status, requestId: said.requestId ?? shared.requestId }, body);
    }
  } catch {
    // A proxy's page, or an answer cut short.
  }
  // Redirects are not followed: where one leads tells more than what is in it. Its query may hold a token of the answer's own.
  const what = headers.get('location')?.match(/[^?#]*/) ?? headers.get('content-type') ?? kind;
  return new UnreadableResponseError(facts(`${status}, unreadable: ${what}.`, ok ? 'lost' : status));
}

function requestIdOf(response: Response | undefined): string | undefined {
  return response?.headers.get('x-request-id') ?? undefined;
}
