/** Issues tokens as the API does. */
import { exportJWK, generateKeyPair, type CryptoKey, type JWTPayload, SignJWT } from 'jose';
import type { PublicKey } from '../../../../templates/sdk/tokens/keys.js';

export const projectId = 'project-test-00000000-0000-4000-8000-000000000001';

/** A signing key and what is published of it. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly published: PublicKey;
}

export async function makeKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { privateKey, published: { ...(await exportJWK(publicKey)), kty: 'RSA', kid, alg: 'RS256' } };
}

/** Times are in seconds from now. */
export interface TokenFacts {
  readonly issued?: number;
  readonly expires?: number;
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
}

export async function sign({ privateKey, published }: SigningKey, facts: TokenFacts = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(facts.claims ?? {})
    .setProtectedHeader({ alg: 'RS256', kid: published.kid ?? '', ...facts.header })
    .setIssuer(facts.issuer ?? `stytch.com/${projectId}`)
    .setAudience(facts.audience ?? projectId)
    .setSubject(facts.subject ?? 'member-test-1')
    .setIssuedAt(now + (facts.issued ?? 0))
    .setExpirationTime(now + (facts.expires ?? 300))
    .sign(privateKey);
}

/** The claims of a session. */
export const sessionClaims = {
  'https://stytch.com/session': {
    id: 'member-session-test-1',
    started_at: '2026-11-01T00:00:00Z',
    last_accessed_at: '2026-11-01T00:05:00Z',
    expires_at: '2026-11-02T00:00:00Z',
    attributes: {},
    authentication_factors: [{ type: 'password' }],
    roles: ['stytch_member', 'editor'],
  },
  'https://stytch.com/organization': { organization_id: 'organization-test-1', slug: 'acme-robotics' },
};
