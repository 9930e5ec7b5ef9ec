/** The errors the server itself answers with, and how they are found among the types an operation documents. */
import type { AuthenticationFault } from './authentication.js';
import type { ErrorCatalogue, ErrorDefinition, ErrorExtras, MessageParameters } from './errors.js';

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
