/** Who may make a call, in words. */
import { memberSessionSchemes } from '../model/memberSession.js';
import type { Operation, SecurityScheme } from '../model/model.js';
import type { Markup } from '../text/templates.js';
import type { PageContext } from './page.js';

/** What the template shows under "Authentication". */
export interface SecurityView {
  readonly anonymous: boolean;
  /** Each alternative: all of its schemes are needed. */
  readonly alternatives: readonly { readonly schemes: readonly SchemeView[] }[];
  readonly several: boolean;
  readonly memberSession: { readonly headers: readonly string[] } | undefined;
  readonly rbac: { readonly resource: string; readonly action: string } | undefined;
}

interface SchemeView {
  readonly label: string;
  readonly detail: string | undefined;
  readonly description: Markup | undefined;
  readonly scopes: readonly string[];
}

/** Authentication of a call; member sessions, which come on top of it, are told apart from the rest. */
export function securityView(operation: Operation, page: PageContext): SecurityView {
  const sessions = memberSessionSchemes(operation);
  const isSession = (scheme: SecurityScheme): boolean => sessions.some((session) => session.scheme === scheme);
  const seen = new Set<string>();
  const alternatives = operation.security.flatMap((requirement) => {
    const own = requirement.filter(({ scheme }) => !isSession(scheme));
    const key = own.map(({ scheme }) => scheme.name).join('+');
    if (own.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ schemes: own.map(({ scheme, scopes }) => ({ label: schemeLabel(scheme), detail: schemeDetail(scheme), description: page.line(scheme.description), scopes })) }];
  });
  return {
    anonymous: operation.security.length === 0 || operation.security.some((requirement) => requirement.length === 0),
    alternatives,
    several: alternatives.length > 1,
    memberSession: sessions.length === 0 ? undefined : { headers: sessions.map(({ scheme }) => scheme.parameterName ?? scheme.name) },
    rbac: operation.rbac,
  };
}

/** The names of the schemes, for Markdown; member sessions, which come on top, are told apart from them. */
export function credentialLabels(operation: Operation): string {
  const sessions = memberSessionSchemes(operation).map(({ scheme }) => scheme);
  const labels = operation.security.map((requirement) => requirement.flatMap(({ scheme }) => (sessions.includes(scheme) ? [] : [schemeLabel(scheme)])).join(' and '));
  const named = [...new Set(labels)].filter((label) => label !== '');
  return named.length === 0 ? 'none' : named.join(', or ');
}

/** What a scheme is called. */
export function schemeLabel(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case 'http':
      return scheme.scheme === 'basic' ? 'HTTP Basic' : scheme.scheme === 'bearer' ? 'Bearer token' : `HTTP ${scheme.scheme ?? 'authentication'}`;
    case 'apiKey':
      return scheme.in === 'header' ? 'Header' : scheme.in === 'query' ? 'Query parameter' : 'Cookie';
    case 'oauth2':
      return 'OAuth 2.0';
    case 'openIdConnect':
      return 'OpenID Connect';
    case 'mutualTLS':
      return 'Client certificate';
  }
}

function schemeDetail(scheme: SecurityScheme): string | undefined {
  return scheme.type === 'apiKey' ? scheme.parameterName : scheme.bearerFormat;
}
