/** Who makes the calls. */
import type { Operation, SecurityScheme } from '../../model/model.js';
import type { Redactor } from './redaction.js';

/** Something for each kind of security scheme; what is missing is not sent. */
export interface Credentials {
  /** RFC 7617. */
  readonly basic?: { readonly username: string; readonly password: string };
  /** RFC 6750, also for `oauth2` and `openIdConnect`. */
  readonly bearer?: string;
  /** For `apiKey`, by the scheme's name; the empty name is for every scheme that is not named. */
  readonly apiKeys?: ReadonlyMap<string, string>;
}

/** What credentials add to a request. */
export interface CredentialParts {
  readonly headers: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
}

const nothing: CredentialParts = { headers: new Map(), query: new Map() };

/**
 * What a call must carry to be allowed: the first of the operation's alternatives that the credentials can satisfy.
 *
 * @returns undefined when the operation asks for credentials that are not there
 */
export function credentialParts(operation: Operation, credentials: Credentials): CredentialParts | undefined {
  if (operation.security.length === 0) return nothing;
  for (const requirement of operation.security) {
    const parts = requirement.map(({ scheme }) => partOf(scheme, credentials));
    if (parts.some((part) => part === undefined)) continue;
    const given = parts.flatMap((part) => part ?? []);
    const of = (place: 'header' | 'query'): ReadonlyMap<string, string> => new Map(given.filter((part) => part.in === place).map((part) => [part.name, part.value]));
    const cookies = given.filter((part) => part.in === 'cookie').map(({ name, value }) => `${name}=${value}`);
    const headers = new Map([...of('header'), ...(cookies.length === 0 ? [] : [['cookie', cookies.join('; ')] as const])]);
    return { headers, query: of('query') };
  }
  return undefined;
}

/** Makes every secret of the credentials known to the redactor. The user name of basic authentication is no secret. */
export function hideCredentials({ basic, bearer, apiKeys }: Credentials, redactor: Redactor): void {
  if (basic !== undefined) {
    redactor.add(basic.password);
    redactor.add(basicToken(basic));
  }
  if (bearer !== undefined) redactor.add(bearer);
  for (const key of apiKeys?.values() ?? []) redactor.add(key);
}

interface Part {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly value: string;
}

function partOf(scheme: SecurityScheme, { basic, bearer, apiKeys }: Credentials): Part | undefined {
  const authorization = (value: string): Part => ({ in: 'header', name: 'authorization', value });
  switch (scheme.type) {
    case 'http':
      if (scheme.scheme === 'basic') return basic === undefined ? undefined : authorization(`Basic ${basicToken(basic)}`);
      return scheme.scheme !== 'bearer' || bearer === undefined ? undefined : authorization(`Bearer ${bearer}`);
    case 'oauth2':
    case 'openIdConnect':
      return bearer === undefined ? undefined : authorization(`Bearer ${bearer}`);
    case 'apiKey': {
      const value = apiKeys?.get(scheme.name) ?? apiKeys?.get('');
      return value === undefined ? undefined : { in: scheme.in ?? 'header', name: scheme.parameterName ?? scheme.name, value };
    }
    case 'mutualTLS':
      return undefined;
  }
}

function basicToken({ username, password }: { readonly username: string; readonly password: string }): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}
