/** One HTTP exchange: request out, whole answer in, within a time limit and under a signal. */

/** How an exchange ended. Never thrown: the caller decides what becomes of it. */
export type Exchange = Answered | Unanswered;

/** The whole answer arrived, whatever its status. */
export interface Answered {
  readonly kind: 'answer';
  readonly response: Response;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** There is no whole answer. */
export interface Unanswered {
  /** The `type` of the error it becomes. */
  readonly kind: 'timeout' | 'aborted' | 'connection_failed' | 'unreadable_response';
  /** Set when the answer had begun. */
  readonly response: Response | undefined;
  /** The code and message of the innermost failure, as the runtime's fetch reports it. */
  readonly code: string | undefined;
  readonly message: string;
}

/** Bounds of an exchange. */
export interface Limits {
  /** Milliseconds; 0 is no limit. */
  readonly timeout: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Sends one request. Ends in time even when `fetch` ignores the signal. */
export async function exchange(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  { timeout, maxBytes, signal }: Limits,
): Promise<Exchange> {
  const controller = new AbortController();
  let stopped: 'timeout' | 'aborted' | undefined;
  const stop = (why: 'timeout' | 'aborted'): void => {
    stopped ??= why;
    controller.abort();
  };
  const abort = (): void => stop('aborted');
  // Longer than this a timer cannot wait; it would fire at once.
  const timer = setTimeout(stop, Math.min(timeout || Infinity, 2 ** 31 - 1), 'timeout');
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  let response: Response | undefined;
  try {
    controller.signal.throwIfAborted();
    const end = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', reject);
    });
    response = await Promise.race([end, fetch(url, { ...init, signal: controller.signal })]);
    return { kind: 'answer', response, chunks: await Promise.race([end, readChunks(response, maxBytes)]) };
  } catch (error) {
    const kind = stopped ?? (response ? 'unreadable_response' : 'connection_failed');
    // Lets go of an answer that was not read to its end.
    controller.abort();
    return { kind, response, ...innermost(error, kind === 'timeout' ? `No answer within ${timeout} ms.` : '') };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

async function readChunks(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let left = maxBytes;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    left -= part.value.length;
    if (left < 0) throw new Error(`It is larger than ${maxBytes} bytes.`);
  }
  return chunks;
}

/** Follows `cause`: fetch itself says no more than "fetch failed". */
function innermost(error: unknown, otherwise: string): Pick<Unanswered, 'code' | 'message'> {
  let found: Cause = Object(error);
  for (let depth = 0; depth < 5; depth += 1) found = Object(found.cause ?? found);
  const { code, message } = found;
  return { code: typeof code === 'string' ? code : undefined, message: `${message ?? otherwise}` };
}

interface Cause {
  readonly cause?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}
