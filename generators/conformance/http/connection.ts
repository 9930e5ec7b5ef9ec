/** The line to the implementation under test: paced, bounded in time and size, and patient with a full queue. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | undefined;
}

/** An answer as it came in. */
export interface IncomingResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly milliseconds: number;
}

/** How the line is used. */
export interface ConnectionOptions {
  /** Where the API is; paths are appended to it. */
  readonly baseUrl: string;
  /** Requests per second at most. */
  readonly rate: number;
  /** For one request. */
  readonly requestTimeoutMs: number;
  readonly fetch?: typeof fetch;
}

/** The request got no answer. */
export class NoAnswer extends Error {
  /** True when nobody ever listened there, so that the next request need not be tried. */
  readonly unreachable: boolean;

  constructor(message: string, unreachable: boolean) {
    super(message);
    this.name = 'NoAnswer';
    this.unreachable = unreachable;
  }
}

const maximumBytes = 10_000_000;
/** How often a request is sent again that was answered with 429, and how long at most to wait before. */
const patience = { tries: 3, longestMs: 10_000 };

/** Sends requests one after the other. */
export class Connection {
  readonly #options: ConnectionOptions;
  #nextStart = 0;
  #answered = false;

  constructor(options: ConnectionOptions) {
    this.#options = { ...options, baseUrl: options.baseUrl.replace(/\/+$/, '') };
  }

  /**
   * Sends a request; a redirect is an answer like any other and not followed.
   *
   * @param signal ends the wait
   * @throws NoAnswer when there is none, or none in time
   */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse> {
    for (let tries = 1; ; tries += 1) {
      const response = await this.#sendOnce(request, signal);
      const wait = response.status === 429 && tries < patience.tries ? waitOf(response.headers) : undefined;
      if (wait === undefined) return response;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  async #sendOnce({ method, target, headers, body }: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse> {
    const { baseUrl, rate, requestTimeoutMs, fetch: send = fetch } = this.#options;
    const pause = this.#nextStart - performance.now();
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined);
    const started = performance.now();
    this.#nextStart = started + 1000 / rate;
    // One controller for both reasons, let go of with the request: a run has one signal for thousands of them.
    const giveUp = new AbortController();
    const abort = (): void => giveUp.abort();
    const timer = setTimeout(abort, requestTimeoutMs);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    try {
      const response = await send(`${baseUrl}${target}`, {
        method,
        headers: Object.fromEntries(headers),
        redirect: 'manual',
        signal: giveUp.signal,
        ...(body === undefined ? {} : { body }),
      });
      this.#answered = true;
      const text = await textOf(response);
      return { status: response.status, headers: response.headers, text, milliseconds: performance.now() - started };
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      if (signal.aborted) throw new NoAnswer('The run ended before the answer came.', false);
      if (giveUp.signal.aborted) throw new NoAnswer(`There was no answer within ${requestTimeoutMs / 1000} seconds.`, false);
      throw new NoAnswer(`The request could not be sent: ${reasonOf(error)}.`, !this.#answered && isUnreachable(error));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      if (bytes > maximumBytes) throw new NoAnswer(`The answer is larger than ${maximumBytes / 1_000_000} MB.`, false);
      chunks.push(chunk);
    }
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3), a second by default. */
function waitOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? 1);
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 1000, patience.longestMs);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function codeOf(error: unknown): string | undefined {
  const cause = causeOf(error);
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

function isUnreachable(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(codeOf(error) ?? '');
}

function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  const message = cause instanceof Error ? cause.message : String(cause);
  return message !== '' ? message : (codeOf(error) ?? 'no reason given');
}
