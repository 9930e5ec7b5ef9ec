/**
 * Who is calling: Security Requirement Objects (OAS 3.1 §4.8.30) decided with the user's authenticators, which get the credentials as they
 * travel in a request (RFC 9110 §11). An alternative is met when all of its schemes are; the operation is allowed when one alternative is met.
 */
import { isPromise, type Call, type MaybePromise } from './call.js';
import { readCookies, readPairs } from './parameters.js';
import { bareObject, percentDecode } from './untrustedText.js';

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

const ANONYMOUS: Identity = { caller: undefined, memberSession: undefined, principals: Object.freeze(bareObject()) };

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

/** A scheme that an operation asks for, with the user's authenticator of it. */
export interface AuthenticationScheme {
  readonly descriptor: SecuritySchemeDescriptor;
  readonly authenticate: Authenticator<Credentials, unknown>;
}

/** What the authentication of an operation goes by. */
export interface AuthenticationRules {
  /** Every scheme of the operation once. */
  readonly schemes: readonly AuthenticationScheme[];
  /** Lists of positions in `schemes`; none at all: the operation is open to everybody. */
  readonly alternatives: readonly (readonly number[])[];
  /** Whether two member sessions in one call are an error. */
  readonly oneSession: boolean;
}

/** Brings the security of an operation into the form that calls are decided by. */
export function authenticationRules(
  security: readonly (readonly string[])[],
  schemeNamed: (name: string) => AuthenticationScheme,
  oneSession: boolean,
): AuthenticationRules {
  const names = [...new Set(security.flat())];
  return {
    schemes: names.map(schemeNamed),
    alternatives: security.map((alternative) => alternative.map((name) => names.indexOf(name))),
    oneSession,
  };
}

/**
 * Authenticates a call.
 *
 * Only alternatives whose credentials are all present are tried, and of two of which one asks for more, only that one: a bad member session
 * must not fall back to the wider rights of the project's secret alone.
 *
 * @throws whatever an authenticator throws, or rejects with it
 */
export function authenticate(rules: AuthenticationRules, call: Call, facts: CallFacts): MaybePromise<Identity | AuthenticationFault> {
  const { alternatives, schemes } = rules;
  if (alternatives.length === 0) return ANONYMOUS;
  const sent: (Credentials | undefined)[] = [];
  for (const { descriptor } of schemes) sent.push(findCredentials(descriptor, call));
  const complete = alternatives.length === 1 ? alternatives : alternatives.filter((alternative) => isComplete(alternative, sent));
  const [only] = complete;
  if (only === undefined || !isComplete(only, sent)) return 'no_credentials';
  const tried = complete.length === 1 ? complete : complete.filter((one) => !complete.some((other) => asksForMore(other, one)));
  if (rules.oneSession && tried.length > 1 && schemes.filter(({ descriptor }, index) => descriptor.memberSession && sent[index] !== undefined).length > 1) {
    return 'too_many_sessions';
  }
  return decide({ rules, tried, sent, facts, outcomes: [] });
}

function isComplete(alternative: readonly number[], sent: readonly (Credentials | undefined)[]): boolean {
  for (const index of alternative) if (sent[index] === undefined) return false;
  return true;
}

function asksForMore(other: readonly number[], candidate: readonly number[]): boolean {
  return other.length > candidate.length && candidate.every((index) => other.includes(index));
}

/** A call that is being decided. */
interface Decision {
  readonly rules: AuthenticationRules;
  readonly tried: readonly (readonly number[])[];
  readonly sent: readonly (Credentials | undefined)[];
  readonly facts: CallFacts;
  /** What the authenticators said, by the position of the scheme; `false` for every way of refusing. */
  readonly outcomes: unknown[];
}

/** Runs until an authenticator takes its time, and once more from the start when it has answered: nobody is asked twice. */
function decide(decision: Decision): MaybePromise<Identity | AuthenticationFault> {
  const { rules, tried, sent, facts, outcomes } = decision;
  let fault: AuthenticationFault = 'unauthenticated';
  for (const alternative of tried) {
    let refused: number | undefined;
    for (const index of alternative) {
      if (outcomes[index] === undefined) {
        const credentials = sent[index];
        const answer = credentials === undefined ? undefined : rules.schemes[index]?.authenticate(credentials, facts);
        if (isPromise(answer)) {
          return Promise.resolve(answer).then((late) => {
            outcomes[index] = late ?? false;
            return decide(decision);
          });
        }
        outcomes[index] = answer ?? false;
      }
      if (outcomes[index] === false) {
        refused = index;
        break;
      }
    }
    if (refused === undefined) return identityOf(alternative, rules.schemes, outcomes);
    if (rules.schemes[refused]?.descriptor.memberSession === true) fault = 'session_refused';
  }
  return fault;
}

function identityOf(alternative: readonly number[], schemes: readonly AuthenticationScheme[], outcomes: readonly unknown[]): Identity {
  const principals = bareObject();
  let caller: unknown;
  let memberSession: unknown;
  for (const index of alternative) {
    const scheme = schemes[index];
    const principal = outcomes[index];
    if (scheme === undefined) continue;
    principals[scheme.descriptor.name] = principal;
    if (scheme.descriptor.memberSession) memberSession ??= principal;
    else caller ??= principal;
  }
  return { caller, memberSession, principals };
}

/** The `WWW-Authenticate` challenges (RFC 9110 §11.6.1) of an operation's schemes. */
export function challenges({ schemes }: AuthenticationRules, realm: string): readonly string[] {
  const quoted = realm.replace(/["\\]|[^\x20-\x7e]/g, '');
  const found = new Set<string>();
  for (const { descriptor } of schemes) {
    if (descriptor.kind === 'basic') found.add(`Basic realm="${quoted}", charset="UTF-8"`);
    else if (descriptor.kind === 'bearer') found.add(`Bearer realm="${quoted}"`);
  }
  return [...found];
}

/** A Security Scheme Object (OAS 3.1 §4.8.27), as far as the server needs it. */
export interface SecuritySchemeDescriptor {
  readonly name: string;
  readonly kind: 'basic' | 'bearer' | 'http' | 'apiKey' | 'mutualTLS';
  /** For `http`: the authentication scheme, lower case. */
  readonly scheme?: string;
  /** For `apiKey`. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `apiKey`: the header, query parameter or cookie. */
  readonly parameterName?: string;
  /** Says on whose behalf the call is made, not who makes it (`x-member-session`). */
  readonly memberSession: boolean;
}

/** User name and password of HTTP Basic authentication (RFC 7617). */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** The token of a bearer scheme (RFC 6750); also that of OAuth 2.0 and OpenID Connect schemes. */
export interface BearerCredentials {
  readonly token: string;
}

/** The value of an API key in a header, the query or a cookie. */
export interface ApiKeyCredentials {
  readonly value: string;
}

/** What follows the name of any other authentication scheme in the Authorization header. */
export interface HttpCredentials {
  readonly parameters: string;
}

/** A client certificate is the transport's business; the authenticator asks the adapter's request. */
export type CertificateCredentials = Readonly<Record<never, never>>;

/** The credentials of any scheme. */
export type Credentials =
  | BasicCredentials
  | BearerCredentials
  | ApiKeyCredentials
  | HttpCredentials
  | CertificateCredentials;

/** Finds the credentials of a scheme in a call; `undefined` when there are none, or none of that form. */
export function findCredentials(scheme: SecuritySchemeDescriptor, call: Call): Credentials | undefined {
  switch (scheme.kind) {
    case 'basic':
      return parseBasic(call.header('authorization'));
    case 'bearer': {
      const token = authorization(call, 'bearer');
      return token === undefined || !/^[A-Za-z0-9\-._~+/]+=*$/.test(token) ? undefined : { token };
    }
    case 'http': {
      const parameters = authorization(call, scheme.scheme ?? '');
      return parameters === undefined ? undefined : { parameters };
    }
    case 'mutualTLS':
      return {};
    case 'apiKey': {
      const value = apiKey(scheme, call);
      return value === undefined || value === '' ? undefined : { value };
    }
  }
}

/**
 * Parses an Authorization header of the Basic scheme (RFC 7617 §2): UTF-8, cut at the first colon.
 * @returns `undefined` when it is absent, of another scheme, or malformed
 */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = decodeBase64(encoded);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0 || /\p{Cc}/u.test(text)) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The UTF-8 text that is encoded; `undefined` when it is none. */
function decodeBase64(encoded: string): string | undefined {
  try {
    const binary = atob(encoded);
    if (/^[\x20-\x7e]*$/.test(binary)) return binary;
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function authorization(call: Call, scheme: string): string | undefined {
  const header = call.header('authorization');
  if (header === undefined || header.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  return header.charAt(scheme.length) === ' ' ? header.slice(scheme.length + 1).trim() : undefined;
}

function apiKey(scheme: SecuritySchemeDescriptor, call: Call): string | undefined {
  const name = scheme.parameterName ?? '';
  if (scheme.in === 'query') {
    const own = readPairs(queryOf(call.target))?.filter((pair) => pair.name === name);
    return own?.length === 1 ? own[0]?.value : undefined;
  }
  if (scheme.in === 'cookie') {
    const own = readCookies(call.header('cookie')).find((pair) => pair.name === name);
    return own === undefined ? undefined : percentDecode(own.value);
  }
  return call.header(name.toLowerCase());
}

function queryOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? '' : target.slice(question + 1);
}

const encoder = new TextEncoder();

/**
 * Compares a given secret with the expected one in a time that depends on the given one's length alone, so that neither the place of the
 * first difference nor the expected length can be measured.
 */
export function constantTimeEqual(given: string, expected: string): boolean {
  const left = encoder.encode(given);
  const right = encoder.encode(expected);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    // An empty secret has no byte to compare with; the difference in length already decides.
    difference |= (left[index] ?? 0) ^ (right[index % right.length] ?? 0);
  }
  return difference === 0;
}
