/** Checks a JWT (RFC 7519) against the project's keys. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { TokenError } from './errors.js';
import type { KeyStore } from './keys.js';

/** Whose tokens are accepted. */
export interface Expectations {
  readonly keys: KeyStore;
  /** The project id. */
  readonly audience: string;
  readonly issuers: readonly string[];
}

/** How strict a check is about time. The names are those of the official package. */
export interface TimeOptions {
  /** Refuses tokens issued longer ago; 0 refuses every token. */
  readonly max_token_age_seconds?: number | undefined;
  /** Allowed difference between clocks; 0 by default. */
  readonly clock_tolerance_seconds?: number | undefined;
  /** In place of the present time. */
  readonly current_date?: Date | undefined;
}

/** Asymmetric algorithms only: with any other, a public key would do as a secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/**
 * @returns the claims
 * @throws TokenError saying why the token is not accepted
 */
export async function verify(token: string, { keys, audience, issuers }: Expectations, options: TimeOptions = {}): Promise<JWTPayload> {
  const now = options.current_date ?? new Date();
  const payload = await checkSignature(token, keys, {
    audience,
    issuer: [...issuers],
    algorithms,
    currentDate: now,
    clockTolerance: options.clock_tolerance_seconds ?? 0,
    requiredClaims: ['sub', 'exp', 'iat'],
  });
  const { max_token_age_seconds: maxAge } = options;
  if (maxAge !== undefined && now.getTime() / 1000 - (payload.iat ?? -Infinity) >= maxAge) {
    throw new TokenError('too_old', `The token was issued more than ${maxAge} seconds ago.`);
  }
  return payload;
}

async function checkSignature(token: string, keys: KeyStore, options: Parameters<typeof jwtVerify>[2]): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        if (kid === undefined) throw new TokenError('malformed', 'The token does not name its key.');
        return keys.find(kid);
      },
      options,
    );
    return payload;
  } catch (error) {
    throw error instanceof TokenError ? error : tokenError(error);
  }
}

function tokenError(error: unknown): TokenError {
  if (error instanceof errors.JWTExpired) return new TokenError('expired', 'The token has expired.');
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenError('bad_signature', 'The signature is not that of the project.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return new TokenError('wrong_audience', 'The token is meant for another project.');
    if (error.claim === 'iss') return new TokenError('wrong_issuer', 'The token was issued by someone else.');
    if (error.claim === 'nbf') return new TokenError('not_yet_valid', 'The token is not valid yet.');
    return new TokenError('malformed', `The token lacks a usable claim "${error.claim}".`);
  }
  return new TokenError('malformed', 'The token is no JWT that can be checked.');
}

/** The claims that are not registered (RFC 7519 §4.1) and not taken by the API. */
export function customClaims(payload: JWTPayload, taken: readonly string[]): Record<string, unknown> {
  const known = new Set(['aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub', ...taken]);
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !known.has(name)));
}
