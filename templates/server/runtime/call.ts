/** One request and one answer, whatever carries them and however long they take: the seam between the server and its adapters. */

/** A request as an adapter hands it over. Nothing of the body has been read yet. */
export interface Call {
  /** As received; HTTP methods are case-sensitive (RFC 9110 §9.1). */
  readonly method: string;
  /** Path and query as received, still percent-encoded: `/v1/things/a%2Fb?limit=10`. */
  readonly target: string;
  /** A header by lower-case name; lines of the same name are joined with `, ` (RFC 9110 §5.3). */
  header(name: string): string | undefined;
  /**
   * Reads the whole body, once. Only a promise may fail:
   * @throws BodyTooLarge as soon as more than `limits.maxBytes` arrive, however long the rest would be
   * @throws BodyTimeout when it has not arrived completely after `limits.timeoutMs`
   * @throws ClientGone when the caller hangs up first
   */
  readBody(limits: BodyReadLimits): MaybePromise<Uint8Array>;
  /** Aborted when the caller hangs up before the answer is complete. Made when first asked for. */
  readonly signal: AbortSignal;
  /** True once the caller hung up; cheaper than asking the signal. */
  isGone(): boolean;
  /** The address the connection came from, where the adapter knows it. */
  readonly clientAddress: string | undefined;
}

/** How much of a body is read, and for how long. */
export interface BodyReadLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** What an adapter sends back. */
export interface Answer {
  readonly status: number;
  /** Names and values, already checked: no control characters. A name may occur more than once (`set-cookie`). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Absent for answers without content (204, 304, HEAD). */
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** The body is larger than the server takes. */
export class BodyTooLarge extends Error {
  constructor() {
    super('The body is larger than the server takes.');
    this.name = 'BodyTooLarge';
  }
}

/** The body did not arrive in time. */
export class BodyTimeout extends Error {
  constructor() {
    super('The body did not arrive in time.');
    this.name = 'BodyTimeout';
  }
}

/** The caller hung up before the answer was ready. */
export class ClientGone extends Error {
  constructor() {
    super('The caller hung up before the answer was ready.');
    this.name = 'ClientGone';
  }
}

/** A value, now or later: what answers at once costs no turn of the event loop, and no promise. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * True for a value that must be waited for: of a user's functions, which may make promises of any library. What the runtime itself makes is an
 * `instanceof Promise` or there already, which is told sooner.
 */
export function isPromise<T>(value: MaybePromise<T> | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
