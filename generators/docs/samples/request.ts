/** One concrete request of an operation: what every sample shows in its own language. */
import type { Content, Json, Operation, Parameter, SecurityScheme } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { sampleOf, type SampleUse } from '../../model/sample.js';
import { variableName, type ClientFacts } from './client.js';

const asSent: SampleUse = { direction: 'request', members: 'all' };

/** A request with every value filled in, but for credentials, which stay variables. */
export interface SampleRequest {
  readonly method: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Path parameters filled in, percent-encoded. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly credentials: readonly Credential[];
  readonly body: SampleBody | undefined;
  /** Every parameter and body member in one object, as the SDK takes them. */
  readonly parameters: { readonly [name: string]: Json };
}

/** A body, by how it is written. */
export type SampleBody =
  | { readonly kind: 'json'; readonly mediaType: string; readonly value: Json }
  | { readonly kind: 'form'; readonly mediaType: string; readonly fields: readonly (readonly [string, string])[] }
  | { readonly kind: 'text'; readonly mediaType: string; readonly text: string };

/** A credential a sample reads from the environment. */
export type Credential =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'header'; readonly name: string; readonly variable: string }
  | { readonly kind: 'query'; readonly name: string; readonly variable: string };

/** A named situation of an operation: its request and success examples have the same key. */
export interface Situation {
  readonly key: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly request: SampleRequest;
}

/** The key of an `example` beside which there can be no other. */
const loneExample = 'default';

/** What was worked out before: an operation's own page shows its situations, and so does every error it can raise. */
const known = new WeakMap<ClientFacts, WeakMap<Operation, readonly Situation[]>>();

/** The situations of an operation, one at least. Values the description lacks are made from the schemas. */
export function situationsOf(operation: Operation, client: ClientFacts): readonly Situation[] {
  let ofClient = known.get(client);
  if (ofClient === undefined) known.set(client, (ofClient = new WeakMap()));
  let situations = ofClient.get(operation);
  if (situations === undefined) ofClient.set(operation, (situations = workOut(operation, client)));
  return situations;
}

function workOut(operation: Operation, client: ClientFacts): readonly Situation[] {
  const content = preferredContent(operation.requestBody?.contents ?? []);
  const keys = new Map<string, { title: string; description: string | undefined; value: Json | undefined }>();
  for (const { key, summary, description, value } of content?.examples ?? []) keys.set(key, { title: summary ?? words(key), description, value });
  if (content === undefined) {
    for (const parameter of operation.parameters) {
      for (const { key, summary, description } of parameter.examples) {
        if (key !== loneExample && !keys.has(key)) keys.set(key, { title: summary ?? words(key), description, value: undefined });
      }
    }
  }
  if (keys.size === 0) keys.set(loneExample, { title: 'Example', description: undefined, value: undefined });
  return [...keys].map(([key, { title, description, value }]) => {
    const body = content === undefined ? undefined : (value ?? sampleOf(content.schema, asSent) ?? null);
    return { key, title, description, request: sampleRequest(operation, key, content, body, client) };
  });
}

/** The content a sample sends: JSON where there is a choice. */
export function preferredContent(contents: readonly Content[]): Content | undefined {
  return contents.find(({ mediaType }) => isJsonType(mediaType)) ?? contents[0];
}

/** `application/json` and every `+json` (RFC 6838 §4.2.8). */
export function isJsonType(mediaType: string): boolean {
  return /^[\w.+-]+\/(?:[\w.-]+\+)?json\b/i.test(mediaType);
}

function sampleRequest(operation: Operation, key: string, content: Content | undefined, body: Json | undefined, client: ClientFacts): SampleRequest {
  const values = new Map(operation.parameters.map((parameter) => [parameter, parameterExample(parameter, key)]));
  const sent = operation.parameters.filter((parameter) => parameter.required || isSent(parameter, key));
  const pathValue = (name: string): string => {
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return parameter === undefined ? `{${name}}` : scalarText(values.get(parameter) ?? null);
  };
  const pairs = (place: Parameter['in']): readonly (readonly [string, string])[] =>
    sent.filter((parameter) => parameter.in === place).flatMap((parameter) => parameterPairs(parameter, values.get(parameter) ?? null));
  const cookies = pairs('cookie').map(([name, value]) => `${name}=${value}`);
  return {
    method: operation.method,
    baseUrl: baseUrlOf(operation),
    path: operation.pathTemplate.map((part) => ('literal' in part ? part.literal : encodeURIComponent(pathValue(part.parameter).toWellFormed()))).join(''),
    query: pairs('query'),
    headers: [...pairs('header'), ...(cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const])],
    credentials: credentialsOf(operation, client),
    body: content === undefined || body === undefined ? undefined : sampleBody(content.mediaType, body),
    parameters: {
      ...Object.fromEntries(operation.parameters.filter((parameter) => parameter.in === 'path' || sent.includes(parameter)).map((parameter) => [parameter.name, values.get(parameter) ?? null])),
      ...(isJsonObject(body) ? body : {}),
    },
  };
}

function sampleBody(mediaType: string, value: Json): SampleBody {
  if (isJsonType(mediaType) || mediaType === '*/*') return { kind: 'json', mediaType: mediaType === '*/*' ? 'application/json' : mediaType, value };
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(mediaType) && isJsonObject(value)) {
    return { kind: 'form', mediaType, fields: Object.entries(value).map(([name, field]) => [name, scalarText(field)]) };
  }
  return { kind: 'text', mediaType, text: scalarText(value) };
}

/** What is not required is sent where it has an example: a lone one always, named ones in the situations they name. */
function isSent({ examples }: Parameter, situation: string): boolean {
  return examples.some(({ key }) => key === loneExample || key === situation);
}

function parameterExample(parameter: Parameter, key: string): Json {
  const named = parameter.examples.find((example) => example.key === key) ?? parameter.examples[0];
  return named?.value ?? sampleOf(parameter.schema, asSent) ?? null;
}

function parameterPairs({ name, explode }: Parameter, value: Json): readonly (readonly [string, string])[] {
  if (isJsonArray(value)) return explode ? value.map((item) => [name, scalarText(item)]) : [[name, value.map(scalarText).join(',')]];
  return [[name, scalarText(value)]];
}

function scalarText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first server, its variables at their defaults; an address only relative to the document gets a made-up host. */
function baseUrlOf({ servers }: Operation): string {
  const server = servers[0];
  const defaults = new Map(server?.variables.map((variable) => [variable.name, variable.default]) ?? []);
  const url = (server?.url ?? '/').replace(/\{([^}]+)\}/g, (whole, name: string) => defaults.get(name) ?? whole);
  const absolute = /^https?:\/\//.test(url) ? url : `https://api.example.com/${url.replace(/^\/+/, '')}`;
  return absolute.replace(/\/+$/, '');
}

/** What the first security requirement asks for. */
function credentialsOf({ security }: Operation, client: ClientFacts): readonly Credential[] {
  return (security[0] ?? []).flatMap(({ scheme }): readonly Credential[] => {
    if (scheme.type === 'http' && scheme.scheme === 'basic') return [basicCredential(scheme, client)];
    if (scheme.type === 'http' || scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return [{ kind: 'bearer', token: 'ACCESS_TOKEN' }];
    if (scheme.type !== 'apiKey' || scheme.parameterName === undefined) return [];
    const name = scheme.parameterName;
    const variable = variableName(name);
    if (scheme.in === 'query') return [{ kind: 'query', name, variable }];
    return [{ kind: 'header', name: scheme.in === 'cookie' ? 'Cookie' : name, variable }];
  });
}

function basicCredential(scheme: SecurityScheme, client: ClientFacts): Credential {
  const parts = client.credentials.get(scheme.name);
  return { kind: 'basic', user: variableName(parts?.get('username') ?? 'API_USER'), password: variableName(parts?.get('password') ?? 'API_PASSWORD') };
}

function words(key: string): string {
  const text = key.replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text === 'default' ? 'Example' : text.charAt(0).toUpperCase() + text.slice(1);
}
