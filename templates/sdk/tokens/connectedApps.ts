/** Access tokens of Connected Apps, checked without a call. */
import { TokenError } from './errors.js';
import { scopesOf } from './machines.js';
import { type AuthorizationCheck, checkScopes, type PolicyStore } from './policies.js';
import { customClaims, type Expectations, type TimeOptions, verify } from './verify.js';

/** What a Connected App's token says. The names are those of the official package. */
export interface AccessTokenClaims {
  readonly subject: string;
  readonly scope: string;
  readonly audience: string | readonly string[];
  readonly expires_at: number;
  readonly issued_at: number;
  readonly issuer: string;
  readonly not_before: number | undefined;
  readonly token_type: 'access_token';
  readonly organization: { readonly organization_id: string; readonly slug: string };
  readonly custom_claims: Readonly<Record<string, unknown>>;
}

/** How a token is checked. */
export interface IntrospectOptions extends TimeOptions {
  /** Also asks whether the granted scopes permit an action. */
  readonly authorization_check?: AuthorizationCheck | undefined;
}

const organizationClaim = 'https://stytch.com/organization';

/**
 * @throws TokenError saying why the token is not accepted
 */
export async function introspectTokenLocal(
  checks: Expectations & { readonly policies?: PolicyStore | undefined },
  token: string,
  options: IntrospectOptions = {},
): Promise<AccessTokenClaims> {
  const payload = await verify(token, checks, options);
  const { sub = '', aud = '', exp = 0, iat = 0, iss = '', nbf, scope } = payload;
  const organization = readOrganization(payload[organizationClaim]);
  const { authorization_check: check } = options;
  if (check !== undefined) {
    if (checks.policies === undefined) throw new TypeError('authorization_check needs policies.');
    await checkScopes(checks.policies, { organization_id: organization.organization_id, scopes: scopesOf(scope) }, check);
  }
  return {
    subject: sub,
    scope: typeof scope === 'string' ? scope : '',
    audience: aud,
    expires_at: exp,
    issued_at: iat,
    issuer: iss,
    not_before: nbf,
    token_type: 'access_token',
    organization,
    custom_claims: customClaims(payload, ['scope', organizationClaim]),
  };
}

function readOrganization(claim: unknown): AccessTokenClaims['organization'] {
  if (typeof claim === 'object' && claim !== null && 'organization_id' in claim && 'slug' in claim) {
    const { organization_id, slug } = claim;
    if (typeof organization_id === 'string' && typeof slug === 'string') return { organization_id, slug };
  }
  throw new TokenError('malformed', 'The token names no organization.');
}
