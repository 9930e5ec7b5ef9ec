/** Machine-to-machine access tokens (RFC 6749 §4.4): got, kept, and checked. */
import type { Result } from '../runtime/options.js';
import { elapsed } from './clock.js';
import { TokenError } from './errors.js';
import { customClaims, type Expectations, type TimeOptions, verify } from './verify.js';

/** The answer of a token endpoint (RFC 6749 §5.1), as far as it is used. */
export interface TokenAnswer {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** What a machine proves itself with. The names are those of the official package. */
export interface ClientCredentials {
  readonly client_id: string;
  readonly client_secret: string;
  /** What the token is to be good for; everything the client has by default. */
  readonly scopes?: readonly string[] | undefined;
}

/** The call of the token endpoint for machines: the grant type is understood, and scopes are a list. */
export interface ClientCredentialsCall<Options, Answer, Failure> {
  (params: ClientCredentials, options?: Options): Promise<Answer>;
  /** The same, with the outcome as a value. */
  result(params: ClientCredentials, options?: Options): Promise<Result<Answer, Failure>>;
}

/** The call of the token endpoint as the API has it (RFC 6749 §4.4.2). */
export interface TokenEndpointCall<Options, Answer, Failure> {
  (params: TokenRequest, options?: Options): Promise<Answer>;
  result(params: TokenRequest, options?: Options): Promise<Result<Answer, Failure>>;
  isError(error: unknown): error is Failure;
}

/** An access token request of a machine (RFC 6749 §4.4.2). */
export interface TokenRequest {
  grant_type: 'client_credentials';
  client_id: string;
  client_secret: string;
  scope?: string;
}

/** Lets the call of the token endpoint take {@link ClientCredentials}; what the endpoint itself takes goes through as it is. */
export function clientCredentials<Options, Answer, Failure>(
  call: TokenEndpointCall<Options, Answer, Failure>,
): ClientCredentialsCall<Options, Answer, Failure> & Pick<TokenEndpointCall<Options, Answer, Failure>, 'isError'> {
  const onWire = ({ scopes, ...params }: ClientCredentials): TokenRequest => ({
    grant_type: 'client_credentials',
    ...params,
    ...(scopes !== undefined && scopes.length > 0 && { scope: scopes.join(' ') }),
  });
  return Object.assign((params: ClientCredentials, options?: Options) => call(onWire(params), options), {
    result: (params: ClientCredentials, options?: Options) => call.result(onWire(params), options),
    isError: call.isError,
  });
}

/** How tokens are kept. */
export interface TokenProviderOptions {
  /** Milliseconds before its end in which a token is replaced; a minute by default. */
  readonly margin?: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Gives a current access token. A token is fetched once for all who ask at the same time, kept, and replaced shortly before it expires; when
 * that fails, the old one is given for as long as it is good.
 *
 * @param fetchToken the call of the token endpoint
 * @returns a function that may stand wherever the SDK takes a secret
 */
export function tokenProvider(fetchToken: () => Promise<TokenAnswer>, { margin = 60_000, now = Date.now }: TokenProviderOptions = {}): () => Promise<string> {
  let current: { readonly token: string; readonly askedAt: number; readonly goodFor: number; readonly endsAt: number } | undefined;
  let underWay: Promise<string> | undefined;
  const replace = async (): Promise<string> => {
    const askedAt = now();
    try {
      const { access_token: token, expires_in: seconds } = await fetchToken();
      // A token shorter-lived than twice the margin would be replaced with every call.
      current = { token, askedAt, goodFor: seconds * 1000 - Math.min(margin, seconds * 500), endsAt: askedAt + seconds * 1000 };
      return token;
    } catch (error) {
      if (current !== undefined && now() < current.endsAt) return current.token;
      throw error;
    }
  };
  return async () => {
    if (current !== undefined && elapsed(current.askedAt, now()) < current.goodFor) return current.token;
    underWay ??= replace().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** What {@link authenticateToken} takes. The names are those of the official package. */
export interface AuthenticateTokenParams extends TimeOptions {
  readonly access_token: string;
  readonly required_scopes?: readonly string[] | undefined;
}

/** The client a token was issued to. */
export interface AuthenticatedClient {
  readonly client_id: string;
  readonly scopes: readonly string[];
  readonly custom_claims: Readonly<Record<string, unknown>>;
}

/** Decides whether scopes are enough. The shape is that of the official package. */
export type ScopeCheck = (scopes: { readonly hasScopes: readonly string[]; readonly requiredScopes: readonly string[] }) => boolean;

const hasRequired: ScopeCheck = (scopes) => hasScopes(scopes.hasScopes, scopes.requiredScopes);

/**
 * Checks an M2M access token without a call.
 *
 * @param isAllowed compares the scopes, in place of {@link hasScopes}
 * @throws TokenError saying why the token is not accepted; `missing_scope` when it does not have every required scope
 */
export async function authenticateToken(expectations: Expectations, params: AuthenticateTokenParams, isAllowed: ScopeCheck = hasRequired): Promise<AuthenticatedClient> {
  const payload = await verify(params.access_token, expectations, params);
  const scopes = scopesOf(payload['scope']);
  if (!isAllowed({ hasScopes: scopes, requiredScopes: params.required_scopes ?? [] })) throw new TokenError('missing_scope', 'The token lacks a required scope.');
  return { client_id: payload.sub ?? '', scopes, custom_claims: customClaims(payload, ['scope']) };
}

/** True when every required scope is there. `read:*` stands for `read:` of anything. */
export function hasScopes(scopes: readonly string[], required: readonly string[]): boolean {
  return required.every((scope) => scopes.includes(scope) || (scope.includes(':') && scopes.includes(`${scope.slice(0, scope.indexOf(':'))}:*`)));
}

/** The scope claim (RFC 8693 §4.2): names with spaces between. */
export function scopesOf(claim: unknown): readonly string[] {
  return typeof claim === 'string' ? claim.split(' ').filter(Boolean) : [];
}
