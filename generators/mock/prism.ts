/** Prism as a library: a request in, a mocked response out. */
import { createLogger } from '@stoplight/prism-core';
import { type IHttpRequest, ProblemJsonError, createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { IHttpHeaderParam, IHttpOperation } from '@stoplight/types';
import type { Json } from '../model/model.js';
import { type SlowPattern, boundedPatterns } from '../patterns/slowPatterns.js';
import type { Preferences } from './preferences.js';
import { type Route, routesOf, slicer } from './slice.js';

/** What Prism answered. */
export interface PrismResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What is wrong with the request; when this is not empty, the response is the one for an invalid request. */
  readonly violations: readonly Violation[];
}

/** One thing that is wrong with a request. */
export interface Violation {
  /** `body`, `path`, `query` or `header` first, then the way to the value. */
  readonly path: readonly string[];
  readonly message: string;
  readonly code: string | undefined;
}

/** Prism found no response to give: the description has none for this case. */
export interface PrismRefusal {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly violations: readonly Violation[];
}

/** A mock of the operations of one description. */
export interface Prism {
  readonly routes: readonly Route[];
  /** The patterns that are not checked, at all or in requests with more text than the given number of characters: it would take very long. */
  readonly unchecked: { readonly always: readonly SlowPattern[]; readonly inLarge: readonly SlowPattern[]; readonly mostText: number };
  /**
   * An operation as Prism knows it. Made when it is first called: all of a large description would take seconds.
   *
   * @param requestSize the length of the request's body: it may hold texts as long as that
   */
  operation(route: Route, requestSize: number): Promise<IHttpOperation>;
  request(request: IHttpRequest, operation: IHttpOperation, preferences: Preferences): Promise<PrismResponse | PrismRefusal>;
}

/**
 * Prepares Prism for a bundled document.
 *
 * @param document is not modified
 * @param dynamic make bodies up from the schemas instead of answering with the examples
 */
export function preparePrism(document: { readonly [key: string]: Json }, dynamic: boolean): Prism {
  // A pattern that takes very long on texts of the length of a request is not checked: the mock would answer nobody any more.
  const bounded = boundedPatterns(document);
  const forSmall = reader(bounded.forSmall.document);
  let forLarge: ((route: Route) => Promise<IHttpOperation>) | undefined;
  const logger = createLogger('mock', { enabled: false });
  const base = { checkSecurity: true, validateRequest: true, validateResponse: false, errors: false, upstreamProxy: undefined, isProxy: false } as const;
  const instance = createInstance({ ...base, mock: { dynamic } }, { logger });
  return {
    routes: routesOf(document),
    unchecked: { always: bounded.forSmall.slow, inLarge: bounded.forLarge.slow, mostText: bounded.forSmall.mostText },
    operation: (route, requestSize) => {
      if (requestSize <= bounded.forSmall.mostText) return forSmall(route);
      forLarge ??= reader(bounded.forLarge.document);
      return forLarge(route);
    },
    request: async (request, operation, preferences) => {
      const result = await instance.request(request, [withoutReadingAbsentHeaders(operation, request.headers ?? {})], { ...base, mock: { dynamic, ...preferences } })();
      if (result._tag === 'Left') return refusalOf(result.left);
      const { output, validations } = result.right;
      return {
        status: output.statusCode,
        headers: headersOf(output.headers),
        body: output.body,
        violations: validations.input.filter((violation) => violation.severity === 0).map(violationOf),
      };
    },
  };
}

/** Reads operations of a document, each once. */
function reader(document: { readonly [key: string]: Json }): (route: Route) => Promise<IHttpOperation> {
  const sliceOf = slicer(document);
  const operations = new Map<Route, Promise<IHttpOperation>>();
  return (route) => {
    const operation = operations.get(route) ?? readOperation(sliceOf(route), route);
    operations.set(route, operation);
    return operation;
  };
}

async function readOperation(document: { readonly [key: string]: Json }, { method, path }: Route): Promise<IHttpOperation> {
  // Prism resolves references in place.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const operation = operations.find((candidate) => candidate.method.toUpperCase() === method && candidate.path === path);
  if (operation === undefined) throw new Error(`Prism does not know ${method} ${path}.`);
  // Where no credentials are needed, Prism would refuse whoever sends some all the same.
  const security = operation.security?.some((alternative) => alternative.length === 0) === true ? [] : operation.security;
  // It would send callbacks to whatever address a request names.
  return { ...withPlainPathNames(operation), callbacks: [], ...(security === undefined ? {} : { security }) };
}

/** Headers that are lists or objects are taken apart by Prism even where there are none, which fails; in another style it leaves them alone. */
function withoutReadingAbsentHeaders(operation: IHttpOperation, present: Readonly<Record<string, unknown>>): IHttpOperation {
  const headers = operation.request?.headers ?? [];
  const isAbsentList = ({ name, schema }: IHttpHeaderParam): boolean => (schema?.type === 'array' || schema?.type === 'object') && present[name.toLowerCase()] === undefined;
  if (!headers.some(isAbsentList)) return operation;
  const unread = headers.map((header) => (isAbsentList(header) ? Object.assign({}, header, { style: 'deepObject' }) : header));
  return { ...operation, request: { ...operation.request, headers: unread } };
}

/**
 * Path parameters under names that Prism's templates take for names: of others they make patterns of their own (`{constructor}`), or
 * operators (`{+path}`, RFC 6570 §2.2).
 */
function withPlainPathNames(operation: IHttpOperation): IHttpOperation {
  const parameters = operation.request?.path ?? [];
  const plain = new Map(parameters.map(({ name }, index) => [name, /^[A-Za-z]\w*$/.test(name) && !(name in {}) ? name : `parameter${index}`]));
  if ([...plain].every(([name, other]) => name === other)) return operation;
  return {
    ...operation,
    path: operation.path.replace(/\{([^{}]*)\}/g, (whole, name: string) => (plain.has(name) ? `{${plain.get(name)}}` : whole)),
    request: { ...operation.request, path: parameters.map((parameter) => ({ ...parameter, name: plain.get(parameter.name) ?? parameter.name })) },
  };
}

function refusalOf(error: Error): PrismRefusal {
  if (!(error instanceof ProblemJsonError)) return { status: 500, title: 'The mock has no answer', detail: error.message, violations: [] };
  const listed = error.additional?.['validation'] as unknown;
  return {
    status: error.status,
    title: error.message,
    detail: error.detail,
    violations: Array.isArray(listed) ? listed.flatMap(listedViolation) : [],
  };
}

function listedViolation(value: unknown): readonly Violation[] {
  if (typeof value !== 'object' || value === null || !('message' in value)) return [];
  const location: unknown = 'location' in value ? value.location : undefined;
  return [{ path: Array.isArray(location) ? location.map(String) : [], message: String(value.message), code: undefined }];
}

function violationOf(violation: { readonly path?: readonly string[]; readonly message: string; readonly code?: string | number }): Violation {
  return { path: violation.path ?? [], message: violation.message, code: violation.code === undefined ? undefined : String(violation.code) };
}

function headersOf(headers: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), String(value)]] : [])),
  );
}
