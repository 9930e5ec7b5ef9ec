/** Security schemes as options of the client's constructor. */
import type { Problem } from '../diagnostics.js';
import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { primarySuccess } from '../model/responses.js';
import { camelCase, takeFree } from '../typescript/identifiers.js';
import type { OutputFile } from '../generator.js';
import { stringLiteral } from '../typescript/literals.js';
import type { TypeScriptPrinter } from '../typescript/print.js';
import { docComment, documentation } from '../typescript/tsdoc.js';
import { Imports } from './imports.js';
import { helperValues } from './runtimeNames.js';
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
  /** The constant of credentials.ts that holds it. */
  readonly value: string;
  /** The arguments, as source text. */
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

/** credentials.ts: the security schemes, each as a constant, so that a bundle holds those that its calls use. */
export function printCredentials(credentials: readonly CredentialPlan[], printer: TypeScriptPrinter): OutputFile {
  const imports = new Imports('');
  const statements = credentials.map(({ scheme, value, maker, module, arguments: args }) => {
    const type = imports.type('Credential', 'runtime/credentials.js');
    const call = `${imports.value(maker, `runtime/${module}.js`)}(${args.join(', ')})`;
    const about = docComment(documentation({ summary: scheme.description ?? scheme.name }));
    return `\n${about}export const ${value}: ${type} = /* @__PURE__ */ ${call};`;
  });
  return printer.print('credentials.ts', 'The ways a request proves who sends it.', [...imports.declarations(), ...statements]);
}

/** Plans the schemes that some operation uses, in the document's order. */
export function planCredentials(model: ApiModel, settings: SdkSettings, problems: Problem[]): readonly CredentialPlan[] {
  const all = model.operations.flatMap(({ security }) => security);
  const requirements = model.operations.filter((operation) => !isRedirect(operation)).flatMap(({ security }) => security);
  const used = model.securitySchemes.filter(({ name }) => all.some((schemes) => schemes.some(({ scheme }) => scheme.name === name)));
  const taken = new Set(connectionOptions);
  const values = new Set<string>(helperValues);
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
    // A URL is made without waiting, so what goes into one cannot be a function.
    const inUrl = model.operations.some((operation) => isRedirect(operation) && keysInUrl(operation).includes(scheme));
    const value = takeFree(camelCase(scheme.name, 'credential'), values);
    return [{ scheme, ...planScheme(scheme, kind, isAlone(kind), settings, taken, inUrl), value, required }];
  });
}

/** True for a call that a browser makes: it answers with a redirect, and the SDK gives its URL. */
export function isRedirect(operation: Operation): boolean {
  return operation.method === 'GET' && primarySuccess(operation)?.status.startsWith('3') === true;
}

/** The public keys that belong into the URL of a call that a browser makes. */
export function keysInUrl({ security }: Operation): readonly SecurityScheme[] {
  return [...new Set(security.flat().map(({ scheme }) => scheme))].filter((scheme) => scheme.type === 'apiKey' && scheme.in === 'query');
}

type Kind = 'basic' | 'token' | 'key' | 'memberSession';

function kindOf({ type, scheme, extensions }: SecurityScheme): Kind | undefined {
  if (type === 'apiKey') return extensions['x-member-session'] === undefined ? 'key' : 'memberSession';
  if (type === 'oauth2' || type === 'openIdConnect') return 'token';
  if (type !== 'http') return undefined;
  // Digest and its like answer a challenge; a fixed header cannot.
  return scheme === 'basic' ? 'basic' : scheme === 'bearer' || scheme === 'token' || scheme === 'apikey' ? 'token' : undefined;
}

type PlannedScheme = Omit<CredentialPlan, 'scheme' | 'value' | 'required'>;

function planScheme(scheme: SecurityScheme, kind: Kind, alone: boolean, settings: SdkSettings, taken: Set<string>, inUrl: boolean): PlannedScheme {
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
      return plan('basic', [username, password], [stringLiteral(username.name), stringLiteral(password.name)]);
    }
    case 'token': {
      const token = option('token', alone ? 'token' : base, 'Secret', description || 'The token.');
      const prefix = scheme.type === 'http' && scheme.scheme !== 'bearer' ? [stringLiteral(scheme.scheme ?? '')] : [];
      return plan('bearer', [token], [stringLiteral(token.name), ...prefix]);
    }
    case 'key': {
      const key = option('key', alone ? 'apiKey' : base, inUrl ? 'string' : 'Secret', description || 'The API key.');
      return plan(`${scheme.in ?? 'header'}Key`, [key], [header, stringLiteral(key.name)]);
    }
    case 'memberSession': {
      const form = scheme.extensions['x-member-session'] === 'jwt' ? 'jwt' : 'token';
      return { options: [], memberSession: form, maker: 'memberSession', module: 'memberSession', arguments: [stringLiteral(form), header] };
    }
  }
}
