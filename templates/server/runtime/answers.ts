/** Answers, from what a handler gave or why a call was refused, and the headers that let browsers read them. */
import { isJson } from './body.js';
import type { Answer } from './call.js';
import {
  errorContent,
  errorUrl,
  fillMessage,
  type ErrorContent,
  type ErrorExtras,
  type ErrorFacts,
  type MessageParameters,
  type ResolvedError,
} from './errors.js';
import type { ResponseDescriptor } from './operation.js';
import type { CorsOptions } from './options.js';
import { responseFor, type OperationPlan, type ServerPlan } from './plan.js';

/** What a handler returns when it succeeds, and for documented errors of descriptions without a catalogue. */
export interface HandlerResult {
  readonly status: number;
  readonly body?: unknown;
  /** Which of several documented media types the body is of. */
  readonly contentType?: string;
  readonly headers?: { readonly [name: string]: unknown };
}

/** An answer that is not complete yet: the common headers are to be added. */
export interface Draft extends Answer {
  readonly headers: Header[];
  readonly errorType: string | undefined;
}

type Header = readonly [name: string, value: string];

/** What a handler returned cannot be sent. The message says why, for the log. */
export class WrongResult extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongResult';
  }
}

/** Drafts the answer for an error. */
export function errorDraft(
  plan: ServerPlan,
  operation: OperationPlan | undefined,
  requestId: string,
  error: ResolvedError,
  parameters: MessageParameters,
  extras: ErrorExtras,
): Draft {
  const docs = plan.docsBaseUrl;
  const facts: ErrorFacts = {
    status: error.status,
    type: error.type,
    message: fillMessage(error.message, parameters),
    url: docs === undefined ? undefined : errorUrl(docs, error.status, error.documented ? error.type : undefined),
    requestId,
    details: extras.details,
    format: operation?.descriptor.errorFormat ?? plan.definition.errorFormat,
  };
  const { body, mediaType } = printError(plan, facts);
  return {
    status: error.status,
    headers: [['content-type', mediaType], ...checkedHeaders(extras.headers ?? {})],
    body: JSON.stringify(body),
    errorType: error.type,
  };
}

/** A user's printer that fails must not take the answer with it. */
function printError(plan: ServerPlan, facts: ErrorFacts): ErrorContent {
  const print = plan.options.errorContent;
  if (print === undefined) return errorContent(facts);
  try {
    return print(facts);
  } catch {
    return errorContent(facts);
  }
}

/** Statuses whose answers never have content (RFC 9110 §6.4.1). */
const WITHOUT_CONTENT: readonly number[] = [204, 205, 304];

/**
 * Drafts the answer for a handler's result.
 * @throws WrongResult when it cannot be sent
 */
export function resultDraft(result: unknown, operation: OperationPlan, requestId: string): Draft {
  if (!isResult(result)) throw new WrongResult('The handler returned neither a result with a status nor an ApiError.');
  const { status, body } = result;
  const headers = result.headers === undefined ? [] : checkedHeaders(result.headers);
  if (body === undefined) return { status, headers, body: undefined, errorType: undefined };
  if (WITHOUT_CONTENT.includes(status)) throw new WrongResult(`An answer with the status ${status} has no body.`);
  const documented = responseFor(operation, status);
  const own = headers.find(([name]) => name === 'content-type');
  const mediaType = result.contentType ?? own?.[1] ?? documented?.mediaType ?? defaultMediaType(body);
  const typed: Header[] = mediaType === 'application/json' ? [JSON_TYPE] : checkedHeaders({ 'content-type': mediaType });
  for (const header of headers) if (header !== own) typed.push(header);
  return { status, headers: typed, body: serialise(body, status, mediaType, documented, requestId), errorType: undefined };
}

const JSON_TYPE = ['content-type', 'application/json'] as const;

function isResult(value: unknown): value is HandlerResult {
  if (typeof value !== 'object' || value === null || !('status' in value)) return false;
  const { status } = value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;
}

function defaultMediaType(body: unknown): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}

function serialise(
  body: unknown,
  status: number,
  mediaType: string,
  documented: ResponseDescriptor | undefined,
  requestId: string,
): string | Uint8Array<ArrayBuffer> {
  if (mediaType !== 'application/json' && !isJson((mediaType.split(';', 1)[0] ?? '').trim().toLowerCase())) {
    if (typeof body === 'string') return body;
    if (body instanceof Uint8Array) return Uint8Array.from(body);
    throw new WrongResult(`The handler returned a ${typeof body} where ${mediaType} needs a string or bytes.`);
  }
  const fills = documented?.fills;
  let text: string | undefined;
  try {
    text = fills === undefined || typeof body !== 'object' || body === null ? JSON.stringify(body) : filledText(body, fills, requestId, status);
  } catch (error) {
    throw new WrongResult(`The handler's result cannot be written as JSON: ${String(error)}`);
  }
  if (text === undefined) throw new WrongResult("The handler's result cannot be written as JSON.");
  return text;
}

/** The JSON of {@link filled}; of a body that leaves the filling to the server without making another object of it. */
function filledText(body: object, fills: readonly string[], requestId: string, status: number): string {
  if ('request_id' in body || 'status_code' in body || 'toJSON' in body || Array.isArray(body)) {
    return JSON.stringify(filled(body, fills, requestId, status));
  }
  const text = JSON.stringify(body);
  const id = fills.includes('request_id') ? `"request_id":${JSON.stringify(requestId)}` : '';
  const code = fills.includes('status_code') ? `"status_code":${status}` : '';
  const front = id !== '' && code !== '' ? `${id},${code}` : id + code;
  return text === '{}' ? `{${front}}` : `{${front},${text.slice(1)}`;
}

/** The body with `request_id` and `status_code` put in. A handler may give them itself; the id in the body is still the one in the log. */
function filled(body: object, fills: readonly string[], requestId: string, status: number): object {
  if (fills.length < 2) {
    const front = fills[0] === 'request_id' ? { request_id: requestId } : { status_code: status };
    return { ...front, ...body, ...front };
  }
  const whole = { request_id: requestId, status_code: status, ...body };
  // Once more, for the body may have had its own; their place at the front stays.
  whole.request_id = requestId;
  whole.status_code = status;
  return whole;
}

/**
 * Headers from user code as name-value pairs.
 * @throws WrongResult for a name or value that could end the header line and start another (RFC 9110 §5.5)
 */
function checkedHeaders(headers: { readonly [name: string]: unknown }): Header[] {
  const pairs: Header[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null) continue;
    if (!/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(name)) throw new WrongResult('A response header has a malformed name.');
    for (const one of Array.isArray(value) ? value : [value]) {
      const text = String(one);
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
        throw new WrongResult(`The response header ${name} has a value with forbidden characters.`);
      }
      pairs.push([name.toLowerCase(), text]);
    }
  }
  return pairs;
}

/** The headers for an answer to a page of this origin; none when it may not call. */
export function corsHeaders(options: CorsOptions, origin: string | undefined): readonly Header[] {
  const vary: readonly Header[] = options.origins === '*' ? [] : [['vary', 'Origin']];
  if (origin === undefined || !(options.origins === '*' || options.origins.includes(origin))) return vary;
  const headers: Header[] = [['access-control-allow-origin', options.origins === '*' ? '*' : origin], ...vary];
  if (options.credentials === true && options.origins !== '*') headers.push(['access-control-allow-credentials', 'true']);
  const expose = ['X-Request-Id', 'Retry-After', ...(options.exposeHeaders ?? [])];
  headers.push(['access-control-expose-headers', expose.join(', ')]);
  return headers;
}

/** The further headers for the answer to a preflight. */
export function preflightHeaders(options: CorsOptions, methods: readonly string[]): readonly Header[] {
  const allowed = ['Authorization', 'Content-Type', ...(options.allowHeaders ?? [])];
  return [
    ['access-control-allow-methods', methods.join(', ')],
    ['access-control-allow-headers', allowed.join(', ')],
    ['access-control-max-age', String(options.maxAgeSeconds ?? 600)],
  ];
}
