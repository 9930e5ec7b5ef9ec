/** The API's errors: what a handler throws or returns, what the server itself refuses a call with, the catalogue both are looked up in, and the body they become. */
import type { AuthenticationFault } from './authentication.js';

/** Fills the `{names}` of an error's message template. */
export type MessageParameters = { readonly [name: string]: string | number };

/** One entry of the catalogue. */
export interface ErrorDefinition {
  readonly status: number;
  /** A template: `{organization_slug}` stands for a parameter. */
  readonly message: string;
  /** Request fields that a malformed request can be blamed on with this type, dotted: `organization_slug`. */
  readonly fields?: readonly string[];
}

/** The error catalogue by type. */
export type ErrorCatalogue = ReadonlyMap<string, ErrorDefinition>;

/** What an error may carry beside its type and parameters. */
export interface ErrorExtras {
  /** Facts about this occurrence, for `error_details`. Goes to the caller: no secrets. */
  readonly details?: { readonly [name: string]: unknown };
  /** Further response headers, for example `retry-after`. */
  readonly headers?: { readonly [name: string]: string };
  /** What led to it. Is logged, never sent. */
  readonly cause?: unknown;
}

/**
 * A documented error of the API. A handler returns or throws one; the server looks up its status and message, adds `request_id`
 * and `error_url`, and answers.
 */
export class ApiError<Type extends string = string> extends Error {
  /** The `error_type` on the wire. */
  readonly type: Type;
  readonly parameters: MessageParameters;
  readonly details: { readonly [name: string]: unknown } | undefined;
  readonly headers: { readonly [name: string]: string } | undefined;

  constructor(type: Type, parameters: MessageParameters = {}, extras: ErrorExtras = {}) {
    super(type, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'ApiError';
    this.type = type;
    this.parameters = parameters;
    this.details = extras.details;
    this.headers = extras.headers;
  }
}

/** What the server itself refuses a request with, by a type of the API. It fills the message with what the request tells, which may be too little. */
export class RequestError extends ApiError {}

/** Thrown by {@link notImplemented}. */
export class NotImplemented extends Error {
  constructor() {
    super('This handler is not written yet.');
    this.name = 'NotImplemented';
  }
}

/** The body of a handler that is still to be written: the call is answered with 501, in the form of the API's errors. */
export function notImplemented(): never {
  throw new NotImplemented();
}

/**
 * Makes the {@link ApiError}s of one operation: `apiError('organization_slug_already_used', { organization_slug })`. Types the operation
 * does not document, and missing parameters, do not compile.
 */
export type ApiErrorFunction<Parameters, Type extends keyof Parameters & string> = <T extends Type>(
  type: T,
  ...rest: keyof Parameters[T] extends never
    ? [parameters?: Readonly<Record<string, never>>, extras?: ErrorExtras]
    : [parameters: Parameters[T], extras?: ErrorExtras]
) => ApiError<T>;

/** The form of an error body. */
export type ErrorFormat =
  /** `status_code`, `request_id`, `error_type`, `error_message`, `error_url`, `error_details`. */
  | 'standard'
  /** RFC 6749 §5.2 with `error_uri`, `status_code` and `request_id`. */
  | 'oauth2'
  /** RFC 9457 Problem Details: for descriptions without an error catalogue. */
  | 'problem';

/** Everything an error body can say. */
export interface ErrorFacts {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** The entry of the type in the documentation; absent when no documentation is configured. */
  readonly url: string | undefined;
  readonly requestId: string;
  readonly details: { readonly [name: string]: unknown } | undefined;
  readonly format: ErrorFormat;
}

/** An error body and its media type. */
export interface ErrorContent {
  readonly mediaType: string;
  readonly body: object;
}

/** Prints the body of an error in its format. */
export function errorContent(facts: ErrorFacts): ErrorContent {
  const { status, type, message, url, requestId, details } = facts;
  switch (facts.format) {
    case 'standard':
      return {
        mediaType: 'application/json',
        body: {
          status_code: status,
          request_id: requestId,
          error_type: type,
          error_message: message,
          error_url: url ?? '',
          ...(details === undefined ? {} : { error_details: details }),
        },
      };
    case 'oauth2':
      return {
        mediaType: 'application/json',
        body: {
          status_code: status,
          request_id: requestId,
          error: type,
          error_description: message,
          error_uri: url ?? '',
        },
      };
    case 'problem':
      return {
        mediaType: 'application/problem+json',
        body: { type: url ?? 'about:blank', title: message, status, code: type, request_id: requestId, ...(details ?? {}) },
      };
  }
}

/** Longer values are cut: a message is a sentence, not an echo. */
const tooLong = /^(.{200}).+/su;

const placeholder = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** What a message template is to be filled with, and is not: the compiler sees to that, but not in plain JavaScript. */
export function missingParameters(template: string, parameters: MessageParameters): readonly string[] {
  return [...template.matchAll(placeholder)].flatMap(([, name = '']) => (valueOf(parameters, name) === undefined ? [name] : []));
}

/** Fills a message template. A parameter that is not given leaves its name, in words. */
export function fillMessage(template: string, parameters: MessageParameters): string {
  return template.replace(placeholder, (_, name: string) => {
    const value = valueOf(parameters, name);
    if (value === undefined) return name.replaceAll('_', ' ');
    return String(value).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�').replace(tooLong, '$1…');
  });
}

function valueOf(parameters: MessageParameters, name: string): string | number | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** `{docs base}/errors/{status}#{error_type}`, the `error_url` of a type; without a type, the documentation's list of errors. */
export function errorUrl(docsBaseUrl: string, status: number, type: string | undefined): string {
  const base = docsBaseUrl.replace(/\/+$/, '');
  return type === undefined ? `${base}/errors` : `${base}/errors/${status}#${encodeURIComponent(type)}`;
}

/** Why the server refuses a call, or fails it, without or despite its handler. */
export type RefusalKind =
  | 'malformed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'body_timeout'
  | 'invalid'
  | AuthenticationFault
  | 'forbidden'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'rate_limited'
  | 'client_gone'
  | 'internal'
  | 'not_implemented'
  | 'unavailable';

interface RefusalError extends ErrorDefinition {
  /** The types to answer with, the best first, as far as the operation or the catalogue has them. */
  readonly types: readonly string[];
  /** The type for descriptions that have none of them. */
  readonly type: string;
}

/** The type of a call that carries two member sessions, where the description knows it. */
export const TOO_MANY_SESSIONS = 'too_many_session_arguments';

const UNAUTHENTICATED = ['unauthorized_credentials', 'invalid_client', 'public_token_not_found', 'idp_access_token_not_found'] as const;

const MALFORMED = ['bad_request', 'invalid_request', 'invalid_argument'] as const;

const REFUSALS: { readonly [kind in RefusalKind]: RefusalError } = {
  malformed: { types: MALFORMED, type: 'bad_request', status: 400, message: 'The request could not be understood.' },
  too_large: { types: MALFORMED, type: 'content_too_large', status: 413, message: 'The body is too large.' },
  unsupported_media_type: {
    types: MALFORMED,
    type: 'unsupported_media_type',
    status: 415,
    message: 'The body is of a media type that this call does not take.',
  },
  body_timeout: { types: MALFORMED, type: 'request_timeout', status: 408, message: 'The body did not arrive in time.' },
  invalid: {
    types: ['invalid_argument', 'bad_request', 'invalid_request'],
    type: 'invalid_argument',
    status: 400,
    message: 'The request is not valid.',
  },
  no_credentials: {
    types: ['invalid_authorization_header', 'public_token_required', ...UNAUTHENTICATED],
    type: 'unauthorized',
    status: 401,
    message: 'The call needs credentials.',
  },
  unauthenticated: {
    types: UNAUTHENTICATED,
    type: 'unauthorized',
    status: 401,
    message: 'The call needs valid credentials.',
  },
  session_refused: {
    types: ['session_not_found', ...UNAUTHENTICATED],
    type: 'unauthorized',
    status: 401,
    message: 'The session is not valid.',
  },
  too_many_sessions: {
    types: [TOO_MANY_SESSIONS],
    type: 'bad_request',
    status: 400,
    message: 'Only one session may be sent.',
  },
  forbidden: {
    types: ['session_authorization_error', 'unauthorized_action'],
    type: 'forbidden',
    status: 403,
    message: 'The caller may not do this.',
  },
  route_not_found: {
    types: ['route_not_found'],
    type: 'route_not_found',
    status: 404,
    message: 'There is no such route.',
  },
  method_not_allowed: {
    types: ['method_not_allowed'],
    type: 'method_not_allowed',
    status: 405,
    message: 'The route does not take this method.',
  },
  rate_limited: {
    types: ['too_many_requests'],
    type: 'too_many_requests',
    status: 429,
    message: 'Too many requests have been made.',
  },
  client_gone: {
    types: ['client_closed_request'],
    type: 'client_closed_request',
    status: 499,
    message: 'The caller hung up before the answer was ready.',
  },
  internal: {
    types: ['internal_server_error'],
    type: 'internal_server_error',
    status: 500,
    message: 'Something went wrong on our side.',
  },
  not_implemented: {
    types: ['not_implemented'],
    type: 'not_implemented',
    status: 501,
    message: 'This server does not implement this call yet.',
  },
  unavailable: {
    types: ['server_unavailable'],
    type: 'server_unavailable',
    status: 503,
    message: 'The server is shutting down. Try again.',
  },
};

/** Thrown to end a call with one of the server's own errors. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly extras: ErrorExtras;
  readonly parameters: MessageParameters;

  constructor(kind: RefusalKind, extras: ErrorExtras = {}, parameters: MessageParameters = {}) {
    super(kind);
    this.kind = kind;
    this.extras = extras;
    this.parameters = parameters;
  }
}

/** A type to answer with, and whether the documentation has an entry for it. */
export interface ResolvedError extends ErrorDefinition {
  readonly type: string;
  readonly documented: boolean;
}

/**
 * Finds the type for a refusal: one the operation documents, else one the catalogue has, else a type of the operation with the
 * refusal's status, else a plain one.
 * @param documented the operation's types, in the order it prefers them; empty when the route is not known
 */
export function resolveRefusal(
  kind: RefusalKind,
  catalogue: ErrorCatalogue,
  documented: readonly string[],
): ResolvedError {
  const refusal = REFUSALS[kind];
  const type =
    refusal.types.find((candidate) => documented.includes(candidate) && catalogue.has(candidate)) ??
    refusal.types.find((candidate) => catalogue.has(candidate)) ??
    documented.find((candidate) => catalogue.get(candidate)?.status === refusal.status);
  const entry = type === undefined ? undefined : catalogue.get(type);
  return type !== undefined && entry !== undefined
    ? { type, status: entry.status, message: entry.message, documented: true }
    : { type: refusal.type, status: refusal.status, message: refusal.message, documented: false };
}
