/** What can be wrong with a token that is checked locally. */

/** Why a token was not accepted. */
export type TokenProblem =
  /** No JWT, or not one of this API. No call can cure it. */
  | 'malformed'
  /** Signed by someone else. */
  | 'bad_signature'
  /** Signed with a key that the project does not have. */
  | 'unknown_key'
  /** The keys could not be fetched. */
  | 'keys_unavailable'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'not_yet_valid'
  /** Its time is over; the session may still be alive. */
  | 'expired'
  /** Older than the caller accepts; the session may still be alive. */
  | 'too_old'
  /** The subject belongs to another organization than the one the action is about. */
  | 'tenancy_mismatch'
  /** No role or scope of the subject permits the action. */
  | 'not_permitted'
  /** A required scope is missing. */
  | 'missing_scope';

/** A token was not accepted. Never holds the token. */
export class TokenError extends Error {
  override readonly name: string = 'TokenError';
  readonly code: TokenProblem;

  constructor(code: TokenProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** True for a TokenError, of one of the given codes where there are any. */
export function isTokenError(error: unknown, ...codes: readonly TokenProblem[]): error is TokenError {
  return error instanceof TokenError && (codes.length === 0 || codes.includes(error.code));
}
