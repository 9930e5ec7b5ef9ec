/** HTTP in front of Prism: bodies, preferences, cross-origin requests, and the API's error bodies throughout. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { IHttpRequest } from '@stoplight/prism-http';
import type { ApiModel, ErrorType, Json, Operation } from '../model/model.js';
import { type ErrorAnswer, type Failure, errorAnswers, exampleBody, inFormOf, typeForMissingCredentials, typeForViolations } from './errorBodies.js';
import { preferencesFrom } from './preferences.js';
import type { Prism, PrismRefusal, PrismResponse, Violation } from './prism.js';
import { routerFor } from './router.js';

/** Larger bodies are refused. */
const maximumBytes = 10 * 1024 * 1024;

/** What the handler works from. */
export interface HandlerOptions {
  readonly model: ApiModel;
  readonly document: { readonly [key: string]: Json };
  readonly prism: Prism;
  /** Is a page of this origin allowed to read answers? */
  readonly allowsOrigin: (origin: string) => boolean;
}

/** An answer, before it is put on the wire. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The request listener of a mock. */
export function mockHandler(options: HandlerOptions): RequestListener {
  const route = routerFor(options.prism.routes);
  const errorAnswer = errorAnswers(options.model, options.document);
  const operations = new Map(options.model.operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));

  return (request, response) => {
    if (isPreflight(request)) {
      allowOrigin(request, response, options);
      response.writeHead(204).end();
      return;
    }
    void answerTo(request)
      .catch((error: unknown) => failed({ status: 500, title: 'The mock failed', detail: error instanceof Error ? error.message : String(error) }))
      .then((answer) => {
        allowOrigin(request, response, options);
        send(request, response, answer);
      })
      // Whatever a description says cannot end the mock.
      .catch(() => response.destroy());
  };

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const method = (request.method ?? 'GET').toUpperCase();
    const url = urlOf(request.url ?? '/');
    const body = await readBody(request);
    if (body === undefined) return failed({ status: 413, title: 'Body too large', detail: `The body is larger than ${maximumBytes} bytes.` });

    if (url === undefined || !isWellEncoded(url.pathname)) return failed({ status: 400, title: 'Malformed path', detail: 'The path is not percent-encoded as it must be.' });

    const match = route(method, url.pathname);
    if (match === undefined) return failed({ status: 404, title: 'Route not found', detail: `There is no route ${url.pathname}.` });
    if (!('route' in match)) {
      const answer = failed({ status: 405, title: 'Method not allowed', detail: `${url.pathname} takes ${match.allowed.join(', ')}, not ${method}.` });
      return { ...answer, headers: { ...answer.headers, allow: match.allowed.join(', ') } };
    }
    const described = await options.prism.operation(match.route, body.length);
    const operation = operations.get(`${method} ${match.route.path}`);
    const preferences = preferencesFrom(headerOf(request, 'prefer'), described);
    if ('fault' in preferences) return failed({ status: 400, title: 'Unknown preference', detail: preferences.fault }, operation);
    const contentType = headerOf(request, 'content-type');
    if (body.length > 0 && contentType !== undefined && !isMediaType(contentType)) {
      return failed({ status: 415, title: 'Unsupported media type', detail: 'The header content-type holds no media type.' }, operation);
    }
    const parsed = parseBody(request, body);
    if ('fault' in parsed) return failed({ status: 400, title: 'Malformed body', detail: parsed.fault }, operation);

    const result = await options.prism.request(prismRequest(request, url, withoutPathParameters(parsed.value, operation), described.request?.body !== undefined), described, preferences);
    if (!('body' in result)) return refused(result, operation);
    const sharper = preferences.code === undefined ? sharperError(operation, result) : undefined;
    if (sharper !== undefined) return answered(sharper, result.violations);
    const text = result.body === undefined ? undefined : typeof result.body === 'string' && !isJson(result.headers['content-type']) ? result.body : JSON.stringify(result.body);
    // A description may hold nothing else; what calls would wait for the end (RFC 9110 §15.2).
    if (result.status < 200) return failed({ status: 500, title: 'No final response', detail: `The description has only a response ${result.status} here, which ends no call.` }, operation);
    return { status: result.status, headers: { ...result.headers, ...violationHeader(result.violations) }, body: text };
  }

  /** Prism answers an invalid request with the first error of 400; where the operation has one for the faulty field, that is better. */
  function sharperError(operation: Operation | undefined, result: PrismResponse): ErrorAnswer | undefined {
    if (operation === undefined || result.status !== 400 || result.violations.length === 0) return undefined;
    return exampleAnswer(typeForViolations(operation, result.violations), operation);
  }

  /** Prism has no answer, because the operation describes none for this case; then another of the operation's own may do. */
  function refused(refusal: PrismRefusal, operation: Operation | undefined): Answer {
    const own = refusal.status === 401 && operation !== undefined ? exampleAnswer(typeForMissingCredentials(operation), operation) : undefined;
    if (own !== undefined) return answered(own, refusal.violations);
    const status = ([401, 404, 405, 406, 415, 500] as const).find((candidate) => candidate === refusal.status) ?? 400;
    const detail = refusal.violations.length === 0 ? refusal.detail : refusal.violations.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ');
    const answer = failed({ status, title: refusal.title, detail }, operation);
    return { ...answer, headers: { ...answer.headers, ...violationHeader(refusal.violations) } };
  }

  /** The example of an error type, in the form in which an operation gives its errors. */
  function exampleAnswer(type: ErrorType | undefined, operation: Operation): ErrorAnswer | undefined {
    const body = type === undefined ? undefined : exampleBody(options.document, type.type);
    return type === undefined || body === undefined ? undefined : inFormOf(operation, { status: type.status, mediaType: 'application/json', body });
  }

  function failed(failure: Failure, operation?: Operation): Answer {
    return answered(inFormOf(operation, errorAnswer(failure)), []);
  }
}

function answered({ status, mediaType, body }: ErrorAnswer, violations: readonly Violation[]): Answer {
  return { status, headers: { 'content-type': mediaType, ...violationHeader(violations) }, body: JSON.stringify(body) };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers)) if (isToken(name)) response.setHeader(name, printableHeader(value));
  const empty = answer.body === undefined || answer.status === 204 || answer.status === 304;
  if (!empty) response.setHeader('content-length', Buffer.byteLength(answer.body ?? ''));
  response.writeHead(answer.status);
  response.end(empty || request.method === 'HEAD' ? undefined : answer.body);
}

/** The body, or undefined when it is too large. Reads to the end either way, so that the caller gets its answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes <= maximumBytes) chunks.push(buffer);
  }
  return bytes <= maximumBytes ? Buffer.concat(chunks) : undefined;
}

function parseBody(request: IncomingMessage, body: Buffer): { readonly value: unknown } | { readonly fault: string } {
  if (body.length === 0) return { value: undefined };
  const text = body.toString('utf8');
  if (!isJson(headerOf(request, 'content-type'))) return { value: text };
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    // The engine's own message quotes the body, which may hold a password.
    return { fault: 'The body is not valid JSON.' };
  }
}

/**
 * A body without the members that stand in the path already. The API ignores them, and clients send them along: the official
 * Python package does so in every call of such a path.
 */
function withoutPathParameters(body: unknown, operation: Operation | undefined): unknown {
  if (operation === undefined || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const inPath = new Set(operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name));
  return inPath.size === 0 ? body : Object.fromEntries(Object.entries(body).filter(([name]) => !inPath.has(name)));
}

/** @param takesBody a body that a call does not take is left out, as the API ignores it: clients send an empty object along */
function prismRequest(request: IncomingMessage, url: URL, body: unknown, takesBody: boolean): IHttpRequest {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    // Defined, not assigned: `__proto__` is a name like any other.
    Object.defineProperty(query, name, { value: values.length === 1 ? values[0] : values, enumerable: true });
  }
  const headers = Object.fromEntries(
    Object.entries({ ...request.headers, accept: acceptable(request.headers.accept) }).filter(([name, value]) => (takesBody || !name.startsWith('content-')) && !(name === 'content-type' && !isMediaType(String(value)))).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return { method: prismMethod(request.method), url: { path: url.pathname, query }, headers, ...(body === undefined || !takesBody ? {} : { body }) };
}

/** The media ranges of an Accept header (RFC 9110 §12.5.1); what is none says nothing. */
function acceptable(accept: string | undefined): string {
  const ranges = (accept ?? '').split(',').filter(isMediaType);
  return ranges.length === 0 ? '*/*' : ranges.join(',');
}

function prismMethod(method: string | undefined): IHttpRequest['method'] {
  const wanted = (method ?? 'GET').toLowerCase();
  return (['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const).find((known) => known === wanted) ?? 'get';
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/(?:json|[^;\s]+\+json)\s*(?:;|$)/i.test((contentType ?? '').trim());
}

/** The target of a request (RFC 9112 §3.2), of which a path may begin with two slashes; undefined for what is none. */
function urlOf(target: string): URL | undefined {
  const address = target.startsWith('/') ? `http://mock.invalid${target}` : target === '*' ? 'http://mock.invalid/' : target;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Whether every `%` of a path begins an octet, and the octets are UTF-8 (RFC 3986 §2.1). */
function isWellEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** A token of RFC 9110 §5.6.2, such as the name of a header. */
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const tokenAlone = new RegExp(`^${token}$`);
const mediaType = new RegExp(`^\\s*${token}/${token}\\s*(?:;|$)`);

function isToken(text: string): boolean {
  return tokenAlone.test(text);
}

/** Whether a header says of which media type a body is (RFC 9110 §8.3.1). */
function isMediaType(text: string): boolean {
  return mediaType.test(text);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** What is wrong with the request, for the person who wonders: on the answer, beside the API's own body. */
function violationHeader(violations: readonly Violation[]): Readonly<Record<string, string>> {
  if (violations.length === 0) return {};
  const shown = violations.slice(0, 10).map(({ path, message, code }) => ({ location: path, message, code }));
  return { 'sl-violations': JSON.stringify(shown).slice(0, 4000) };
}

/** A header value holds visible ASCII only (RFC 9110 §5.5). */
function printableHeader(value: string): string {
  return value.replace(/[^\t\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers.origin !== undefined && request.headers['access-control-request-method'] !== undefined;
}

function allowOrigin(request: IncomingMessage, response: ServerResponse, { allowsOrigin }: HandlerOptions): void {
  response.setHeader('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined || !allowsOrigin(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'sl-violations, deprecation, retry-after');
  if (!isPreflight(request)) return;
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', headerOf(request, 'access-control-request-headers') ?? 'authorization, content-type, prefer');
  response.setHeader('access-control-max-age', '600');
  if (request.headers['access-control-request-private-network'] === 'true') response.setHeader('access-control-allow-private-network', 'true');
}
