/** What the SDK's client is called and takes, as the description's `x-sdk` says; samples of all languages share the names. */
import type { Json, Operation } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';

/** The names samples use. */
export interface ClientFacts {
  /** Undefined where the description names no client: its samples use `fetch`. */
  readonly className: string | undefined;
  /** Client options by security scheme and part: `basicAuth` → `username` → `projectId`. */
  readonly credentials: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The schemes every client has credentials for: those the description asks for where a call does not say otherwise. */
  readonly usual: readonly string[];
}

/** Reads `x-sdk`; what is not of its form is as good as absent. */
export function readClientFacts(document: { readonly [key: string]: Json }): ClientFacts {
  const extension = members(document['x-sdk']);
  const className = extension.get('className');
  const credentials = new Map<string, ReadonlyMap<string, string>>();
  for (const [scheme, parts] of members(extension.get('credentials'))) {
    credentials.set(scheme, new Map([...members(parts)].flatMap(([part, option]) => (isIdentifier(option) ? [[part, option] as const] : []))));
  }
  const [usual] = isJsonArray(document['security']) ? document['security'] : [];
  return { className: isIdentifier(className) ? className : undefined, credentials, usual: isJsonObject(usual) ? Object.keys(usual) : [] };
}

/** The environment variable a sample reads a credential from: `projectId` → `PROJECT_ID`. */
export function variableName(option: string): string {
  return option.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'CREDENTIAL';
}

/** The client for a call, made from the environment, in TypeScript: with the credentials the call needs and no others. */
export function clientSetup(operation: Operation, { className, credentials, usual }: ClientFacts, alsoImport: readonly string[] = []): string {
  const schemes = new Set([...usual, ...(operation.security[0] ?? []).map(({ scheme }) => scheme.name)]);
  const options = new Set([...credentials].flatMap(([scheme, parts]) => (schemes.has(scheme) ? [...parts.values()] : [])));
  return [
    `import { ${[className ?? 'Client', ...alsoImport].join(', ')} } from './generated/sdk/index.js';`,
    '',
    `const client = new ${className ?? 'Client'}({`,
    ...[...options].map((option) => `  ${option}: process.env.${variableName(option)}!,`),
    '});',
  ].join('\n');
}

function members(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(isJsonObject(value) ? Object.entries(value) : []);
}

function isIdentifier(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(value);
}
