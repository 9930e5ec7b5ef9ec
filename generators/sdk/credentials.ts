/** Security schemes as options of the client's constructor. */
import type { Problem } from '../diagnostics.js';
import type { ApiModel, SecurityScheme } from '../model/model.js';
import { camelCase, takeFree } from '../typescript/identifiers.js';
import { stringLiteral } from '../typescript/literals.js';
import type { SdkSettings } from './settings.js';

/** A scheme the SDK can serve. */
export interface CredentialPlan {
  readonly scheme: SecurityScheme;
  /** The client options it is made of; none for one that comes with each call. */
  readonly options: readonly CredentialOption[];
  /** Set for a member's session, which comes with each call. */
  readonly memberSession: 'token' | 'jwt' | undefined;
  /** The function of the runtime that makes it, and the module that function is in. */
  readonly maker: string;
  readonly module: 'credentials' | 'memberSession';
  /** The arguments, as source text; `options` is the constructor's argument. */
  readonly arguments: readonly string[];
  /** True when no call that needs a credential can do without. */
  readonly required: boolean;
}

/** One option of the constructor. */
export interface CredentialOption {
  readonly name: string;
  readonly type: 'string' | 'Secret';
  readonly description: string;
}

/** What the constructor takes already, under these names. */
const connectionOptions = [
  'baseUrl', 'allowInsecureHttp', 'timeout', 'retries', 'maxRetryDelay', 'maxResponseBytes', 'headers', 'userAgent', 'fetch', 'hooks',
  'logger', 'check',
];

/** Plans the schemes that some operation uses, in the document's order. */
export function planCredentials(model: ApiModel, settings: SdkSettings, problems: Problem[]): readonly CredentialPlan[] {
  const requirements = model.operations.flatMap(({ security }) => security);
  const used = model.securitySchemes.filter(({ name }) => requirements.some((schemes) => schemes.some(({ scheme }) => scheme.name === name)));
  const taken = new Set(connectionOptions);
  const isAlone = (kind: Kind): boolean => used.filter((scheme) => kindOf(scheme) === kind).length === 1;
  return used.flatMap((scheme) => {
    const kind = kindOf(scheme);
    if (kind === undefined) {
      if (scheme.type !== 'mutualTLS') {
        const message = `The SDK cannot serve the security scheme "${scheme.name}" (HTTP ${scheme.scheme ?? scheme.type}).`;
        problems.push({ code: 'unsupported-security', severity: 'warning', message, origin: model.origin, help: 'Calls that need it can be made with a header of their own.' });
      }
      return [];
    }
    // Calls that need no credential at all, such as those of a token endpoint, do not make it optional.
    const decidesServer = settings.servers !== undefined && [...(settings.credentials.get(scheme.name)?.values() ?? [])].includes(settings.servers.option);
    const required = decidesServer || requirements.every((schemes) => schemes.some((item) => item.scheme.name === scheme.name));
    return [{ scheme, ...planScheme(scheme, kind, isAlone(kind), settings, taken), required }];
  });
}

type Kind = 'basic' | 'token' | 'key' | 'memberSession';

function kindOf({ type, scheme, extensions }: SecurityScheme): Kind | undefined {
  if (type === 'apiKey') return extensions['x-member-session'] === undefined ? 'key' : 'memberSession';
  if (type === 'oauth2' || type === 'openIdConnect') return 'token';
  if (type !== 'http') return undefined;
  // Digest and its like answer a challenge; a fixed header cannot.
  return scheme === 'basic' ? 'basic' : scheme === 'bearer' || scheme === 'token' || scheme === 'apikey' ? 'token' : undefined;
}

type PlannedScheme = Omit<CredentialPlan, 'scheme' | 'required'>;

function planScheme(scheme: SecurityScheme, kind: Kind, alone: boolean, settings: SdkSettings, taken: Set<string>): PlannedScheme {
  const base = camelCase(scheme.name, 'credential');
  const description = scheme.description ?? '';
  const option = (part: string, usual: string, type: CredentialOption['type'], text: string): CredentialOption => {
    const chosen = settings.credentials.get(scheme.name)?.get(part);
    return { name: chosen ?? takeFree(usual, taken), type, description: text };
  };
  const header = stringLiteral(scheme.parameterName ?? scheme.name);
  const plan = (maker: string, options: readonly CredentialOption[], args: readonly string[]): PlannedScheme => ({
    options,
    memberSession: undefined,
    maker,
    module: 'credentials',
    arguments: args,
  });
  switch (kind) {
    case 'basic': {
      const username = option('username', alone ? 'username' : `${base}Username`, 'string', `The user name. ${description}`);
      const password = option('password', alone ? 'password' : `${base}Password`, 'Secret', `The password. ${description}`);
      return plan('basic', [username, password], [`options.${username.name}`, `options.${password.name}`]);
    }
    case 'token': {
      const token = option('token', alone ? 'token' : base, 'Secret', description || 'The token.');
      const prefix = scheme.type === 'http' && scheme.scheme !== 'bearer' ? [stringLiteral(scheme.scheme ?? '')] : [];
      return plan('bearer', [token], [`options.${token.name}`, ...prefix]);
    }
    case 'key': {
      const key = option('key', alone ? 'apiKey' : base, 'Secret', description || 'The API key.');
      return plan(`${scheme.in ?? 'header'}Key`, [key], [header, `options.${key.name}`]);
    }
    case 'memberSession': {
      const form = scheme.extensions['x-member-session'] === 'jwt' ? 'jwt' : 'token';
      return { options: [], memberSession: form, maker: 'memberSession', module: 'memberSession', arguments: [stringLiteral(form), header] };
    }
  }
}
