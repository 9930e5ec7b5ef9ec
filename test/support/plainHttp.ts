/** Calls of an API without any client: what a person with curl would send. */
import type { Json, Operation } from '../../generators/model/model.js';
import { testCredentials } from './generatedSdk.js';

/** A request for `fetch`. */
export interface PlainRequest {
  /** Path and query. */
  readonly target: string;
  readonly init: RequestInit & { readonly headers: Headers };
}

/** A request of an operation, with the credentials of its first security requirement. */
export function plainRequest(operation: Operation, params: Readonly<Record<string, Json>>): PlainRequest {
  const { method, pathTemplate, parameters, requestBody, security } = operation;
  const path = pathTemplate.map((part) => ('literal' in part ? part.literal : encodeURIComponent(String(params[part.parameter])))).join('');
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const { name, in: place } of parameters) {
    const value = params[name];
    if (value === undefined || value === null) continue;
    if (place === 'query') for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
    else if (place === 'header') headers.set(name, String(value));
  }
  for (const { scheme } of security[0] ?? []) {
    if (scheme.type === 'http' && scheme.scheme === 'basic') headers.set('authorization', `Basic ${btoa(`${testCredentials.projectId}:${testCredentials.secret}`)}`);
    else if (scheme.type === 'apiKey' && scheme.in === 'query') query.set(scheme.parameterName ?? scheme.name, testCredentials.publicToken);
    else if (scheme.type === 'apiKey') headers.set(scheme.parameterName ?? scheme.name, testCredentials.accessToken);
    else headers.set('authorization', `Bearer ${testCredentials.accessToken}`);
  }
  const named = new Set(parameters.map(({ name }) => name));
  const members = Object.entries(params).filter(([name]) => !named.has(name));
  const mediaType = requestBody?.contents[0]?.mediaType;
  const body = mediaType === undefined ? undefined : mediaType.includes('form') ? formOf(members) : JSON.stringify(Object.fromEntries(members));
  if (mediaType !== undefined) headers.set('content-type', mediaType);
  return { target: `${path}${query.size === 0 ? '' : `?${query.toString()}`}`, init: { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) } };
}

function formOf(members: readonly (readonly [string, Json])[]): string {
  const form = new URLSearchParams();
  for (const [name, value] of members) form.append(name, String(value));
  return form.toString();
}
