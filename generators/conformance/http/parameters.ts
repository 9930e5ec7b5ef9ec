/** How parameters are written into a request (OAS 3.1 §4.8.12.2, RFC 6570). */
import type { Json, Operation, Parameter } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';

/** The parts of a request that parameters decide. */
export interface WrittenParameters {
  /** Path and query, percent-encoded: `/v1/things/a%2Fb?limit=10`. */
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Writes an operation's parameters.
 *
 * @param values by name; parameters that are missing are left out, in the path the empty text stands for them
 */
export function writeParameters(operation: Operation, values: ReadonlyMap<Parameter, Json>): WrittenParameters {
  const path = operation.pathTemplate
    .map((part) => {
      if ('literal' in part) return part.literal;
      const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === part.parameter);
      const value = parameter === undefined ? undefined : values.get(parameter);
      return parameter === undefined || value === undefined ? '' : pathValue(parameter, value);
    })
    .join('');
  const query: string[] = [];
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (const [parameter, value] of values) {
    if (parameter.in === 'query') query.push(...queryPairs(parameter, value));
    else if (parameter.in === 'header') headers.set(parameter.name, headerValue(parameter, value));
    else if (parameter.in === 'cookie') cookies.push(`${parameter.name}=${encodeURIComponent(headerValue(parameter, value))}`);
  }
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  return { target: `${path}${query.length === 0 ? '' : `?${query.join('&')}`}`, headers };
}

/** The members of an object as the fields of a form (`application/x-www-form-urlencoded`), lists repeated. */
export function writeForm(body: Json): string {
  if (!isJsonObject(body)) return '';
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const item of isJsonArray(value) ? value : [value]) form.append(name, plain(item));
  }
  return form.toString();
}

function pathValue(parameter: Parameter, value: Json): string {
  if (parameter.mediaType !== undefined) return encodeURIComponent(JSON.stringify(value));
  const { style, explode, name } = parameter;
  const separator = style === 'label' && explode ? '.' : style === 'matrix' && explode ? `;${encodeURIComponent(name)}=` : ',';
  const prefix = style === 'label' ? '.' : style === 'matrix' ? `;${encodeURIComponent(name)}=` : '';
  if (isJsonObject(value) && explode) {
    const pairs = Object.entries(value).map(([key, member]) => `${encodeURIComponent(key)}=${encodeURIComponent(plain(member))}`);
    return style === 'matrix' ? pairs.map((pair) => `;${pair}`).join('') : `${prefix}${pairs.join(separator)}`;
  }
  return `${prefix}${listed(value).map(encodeURIComponent).join(separator)}`;
}

function queryPairs(parameter: Parameter, value: Json): readonly string[] {
  const { name, style, explode, mediaType, allowReserved } = parameter;
  const encode = allowReserved ? encodeReserved : encodeURIComponent;
  const pair = (key: string, text: string): string => `${encodeURIComponent(key)}=${encode(text)}`;
  if (mediaType !== undefined) return [pair(name, JSON.stringify(value))];
  if (style === 'deepObject') return deepPairs(name, value, pair);
  if (isJsonObject(value) && explode) return Object.entries(value).map(([key, member]) => pair(key, plain(member)));
  if (isJsonArray(value) && explode) return value.map((item) => pair(name, plain(item)));
  const separator = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  return [`${encodeURIComponent(name)}=${listed(value).map(encode).join(separator)}`];
}

function deepPairs(name: string, value: Json, pair: (key: string, text: string) => string): readonly string[] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => deepPairs(`${name}[${key}]`, member, pair));
  if (isJsonArray(value)) return value.map((item) => pair(name, plain(item)));
  return [pair(name, plain(value))];
}

function headerValue(parameter: Parameter, value: Json): string {
  if (parameter.mediaType !== undefined) return JSON.stringify(value);
  if (isJsonObject(value) && parameter.explode) return Object.entries(value).map(([key, member]) => `${key}=${plain(member)}`).join(',');
  return listed(value).join(',');
}

/** A value as the items of a list: the items of an array, names and values of an object in turn, or itself. */
function listed(value: Json): readonly string[] {
  if (isJsonArray(value)) return value.map(plain);
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => [key, plain(member)]);
  return [plain(value)];
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Leaves the reserved characters of RFC 3986 §2.2 as they are, but those that would end the value or the query. */
function encodeReserved(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B)/g, (escape) => decodeURIComponent(escape));
}
