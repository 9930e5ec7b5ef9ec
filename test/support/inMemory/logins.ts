/** What every login ends in: a session, or an intermediate one while a second factor is missing. */
import type { AuthenticatePasswordResponse, Member, MemberSession, Organization } from '../../../generated/types/index.js';
import type { ExampleServices, IntermediateSession, KeptSession } from './example.js';

type Factor = MemberSession['authentication_factors'][number];

/** The part of an answer that all logins have in common. */
export type Login = Omit<AuthenticatePasswordResponse, 'request_id' | 'status_code' | 'organization_id'>;

const intermediateMinutes = 10;

/** Logs a member in who proved their first factor. */
export function logIn(services: ExampleServices, member: Member, organization: Organization, factor: Factor, minutes?: number): Login {
  const common = { member_id: member.member_id, member, organization, member_device: null, primary_required: null };
  if (organization.mfa_policy === 'REQUIRED_FOR_ALL' || member.mfa_enrolled) {
    const token = services.secret();
    services.state.intermediate.set(token, { email: member.email_address, waiting: { memberId: member.member_id, factors: [factor] } });
    return {
      ...common,
      member_authenticated: false,
      session_token: '',
      session_jwt: '',
      member_session: null,
      intermediate_session_token: token,
      intermediate_session_token_expires_at: later(services, intermediateMinutes),
      mfa_required: {
        member_options: { mfa_phone_number: member.mfa_phone_number, totp_registration_id: member.totp_registration_id },
        secondary_auth_initiated: null,
      },
    };
  }
  const { token, jwt, session } = startSession(services, member, organization, [factor], minutes);
  return {
    ...common,
    member_authenticated: true,
    session_token: token,
    session_jwt: jwt,
    member_session: session,
    intermediate_session_token: '',
    intermediate_session_token_expires_at: null,
    mfa_required: null,
  };
}

/** A new session of a member, kept. */
export function startSession(services: ExampleServices, member: Member, organization: Organization, factors: readonly Factor[], minutes = 60): KeptSession {
  const now = services.now();
  const token = services.secret();
  const session: MemberSession = {
    member_session_id: services.newId('member-session'),
    member_id: member.member_id,
    organization_id: organization.organization_id,
    organization_slug: organization.organization_slug,
    started_at: now,
    last_accessed_at: now,
    expires_at: later(services, minutes),
    authentication_factors: [...factors],
    roles: member.roles.map(({ role_id }) => role_id),
    custom_claims: {},
  };
  const kept = { token, jwt: unsignedJwt(services, { sub: member.member_id, sid: session.member_session_id }), session };
  services.state.sessions.set(token, kept);
  return kept;
}

/** A session by either of its tokens. */
export function findSession({ state }: ExampleServices, { session_token, session_jwt }: SessionArguments): KeptSession | undefined {
  if (session_token !== undefined) return state.sessions.get(session_token);
  return [...state.sessions.values()].find(({ jwt }) => jwt === session_jwt);
}

/** The tokens by which a request can say who is logged in. */
export interface SessionArguments {
  readonly session_token?: string;
  readonly session_jwt?: string;
  readonly intermediate_session_token?: string;
}

/** What a second factor is added to: a session, or an intermediate session that waits for it. */
export type Waiting = { readonly kept: KeptSession } | { readonly intermediate: IntermediateSession; readonly token: string };

/** What the tokens of a request stand for, when they are the member's. */
export function waitingFor(services: ExampleServices, given: SessionArguments, memberId: string): Waiting | undefined {
  const token = given.intermediate_session_token;
  if (token !== undefined) {
    const intermediate = services.state.intermediate.get(token);
    return intermediate?.waiting?.memberId === memberId ? { intermediate, token } : undefined;
  }
  const kept = findSession(services, given);
  return kept?.session.member_id === memberId ? { kept } : undefined;
}

/** How many tokens a request has. */
export function countTokens({ session_token, session_jwt, intermediate_session_token }: SessionArguments): number {
  return [session_token, session_jwt, intermediate_session_token].filter((token) => token !== undefined).length;
}

/** The session with a further factor: the one there is, or a new one in the place of the intermediate session. */
export function addFactor(services: ExampleServices, waiting: Waiting, member: Member, organization: Organization, factor: Factor, minutes?: number): KeptSession {
  if ('kept' in waiting) {
    const { session } = waiting.kept;
    const kept: KeptSession = { ...waiting.kept, session: { ...session, last_accessed_at: services.now(), authentication_factors: [...session.authentication_factors, factor] } };
    services.state.sessions.set(kept.token, kept);
    return kept;
  }
  services.state.intermediate.delete(waiting.token);
  return startSession(services, member, organization, [...(waiting.intermediate.waiting?.factors ?? []), factor], minutes);
}

/** The moment in some minutes (RFC 3339). */
export function later({ seconds }: ExampleServices, minutes: number): string {
  return new Date((seconds() + minutes * 60) * 1000).toISOString();
}

/** The form of a JWT (RFC 7519), signed with nothing: enough for whoever only hands it on. */
export function unsignedJwt({ seconds, secret }: ExampleServices, claims: { readonly [name: string]: unknown }): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims, iat: Math.floor(seconds()), jti: secret() })}.${part('unsigned')}`;
}
