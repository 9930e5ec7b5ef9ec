/**
 * Local work with tokens: session JWTs, access tokens of machines and Connected Apps, and access control. A module of its own, for
 * it needs the `jose` package; nothing else of the SDK imports it.
 */
import { type AccessTokenClaims, introspectTokenLocal, type IntrospectOptions } from './connectedApps.js';
import { type FetchKeys, KeyStore, type KeyStoreOptions } from './keys.js';
import { type AuthenticatedClient, authenticateToken, type AuthenticateTokenParams, type ScopeCheck } from './machines.js';
import { type Policy, PolicyStore, type PolicyStoreOptions } from './policies.js';
import { authenticateJwt, authenticateJwtLocal, type AuthenticateJwtParams, type AuthenticateJwtRemotelyParams, type AuthenticateRemotely, type LocalSession } from './sessions.js';

/** The calls of a client that local checks fall back on. A B2BClient fits. */
export interface TokenClient<Answer> {
  readonly sessions: {
    readonly getJWKS: (params: { readonly project_id: string }) => ReturnType<FetchKeys>;
    readonly authenticate: AuthenticateRemotely<Answer>;
  };
  readonly rbac: {
    readonly policy: () => Promise<{ readonly policy?: Policy | null }>;
    readonly organizations: {
      readonly getOrgPolicy: (params: { readonly organization_id: string }) => Promise<{ readonly org_policy?: Pick<Policy, 'roles'> | null }>;
    };
  };
}

/** Whose tokens are checked. */
export interface TokenOptions {
  readonly projectId: string;
  /** The project's own domain, where tokens name it as their issuer: `https://login.example.com`. */
  readonly domain?: string | undefined;
  readonly keys?: KeyStoreOptions;
  readonly policies?: PolicyStoreOptions;
}

/** Local checks, under the names the official package has for them. */
export interface Tokens<Answer> {
  readonly sessions: {
    /** Local where possible, remote for a JWT that has expired or is too old. @throws TokenError, or what the call throws */
    authenticateJwt(params: AuthenticateJwtRemotelyParams): Promise<Answer | { readonly member_session: LocalSession; readonly session_jwt: string }>;
    /** Without a call of its own. @throws TokenError */
    authenticateJwtLocal(params: AuthenticateJwtParams): Promise<LocalSession>;
  };
  readonly m2m: {
    /** Checks an access token and its scopes. @throws TokenError */
    authenticateToken(params: AuthenticateTokenParams, isAllowed?: ScopeCheck): Promise<AuthenticatedClient>;
  };
  readonly idp: {
    /** Checks an access token of a Connected App. @throws TokenError */
    introspectTokenLocal(token: string, options?: IntrospectOptions): Promise<AccessTokenClaims>;
  };
}

/** Makes the local checks of one project. Keys and policies are shared by all of them and fetched when first needed. */
export function createTokens<Answer>(client: TokenClient<Answer>, { projectId, domain, keys, policies }: TokenOptions): Tokens<Answer> {
  const checks = {
    keys: new KeyStore(() => client.sessions.getJWKS({ project_id: projectId }), keys),
    audience: projectId,
    issuers: [`stytch.com/${projectId}`, ...(domain === undefined ? [] : [domain.replace(/\/+$/, '')])],
    policies: new PolicyStore(
      {
        project: async () => (await client.rbac.policy()).policy ?? { roles: [] },
        organization: async (organization_id) => (await client.rbac.organizations.getOrgPolicy({ organization_id })).org_policy ?? undefined,
      },
      policies,
    ),
  };
  return {
    sessions: {
      authenticateJwt: (params) => authenticateJwt(checks, client.sessions.authenticate, params),
      authenticateJwtLocal: (params) => authenticateJwtLocal(checks, params),
    },
    m2m: { authenticateToken: (params, isAllowed) => authenticateToken(checks, params, isAllowed) },
    idp: { introspectTokenLocal: (token, options) => introspectTokenLocal(checks, token, options) },
  };
}

export type { AccessTokenClaims, IntrospectOptions } from './connectedApps.js';
export { isTokenError, TokenError, type TokenProblem } from './errors.js';
export type { KeyStoreOptions, PublicKey } from './keys.js';
export {
  type AuthenticatedClient, type AuthenticateTokenParams, type ClientCredentials, clientCredentials, type ClientCredentialsCall, hasScopes, type ScopeCheck,
  type TokenAnswer, type TokenEndpointCall, tokenProvider, type TokenProviderOptions, type TokenRequest,
} from './machines.js';
export { type AuthorizationCheck, permits, type Permission, type Policy, type PolicyStoreOptions, type Role, type Scope } from './policies.js';
export { createPkce, type Pkce } from './pkce.js';
export type { AuthenticateJwtParams, AuthenticateJwtRemotelyParams, LocalSession } from './sessions.js';
