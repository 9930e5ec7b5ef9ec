/** Session JWTs, checked without a call where that is possible. */
import type { JWTPayload } from 'jose';
import { isTokenError, TokenError } from './errors.js';
import { type AuthorizationCheck, checkMember, type PolicyStore } from './policies.js';
import { customClaims, type Expectations, type TimeOptions, verify } from './verify.js';

/** A session as its JWT tells it. */
export interface LocalSession {
  readonly member_session_id: string;
  readonly member_id: string;
  readonly organization_id: string;
  readonly organization_slug: string;
  readonly started_at: string;
  readonly last_accessed_at: string;
  readonly expires_at: string;
  /** As in the session object. */
  readonly authentication_factors: readonly unknown[];
  readonly roles: readonly string[];
  readonly custom_claims: Readonly<Record<string, unknown>>;
}

/** What {@link authenticateJwtLocal} takes. The names are those of the official package. */
export interface AuthenticateJwtParams extends TimeOptions {
  readonly session_jwt: string;
  /** Also asks whether the member's roles permit an action. */
  readonly authorization_check?: AuthorizationCheck | undefined;
}

/** What {@link authenticateJwt} takes: also what is for the remote call alone. */
export interface AuthenticateJwtRemotelyParams extends AuthenticateJwtParams {
  /** Extends the session, should the API be asked. */
  readonly session_duration_minutes?: number | undefined;
  /** Adds claims to the session, should the API be asked. */
  readonly session_custom_claims?: Readonly<Record<string, unknown>> | undefined;
}

/** Where sessions are checked. */
export interface SessionChecks extends Expectations {
  /** Needed for `authorization_check`. */
  readonly policies?: PolicyStore | undefined;
}

/** The call that checks a session remotely: `client.sessions.authenticate`. */
export type AuthenticateRemotely<Answer> = (params: {
  readonly session_jwt: string;
  readonly authorization_check?: AuthorizationCheck;
  readonly session_duration_minutes?: number;
  readonly session_custom_claims?: Record<string, unknown>;
}) => Promise<Answer>;

const sessionClaim = 'https://stytch.com/session';
const organizationClaim = 'https://stytch.com/organization';

/**
 * Checks a session JWT without a call, once the keys (and policies) are there.
 *
 * @throws TokenError saying why the token is not accepted
 */
export async function authenticateJwtLocal(checks: SessionChecks, params: AuthenticateJwtParams): Promise<LocalSession> {
  const session = readSession(await verify(params.session_jwt, checks, params));
  if (params.authorization_check !== undefined) {
    if (checks.policies === undefined) throw new TypeError('authorization_check needs policies.');
    await checkMember(checks.policies, session, params.authorization_check);
  }
  return session;
}

/**
 * Checks a session JWT locally, and asks the API only for what it alone can tell: whether the session behind a JWT that has expired, or is
 * too old, is still alive. A token that is malformed, forged or not permitted is refused without a call.
 *
 * @throws TokenError, or what the remote call throws
 */
export async function authenticateJwt<Answer>(
  checks: SessionChecks,
  authenticate: AuthenticateRemotely<Answer>,
  params: AuthenticateJwtRemotelyParams,
): Promise<Answer | { readonly member_session: LocalSession; readonly session_jwt: string }> {
  const { session_jwt, authorization_check, session_duration_minutes, session_custom_claims } = params;
  try {
    return { member_session: await authenticateJwtLocal(checks, params), session_jwt };
  } catch (error) {
    if (!isTokenError(error, 'expired', 'too_old')) throw error;
    return authenticate({
      session_jwt,
      ...(authorization_check && { authorization_check }),
      ...(session_duration_minutes !== undefined && { session_duration_minutes }),
      ...(session_custom_claims && { session_custom_claims }),
    });
  }
}

function readSession(payload: JWTPayload): LocalSession {
  const session = new Claims(payload[sessionClaim]);
  const organization = new Claims(payload[organizationClaim]);
  return {
    member_session_id: session.text('id'),
    member_id: payload.sub ?? '',
    organization_id: organization.text('organization_id'),
    organization_slug: organization.text('slug'),
    started_at: session.text('started_at'),
    last_accessed_at: session.text('last_accessed_at'),
    expires_at: session.text('expires_at', new Date((payload.exp ?? 0) * 1000).toISOString()),
    authentication_factors: session.list('authentication_factors'),
    roles: session.list('roles').filter((role) => typeof role === 'string'),
    custom_claims: customClaims(payload, [sessionClaim, organizationClaim]),
  };
}

/** Reads the members of a claim; what is missing or of another type makes the token malformed. */
class Claims {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(claim: unknown) {
    if (typeof claim !== 'object' || claim === null) throw new TokenError('malformed', 'The token is not that of a member session.');
    this.#members = new Map(Object.entries(claim));
  }

  text(name: string, otherwise?: string): string {
    const value = this.#members.get(name) ?? otherwise;
    if (typeof value !== 'string' || value === '') throw new TokenError('malformed', `The session in the token has no ${name}.`);
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.#members.get(name) ?? [];
    if (!Array.isArray(value)) throw new TokenError('malformed', `The session in the token has no list of ${name}.`);
    return value;
  }
}
