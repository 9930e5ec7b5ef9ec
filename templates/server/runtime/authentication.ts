/**
 * Who is calling: Security Requirement Objects (OAS 3.1 §4.8.30) decided with the user's authenticators. An alternative is met when all of
 * its schemes are; the operation is allowed when one alternative is met.
 */
import type { Call } from './call.js';
import { bareObject } from './parameters.js';
import { findCredentials, type Credentials, type SecuritySchemeDescriptor } from './credentials.js';

/** What is known of a call before its body is read; given to every hook. */
export interface CallFacts {
  readonly requestId: string;
  readonly operationId: string;
  readonly method: string;
  /** Path and query as received. May hold secrets: not for logs. */
  readonly target: string;
  /** A header by name, of any case. */
  header(name: string): string | undefined;
  readonly clientAddress: string | undefined;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
}

/**
 * Decides whether credentials are good, and whose they are.
 * @returns the principal, or nothing (`undefined`, `null`, `false`) to refuse; may throw an ApiError to refuse with a certain type
 */
export type Authenticator<C, Principal> = (
  credentials: C,
  facts: CallFacts,
) => Principal | Refused | Promise<Principal | Refused>;

/** What an authenticator returns instead of a principal. */
export type Refused = undefined | null | false;

/** The outcome of authentication. */
export interface Identity {
  /** The principal of the first scheme that says who calls; `undefined` for anonymous calls. */
  readonly caller: unknown;
  /** The principal of the member session, where one was sent and the operation takes one. */
  readonly memberSession: unknown;
  /** Every principal by the name of its scheme. */
  readonly principals: { readonly [scheme: string]: unknown };
}

/** The authenticators as the runtime sees them: types are the generated code's business. */
export type AuthenticatorTable = ReadonlyMap<string, Authenticator<Credentials, unknown>>;

const ANONYMOUS: Identity = { caller: undefined, memberSession: undefined, principals: {} };

/** Why a call is not authenticated. */
export type AuthenticationFault =
  /** Credentials that every alternative asks for are missing or malformed. */
  | 'no_credentials'
  /** More than one member session was sent, and the description says that this is an error. */
  | 'too_many_sessions'
  /** The credentials say nobody whom the authenticator knows. */
  | 'unauthenticated'
  /** The caller is known, the member session is not. */
  | 'session_refused';

/** What authentication goes by. */
export interface AuthenticationRules {
  /** Lists of scheme names; none at all: the operation is open to everybody. */
  readonly alternatives: readonly (readonly string[])[];
  readonly schemes: ReadonlyMap<string, SecuritySchemeDescriptor>;
  readonly authenticators: AuthenticatorTable;
  /** Whether two member sessions in one call are an error. */
  readonly oneSession: boolean;
}

/**
 * Authenticates a call.
 *
 * Only alternatives whose credentials are all present are tried, and of two of which one asks for more, only that one: a bad member session
 * must not fall back to the wider rights of the project's secret alone.
 *
 * @throws whatever an authenticator throws
 */
export async function authenticate(rules: AuthenticationRules, call: Call, facts: CallFacts): Promise<Identity | AuthenticationFault> {
  const { alternatives, schemes, authenticators } = rules;
  if (alternatives.length === 0) return ANONYMOUS;
  const present = new Map<string, Credentials>();
  const complete = alternatives.filter((alternative) => alternative.every((name) => isPresent(name, schemes, call, present)));
  if (complete.length === 0) return 'no_credentials';
  const tried = complete.length === 1 ? complete : complete.filter((one) => !complete.some((other) => asksForMore(other, one)));
  const isSession = (name: string): boolean => schemes.get(name)?.memberSession === true;
  if (rules.oneSession && tried.length > 1 && [...present.keys()].filter(isSession).length > 1) return 'too_many_sessions';
  const outcomes = new Map<string, unknown>();
  let fault: AuthenticationFault = 'unauthenticated';
  for (const alternative of tried) {
    const refused = await refusedScheme(alternative, present, authenticators, facts, outcomes);
    if (refused === undefined) return identityOf(alternative, schemes, outcomes);
    if (isSession(refused)) fault = 'session_refused';
  }
  return fault;
}

function isPresent(
  name: string,
  schemes: ReadonlyMap<string, SecuritySchemeDescriptor>,
  call: Call,
  present: Map<string, Credentials>,
): boolean {
  if (present.has(name)) return true;
  const scheme = schemes.get(name);
  const credentials = scheme === undefined ? undefined : findCredentials(scheme, call);
  if (credentials !== undefined) present.set(name, credentials);
  return credentials !== undefined;
}

function asksForMore(other: readonly string[], candidate: readonly string[]): boolean {
  return other.length > candidate.length && candidate.every((name) => other.includes(name));
}

/** The first scheme of an alternative whose credentials are refused; `undefined` when all are accepted. */
async function refusedScheme(
  alternative: readonly string[],
  present: ReadonlyMap<string, Credentials>,
  authenticators: AuthenticatorTable,
  facts: CallFacts,
  outcomes: Map<string, unknown>,
): Promise<string | undefined> {
  for (const name of alternative) {
    if (!outcomes.has(name)) {
      const credentials = present.get(name);
      const principal = credentials === undefined ? undefined : await authenticators.get(name)?.(credentials, facts);
      outcomes.set(name, principal);
    }
    const outcome = outcomes.get(name);
    if (outcome === undefined || outcome === null || outcome === false) return name;
  }
  return undefined;
}

function identityOf(
  alternative: readonly string[],
  schemes: ReadonlyMap<string, SecuritySchemeDescriptor>,
  outcomes: ReadonlyMap<string, unknown>,
): Identity {
  const principals = bareObject();
  let caller: string | undefined;
  let session: string | undefined;
  for (const name of alternative) {
    principals[name] = outcomes.get(name);
    if (schemes.get(name)?.memberSession === true) session ??= name;
    else caller ??= name;
  }
  return {
    caller: caller === undefined ? undefined : outcomes.get(caller),
    memberSession: session === undefined ? undefined : outcomes.get(session),
    principals,
  };
}

/** The `WWW-Authenticate` challenges (RFC 9110 §11.6.1) of an operation's schemes. */
export function challenges(
  alternatives: readonly (readonly string[])[],
  schemes: ReadonlyMap<string, SecuritySchemeDescriptor>,
  realm: string,
): readonly string[] {
  const quoted = realm.replace(/["\\]|[^\x20-\x7e]/g, '');
  const found = new Set<string>();
  for (const name of alternatives.flat()) {
    const scheme = schemes.get(name);
    if (scheme?.kind === 'basic') found.add(`Basic realm="${quoted}", charset="UTF-8"`);
    else if (scheme?.kind === 'bearer') found.add(`Bearer realm="${quoted}"`);
  }
  return [...found];
}
