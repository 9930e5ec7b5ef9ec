/** Security schemes: what the runtime looks for, and which authenticators a user must give. */
import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import type { Literal } from './literal.js';

/** The schemes some operation asks for, in the document's order. */
export function usedSchemes(model: ApiModel): readonly SecurityScheme[] {
  const used = new Set(model.operations.flatMap((operation) => operation.security.flat().map(({ scheme }) => scheme.name)));
  return model.securitySchemes.filter((scheme) => used.has(scheme.name));
}

/** True for schemes that say on whose behalf a call is made, not who makes it. */
export function isMemberSession(scheme: SecurityScheme): boolean {
  return scheme.extensions['x-member-session'] !== undefined;
}

/** What the runtime looks for in a request. */
export function schemeDescriptor(scheme: SecurityScheme): Literal {
  return {
    name: scheme.name,
    kind: schemeKind(scheme),
    scheme: schemeKind(scheme) === 'http' ? (scheme.scheme ?? '') : undefined,
    in: scheme.in,
    parameterName: scheme.parameterName,
    memberSession: isMemberSession(scheme),
  };
}

/** The type of the credentials an authenticator gets. */
export function credentialsType(scheme: SecurityScheme): string {
  const names = {
    basic: 'BasicCredentials',
    bearer: 'BearerCredentials',
    http: 'HttpCredentials',
    apiKey: 'ApiKeyCredentials',
    mutualTLS: 'CertificateCredentials',
  } as const;
  return names[schemeKind(scheme)];
}

/** OAuth 2.0 and OpenID Connect send their access tokens as bearer tokens (RFC 6750 §2.1). */
function schemeKind({ type, scheme }: SecurityScheme): 'basic' | 'bearer' | 'http' | 'apiKey' | 'mutualTLS' {
  switch (type) {
    case 'http':
      return scheme === 'basic' || scheme === 'bearer' ? scheme : 'http';
    case 'oauth2':
    case 'openIdConnect':
      return 'bearer';
    case 'apiKey':
    case 'mutualTLS':
      return type;
  }
}

/** When a principal is there: always, sometimes, or never. */
export type Presence = 'always' | 'sometimes' | 'never';

/** Whether handlers of an operation get a caller and a member session. */
export function identityOf({ security }: Operation): { readonly caller: Presence; readonly memberSession: Presence } {
  const presence = (wanted: (scheme: SecurityScheme) => boolean): Presence => {
    const having = security.filter((requirement) => requirement.some(({ scheme }) => wanted(scheme))).length;
    return having === 0 ? 'never' : having === security.length ? 'always' : 'sometimes';
  };
  return { caller: presence((scheme) => !isMemberSession(scheme)), memberSession: presence(isMemberSession) };
}
