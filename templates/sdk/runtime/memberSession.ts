/** Calls made on behalf of a signed-in member: the session travels in a header of its own. */
import type { Credential } from './credentials.js';
import type { CallOptions } from './options.js';

/** The session of the member on whose behalf a call is made: the opaque token, or the JWT. */
export type MemberSession = { readonly token: string } | { readonly jwt: string };

/** Options of a call that a member may make. */
export interface MemberCallOptions extends CallOptions {
  /** Makes the call as this member: their roles decide whether it is allowed. */
  readonly memberSession?: MemberSession | undefined;
  /** The same in another spelling, for code that comes from the official Node package. */
  readonly authorization?: { readonly session_token?: string | undefined; readonly session_jwt?: string | undefined } | undefined;
}

/** The credential of a security scheme marked `x-member-session`. */
export function memberSession(form: 'token' | 'jwt', header: string): Credential {
  return (_, { memberSession: session, authorization }: MemberCallOptions) => {
    const given: { readonly token?: string | undefined; readonly jwt?: string | undefined } =
      session ?? { token: authorization?.session_token, jwt: authorization?.session_jwt };
    const secret = given[form];
    return secret ? { apply: ({ setHeader }) => setHeader(header, secret), secrets: [secret] } : undefined;
  };
}
