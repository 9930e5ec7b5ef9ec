/** Credentials: always variables, never values. */
import type { ApiModel, Operation, SecurityRequirement, SecurityScheme } from '../model/model.js';
import type { Auth, Parameter, Variable } from './format.js';

/** How a credential is sent, and the variables it is taken from. */
interface Credential {
  readonly auth: Auth;
  readonly variables: readonly string[];
}

/** The variable that holds what a scheme is given, as `{{…}}` refers to it. */
export function credentialVariable(scheme: SecurityScheme): string {
  return (scheme.parameterName ?? scheme.name).replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').toLowerCase() || 'credential';
}

function credentialOf(scheme: SecurityScheme): Credential | undefined {
  const name = credentialVariable(scheme);
  const attribute = (key: string, value: string): { key: string; value: string; type: 'string' } => ({ key, value, type: 'string' });
  if (scheme.type === 'http' && scheme.scheme === 'basic') {
    return {
      auth: { type: 'basic', basic: [attribute('username', '{{username}}'), attribute('password', '{{password}}')] },
      variables: ['username', 'password'],
    };
  }
  if (scheme.type === 'http' && scheme.scheme === 'bearer') {
    return { auth: { type: 'bearer', bearer: [attribute('token', `{{${name}}}`)] }, variables: [name] };
  }
  if (scheme.type === 'apiKey' && scheme.in !== undefined && scheme.in !== 'cookie') {
    const attributes = [attribute('key', scheme.parameterName ?? ''), attribute('value', `{{${name}}}`), attribute('in', scheme.in)];
    return { auth: { type: 'apikey', apikey: attributes }, variables: [name] };
  }
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') {
    return { auth: { type: 'oauth2', oauth2: [attribute('accessToken', `{{${name}}}`), attribute('addTokenTo', 'header')] }, variables: [name] };
  }
  return undefined;
}

/** The scheme most operations begin with: what the collection as a whole uses. */
export function collectionScheme({ operations }: ApiModel): SecurityScheme | undefined {
  const uses = new Map<SecurityScheme, number>();
  for (const { security } of operations) {
    const scheme = mainScheme(security);
    if (scheme !== undefined) uses.set(scheme, (uses.get(scheme) ?? 0) + 1);
  }
  return [...uses].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Postman knows one credential per request: the first of the first alternative that it can send. */
function mainScheme(security: readonly SecurityRequirement[]): SecurityScheme | undefined {
  return security[0]?.map(({ scheme }) => scheme).find((scheme) => credentialOf(scheme) !== undefined);
}

/** What the collection sends unless a request says otherwise. */
export function collectionAuth(model: ApiModel): Auth | undefined {
  const scheme = collectionScheme(model);
  return scheme === undefined ? undefined : credentialOf(scheme)?.auth;
}

/** What one request sends; undefined where that is what the collection sends. */
export function requestAuth(operation: Operation, collection: SecurityScheme | undefined): Auth | undefined {
  const scheme = mainScheme(operation.security);
  if (scheme === undefined) return collection === undefined ? undefined : { type: 'noauth' };
  return scheme === collection ? undefined : credentialOf(scheme)?.auth;
}

/** The credentials a request may carry in headers or the query beside its main one: there, but switched off. */
export function optionalCredentials(operation: Operation, location: 'header' | 'query'): readonly Parameter[] {
  const main = mainScheme(operation.security);
  const schemes = new Set(operation.security.flat().map(({ scheme }) => scheme));
  return [...schemes].flatMap((scheme) => {
    if (scheme === main || scheme.type !== 'apiKey' || scheme.in !== location || scheme.parameterName === undefined) return [];
    const description = scheme.description === undefined ? {} : { description: scheme.description };
    return [{ key: scheme.parameterName, value: `{{${credentialVariable(scheme)}}}`, ...description, disabled: true as const }];
  });
}

/** Every variable that holds a credential, each once, without a value. */
export function credentialVariables({ securitySchemes }: ApiModel): readonly Variable[] {
  const variables = new Map<string, Variable>();
  for (const scheme of securitySchemes) {
    for (const key of credentialOf(scheme)?.variables ?? []) {
      const description = scheme.description === undefined ? {} : { description: scheme.description };
      if (!variables.has(key)) variables.set(key, { key, value: '', type: 'string', ...description });
    }
  }
  return [...variables.values()];
}
