/** The console that sends a call: what its form shows, and what its script needs to know. */
import type { Operation } from '../model/model.js';
import type { PageContext } from './page.js';
import type { SampleBody, Situation } from './samples/request.js';

/** Where the mock listens unless told otherwise. */
const mockUrl = 'http://localhost:4010';

/** What the template `partials/tryIt` shows. */
export interface TryItView {
  readonly method: string;
  readonly path: string;
  readonly baseUrl: string;
  readonly servers: readonly string[];
  readonly parameters: readonly { readonly id: string; readonly name: string; readonly place: string; readonly value: string; readonly required: boolean }[];
  readonly hasParameters: boolean;
  readonly body: { readonly mediaType: string; readonly text: string; readonly rows: number } | undefined;
  readonly basic: boolean;
  readonly bearer: boolean;
  readonly keys: readonly { readonly id: string; readonly name: string }[];
  readonly errors: readonly { readonly status: number; readonly types: readonly string[] }[];
  readonly hasErrors: boolean;
  readonly script: string;
}

/** The form, filled in with the first situation. */
export function tryItView(operation: Operation, situations: readonly Situation[], page: PageContext): TryItView {
  const request = situations[0]?.request;
  const body = request?.body;
  const text = body === undefined ? undefined : bodyText(body);
  const schemes = operation.security.flat().map(({ scheme }) => scheme);
  const keys = new Set(schemes.flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === 'header' && scheme.parameterName !== undefined ? [scheme.parameterName] : [])));
  const statuses = new Map<number, string[]>();
  for (const { type } of operation.errors) statuses.set(type.status, [...(statuses.get(type.status) ?? []), type.type]);
  const parameters = operation.parameters
    .filter((parameter) => parameter.in !== 'cookie')
    .map((parameter, index) => {
      const value = request?.parameters[parameter.name];
      return { id: `try-${index}`, name: parameter.name, place: parameter.in, value: value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value), required: parameter.required };
    });
  return {
    method: operation.method,
    path: operation.path,
    baseUrl: mockUrl,
    servers: operation.servers.map(({ url }) => url).filter((url) => /^https?:/.test(url)),
    parameters,
    hasParameters: parameters.length > 0,
    body: text === undefined || body === undefined ? undefined : { mediaType: body.mediaType, text, rows: Math.min(16, text.split('\n').length + 1) },
    basic: schemes.some((scheme) => scheme.type === 'http' && scheme.scheme === 'basic'),
    bearer: schemes.some((scheme) => (scheme.type === 'http' && scheme.scheme === 'bearer') || scheme.type === 'oauth2' || scheme.type === 'openIdConnect'),
    keys: [...keys].map((name, index) => ({ id: `try-key-${index}`, name })),
    errors: [...statuses].map(([status, types]) => ({ status, types })),
    hasErrors: statuses.size > 0,
    script: page.href('assets/try-it.js'),
  };
}

function bodyText(body: SampleBody): string {
  switch (body.kind) {
    case 'json':
      return JSON.stringify(body.value, undefined, 2);
    case 'form':
      return new URLSearchParams(body.fields.map(([name, value]): [string, string] => [name, value])).toString();
    case 'text':
      return body.text;
  }
}
