/** What a description says about its SDK: the root's `x-sdk`, with defaults for a description that says nothing. */
import type { Problem } from '../diagnostics.js';
import type { ApiModel, Json } from '../model/model.js';
import { pascalCase } from '../typescript/identifiers.js';

/** How a client is called and what its constructor takes. */
export interface SdkSettings {
  readonly className: string;
  /** Client options by security scheme and part: `basicAuth` → `username` → `projectId`. */
  readonly credentials: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Which server a credential belongs to, by its prefix. */
  readonly servers: { readonly option: string; readonly prefixes: ReadonlyMap<string, string> } | undefined;
  /** Path parameters that a client option fills when the caller does not: `project_id` → `projectId`. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Folders of templates/sdk that go along with the client: work of this kind of API that takes no call. */
  readonly modules: readonly SdkModule[];
}

/** What there is beside the runtime: `tokens` checks this API's tokens and permissions locally, with the help of `jose`. */
export type SdkModule = 'tokens';

/** Reads `x-sdk`. What it cannot use is a problem, and the default stands. */
export function readSettings(document: { readonly [key: string]: Json }, model: ApiModel): { settings: SdkSettings; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const origin = { file: model.origin.file, pointer: '/x-sdk' };
  const report = (member: string, help: string): void => {
    problems.push({ code: 'invalid-extension', severity: 'error', message: `x-sdk.${member} cannot be used.`, origin, help });
  };
  const extension = members(document['x-sdk']);

  const className = extension.get('className');
  if (className !== undefined && !isIdentifier(className)) report('className', 'Write an identifier: B2BClient.');

  const credentials = new Map<string, ReadonlyMap<string, string>>();
  for (const [scheme, parts] of members(extension.get('credentials'))) {
    const known = model.securitySchemes.some(({ name }) => name === scheme);
    const options = [...members(parts)];
    if (!known || !options.every((entry): entry is [string, string] => isIdentifier(entry[1]))) {
      report(`credentials.${scheme}`, 'Name a security scheme, and for each of its parts the client option: { username: projectId, password: secret }.');
    } else credentials.set(scheme, new Map(options));
  }

  const defaults = new Map<string, string>();
  for (const [parameter, option] of members(extension.get('defaults'))) {
    if (isIdentifier(option)) defaults.set(parameter, option);
    else report(`defaults.${parameter}`, 'Name the client option that fills the parameter: { project_id: projectId }.');
  }

  const modules = extension.get('modules') ?? [];
  const known = Array.isArray(modules) ? modules.filter((name) => name === 'tokens') : [];
  if (!Array.isArray(modules) || known.length < modules.length) report('modules', 'Write a list of what there is: [tokens].');

  return {
    settings: {
      className: isIdentifier(className) ? className : clientName(model.info.title),
      credentials,
      servers: readServers(extension.get('servers'), report),
      defaults,
      modules: known,
    },
    problems,
  };
}

function readServers(value: Json | undefined, report: (member: string, help: string) => void): SdkSettings['servers'] {
  if (value === undefined) return undefined;
  const option = members(value).get('option');
  const prefixes = [...members(members(value).get('prefixes'))];
  const usable = prefixes.length > 0 && prefixes.every((entry): entry is [string, string] => typeof entry[1] === 'string' && URL.canParse(entry[1]));
  if (isIdentifier(option) && usable) return { option, prefixes: new Map(prefixes) };
  report('servers', 'Write { option: projectId, prefixes: { project-test-: https://test.example.com } }.');
  return undefined;
}

function members(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

function isIdentifier(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(value);
}

/** `Museum API` → `MuseumClient`. */
function clientName(title: string): string {
  const name = pascalCase(title.replace(/\bAPI\b/gi, ' '), 'Api');
  return name.endsWith('Client') ? name : `${name}Client`;
}
