/** Calls a signed-in member may make, from `x-member-session` on security schemes. */
import type { Operation, SecurityScheme } from './model.js';

/** A security scheme that carries a member's session, and in which form. */
export interface MemberSessionScheme {
  readonly form: 'token' | 'jwt';
  readonly scheme: SecurityScheme;
}

/** The member-session schemes an operation accepts, each once, in the order of its security requirements. */
export function memberSessionSchemes({ security }: Operation): readonly MemberSessionScheme[] {
  const schemes = new Map<string, MemberSessionScheme>();
  for (const { scheme } of security.flat()) {
    const form = scheme.extensions['x-member-session'];
    if (form === 'token' || form === 'jwt') schemes.set(scheme.name, { form, scheme });
  }
  return [...schemes.values()];
}

/** True when the call can be made on behalf of a signed-in member. */
export function acceptsMemberSession(operation: Operation): boolean {
  return memberSessionSchemes(operation).length > 0;
}
