/** What a user may set: once for the client, or for a single call. */
import type { SdkError } from './errors.js';

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, waiting times between attempts included. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each attempt, from connecting to the last byte of the answer; 0 turns it off. */
  readonly timeout?: number | undefined;
  /** How often a failed request may be sent again. What may be repeated at all depends on the operation. */
  readonly retries?: number | undefined;
  /** A bearer token for this call, where it takes one; that of the client by default. */
  readonly token?: string | undefined;
  /** Additional headers. Credentials cannot be overwritten. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Options of a client, the credentials aside. */
export interface ConnectionOptions {
  /** Where the API is. https, or http on loopback. */
  readonly baseUrl?: string | undefined;
  /** Allows a `baseUrl` with plain http on other hosts than loopback. Credentials then travel unprotected. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Milliseconds for each attempt; 60 000 by default. */
  readonly timeout?: number | undefined;
  /** How often a failed request may be sent again; 2 by default. */
  readonly retries?: number | undefined;
  /** The longest wait between attempts, in milliseconds; 30 000 by default. A longer Retry-After ends the call at once. */
  readonly maxRetryDelay?: number | undefined;
  /** The largest answer that is read, in bytes; 64 MiB by default. */
  readonly maxResponseBytes?: number | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Appended to the User-Agent header: `my-app/1.2`. */
  readonly userAgent?: string | undefined;
  /** Used in place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Called around every call. Attempts and their repetitions happen beneath: a hook sees one request and one outcome. */
  readonly hooks?: Hooks | undefined;
  /** Told what happens, attempt by attempt. Events hold no credential, parameter or body. */
  readonly logger?: Logger | undefined;
  /** Checks every success, for example with `checkResponses`. What it throws, the call throws. */
  readonly check?: ResponseCheck | undefined;
}

/** Functions called around every call. What they throw, the call throws. */
export interface Hooks {
  /** Before the first attempt. May set headers. */
  readonly request?: (request: HookRequest) => void | Promise<void>;
  /** After a success. */
  readonly response?: (response: ResponseInfo, request: HookRequest) => void | Promise<void>;
  /** After a failure, retries included. */
  readonly error?: (error: SdkError, request: HookRequest) => void | Promise<void>;
}

/** A request as hooks see it: without credentials and parameters. */
export interface HookRequest {
  readonly operation: string;
  readonly method: string;
  /** The path's template: `/v1/b2b/organizations/{organization_id}`. */
  readonly path: string;
  /** The request's own headers, to be changed; credentials are added later. */
  readonly headers: Headers;
}

/** What there is to know about an answer beside its body. */
export interface ResponseInfo {
  readonly status: number;
  readonly headers: Headers;
  readonly requestId: string | undefined;
  /** How many requests were sent for it. */
  readonly attempts: number;
}

/** Takes log events. What it throws is ignored. */
export type Logger = (event: LogEvent) => void;

/** One thing that happened. */
export interface LogEvent {
  /** `request`: an attempt begins. `response`: it was answered. `retry`: it failed and there will be another. `failure`: the call failed. */
  readonly event: 'request' | 'response' | 'retry' | 'failure';
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** For `response`. */
  readonly response?: ResponseInfo;
  /** For `retry` and `failure`. */
  readonly error?: SdkError;
  /** Milliseconds until the next attempt. */
  readonly delay?: number;
}

/** Looks at a success before the caller gets it. */
export type ResponseCheck = (operation: string, data: unknown, response: ResponseInfo) => void;

/** A call's outcome as a value. */
export type Result<Data, Failure> = Success<Data> | Failed<Failure>;

/** A call that went well. */
export interface Success<Data> {
  readonly ok: true;
  readonly data: Data;
  readonly error?: undefined;
  readonly response: ResponseInfo;
}

/** A call that failed. */
export interface Failed<Failure> {
  readonly ok: false;
  readonly data?: undefined;
  readonly error: Failure;
}
