/** When to send a request again, and how long to wait before. */
import type { RetryPolicy } from './operation.js';

/** How an attempt ended: certainly `unsent`, its answer `lost`, `aborted` by the caller, or with an HTTP status. */
export type Fate = 'unsent' | 'lost' | 'aborted' | number;

const transientStatuses: readonly Fate[] = ['lost', 500, 502, 503, 504];

/**
 * What never left, and what the API refused for being too fast (429), may always be sent again. A lost answer or a server's
 * failure says nothing about whether the request took effect, so there the operation's policy decides.
 */
export function mayRetry(policy: RetryPolicy, fate: Fate): boolean {
  return fate === 'unsent' || fate === 429 || (policy !== 'unsent-only' && transientStatuses.includes(fate));
}

/**
 * Exponential backoff with full jitter: anything between nothing and the exponential bound, so that clients spread out.
 *
 * @param attempt the number of attempts made so far
 * @returns milliseconds
 */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(8000, 250 * 2 ** attempt);
}

/**
 * Reads Retry-After (RFC 9110 §10.2.3), in either form. A date is measured against the answer's own Date header where there
 * is one, so that a wrong local clock does no harm.
 *
 * @returns milliseconds; undefined when the header is absent, makes no sense or names a time that is over
 */
export function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - (Date.parse(headers?.get('date') ?? '') || Date.now());
  return wait > 0 ? wait : undefined;
}

/** Waits; ends early, without failing, when the signal fires. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
