/** What a user gives a server beside the handlers. Everything that reaches outside comes in through here; the runtime holds nothing global. */
import type { CallFacts, Identity } from './authentication.js';
import type { BodyLimits } from './body.js';
import type { ErrorContent, ErrorFacts } from './errors.js';
import type { LogEntry } from './log.js';
import type { Permission } from './operation.js';
import type { TrailingSlash } from './router.js';

/** The user's own types, named once and carried through every handler and hook. */
export interface Environment {
  /** What handlers work with: the store, the clock, token and message senders … */
  readonly context: unknown;
  /** Who calls, as the authenticators say. */
  readonly caller: unknown;
  /** On whose behalf, where the call carries a member session. */
  readonly memberSession: unknown;
}

/** The identity of a caller in the user's types. */
export interface IdentityOf<E extends Environment> extends Identity {
  readonly caller: E['caller'] | undefined;
  readonly memberSession: E['memberSession'] | undefined;
}

/** Said by the rate limiter about a call that must wait. Becomes the seconds of `Retry-After` (RFC 9110 §10.2.3). */
export type RateLimited = { readonly retryAfterSeconds: number } | { readonly retryAt: Date };

/** Which browsers' pages may call. */
export interface CorsOptions {
  /** Exact origins (`https://app.example`), or `*` for any page, which excludes credentials. */
  readonly origins: readonly string[] | '*';
  /** Request headers a page may set. */
  readonly allowHeaders?: readonly string[];
  /** Response headers a page may read. */
  readonly exposeHeaders?: readonly string[];
  /** Lets browsers send cookies and HTTP authentication. Has no effect with `*`. */
  readonly credentials?: boolean;
  /** How long a browser may remember a preflight's answer. */
  readonly maxAgeSeconds?: number;
}

/**
 * Options that do not depend on the description. Hooks are declared as methods, so that a server of any environment is one for the runtime,
 * which passes values through without looking at them.
 */
export interface CommonOptions<E extends Environment> {
  /** Where the documentation is served: the base of every `error_url`. */
  readonly docsBaseUrl?: string;
  /** Makes the id of each request. It goes into the body, the `X-Request-Id` header and every log line. */
  readonly requestId?: () => string;
  /** Milliseconds from any fixed point; for durations in log lines. */
  readonly clock?: () => number;
  /** Gets one entry per answered call, and one per fault. Holds no header, query, body or concrete path. */
  log?(entry: LogEntry): void;
  /** Asked after authentication and before the body is read. */
  rateLimit?(facts: CallFacts, identity: IdentityOf<E>): RateLimited | undefined | Promise<RateLimited | undefined>;
  /** Asked for calls that carry a member session and whose description names a permission; `false` refuses. */
  authorize?(permission: Permission, memberSession: E['memberSession'], facts: CallFacts): boolean | Promise<boolean>;
  /** What a body may be at most; the defaults are `DEFAULT_LIMITS`. */
  readonly limits?: Partial<BodyLimits>;
  /**
   * What comes before the paths of the description, nothing by default: `/v2`, say, where no proxy takes it off. `documented` is the path of
   * the URL that the description gives each operation's server.
   */
  readonly basePath?: `/${string}` | 'documented';
  /** `strict` by default: `/things/` is not `/things`. */
  readonly trailingSlash?: TrailingSlash;
  /** Browsers of these origins may call. Off by default: secrets do not belong in browsers. */
  readonly cors?: CorsOptions;
  /**
   * Validates what handlers return, against the description with its objects closed; a wrong result is answered with an internal error that
   * says what is wrong. For development and tests: in production the result goes out as it is.
   */
  readonly development?: boolean;
  /** Replaces the form of error bodies, for descriptions whose errors have one of their own. */
  errorContent?(error: ErrorFacts): ErrorContent;
}

/** Where handlers get their context from. Not needed when the environment has none. */
export type ContextOption<E extends Environment> = undefined extends E['context']
  ? Partial<ContextFactory<E>>
  : ContextFactory<E> | ContextScope<E>;

/** Gives a handler what it works with. */
export interface ContextFactory<E extends Environment> {
  /** Runs after authentication and validation, right before the handler. */
  context(facts: CallFacts, identity: IdentityOf<E>): E['context'] | Promise<E['context']>;
}

/** Gives a handler what it works with, and ends it when the handler has ended: a transaction, a connection of a pool, a tracing span. */
export interface ContextScope<E extends Environment> {
  /**
   * Runs after authentication and validation. Calls `handle` with the context and returns what that resolves to:
   *
   *     withContext: (facts, identity, handle) => pool.transaction((transaction) => handle({ ...services, transaction }))
   *
   * `handle` rejects whenever the answer is an error, also when the handler returned it, so that a transaction rolls back; the rejection is to
   * be passed on. It may be called again to try again. When this rejects after `handle` has resolved (a commit failed), the answer is an error.
   */
  withContext(facts: CallFacts, identity: IdentityOf<E>, handle: (context: E['context']) => Promise<Handled>): Promise<Handled>;
}

/** Proof that a handler has run. */
export interface Handled {
  readonly status: number;
}
