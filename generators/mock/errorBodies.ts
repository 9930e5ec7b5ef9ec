/** The API's own error bodies, for what Prism itself has no answer to. */
import type { ApiModel, ErrorType, Json, Operation } from '../model/model.js';
import type { Violation } from './prism.js';

/** An error to answer with. */
export interface ErrorAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: { readonly [key: string]: Json };
}

/** What went wrong before or beside Prism. */
export interface Failure {
  readonly status: 400 | 401 | 404 | 405 | 406 | 413 | 415 | 500;
  readonly title: string;
  /** What exactly; goes into the message. */
  readonly detail: string;
}

/** Types of the catalogue that say what a failure is, the best first. */
const typesByStatus: Readonly<Record<Failure['status'], readonly string[]>> = {
  400: ['bad_request', 'invalid_argument', 'invalid_request'],
  401: ['unauthorized_credentials', 'unauthorized', 'invalid_client'],
  404: ['route_not_found', 'not_found'],
  405: ['method_not_allowed'],
  406: ['bad_request'],
  413: ['bad_request'],
  415: ['bad_request'],
  500: ['internal_server_error'],
};

/**
 * A function that turns a failure into the API's error body; into Problem Details (RFC 9457) for a description without an
 * error catalogue.
 */
export function errorAnswers(model: ApiModel, document: { readonly [key: string]: Json }): (failure: Failure) => ErrorAnswer {
  return ({ status, title, detail }) => {
    const type = typesByStatus[status].map((name) => model.errors.find((error) => error.type === name)).find((found) => found !== undefined);
    const body = type === undefined ? undefined : exampleBody(document, type.type);
    if (type === undefined || body === undefined) {
      return { status, mediaType: 'application/problem+json', body: { type: 'about:blank', title, status, detail } };
    }
    // A message with parameters speaks of its example; what happened here is in the detail.
    const message = type.parameters.length === 0 ? `${type.exampleMessage} ${detail}` : detail;
    const member = type.format === 'oauth2' ? 'error_description' : 'error_message';
    return { status: type.status, mediaType: 'application/json', body: { ...body, [member]: message } };
  };
}

/**
 * The error type of an operation that says most exactly what is wrong with a request: a 400 about the field that is missing or
 * malformed, where the operation documents one.
 *
 * @returns undefined when the operation's general 400 is all there is to say
 */
export function typeForViolations(operation: Operation, violations: readonly Violation[]): ErrorType | undefined {
  for (const violation of violations) {
    const { field, missing } = complaint(violation);
    const concerned = operation.errors.filter(({ type, fields }) => type.status === 400 && fields.includes(field)).map(({ type }) => type);
    const found = (missing ? concerned.find(({ type }) => /missing|required/.test(type)) : undefined) ?? concerned.find(({ type }) => type.startsWith('invalid_'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The error type of an operation for a call without credentials, when it documents no 401: the one about the parameter that
 * carries them, or its general 400.
 */
export function typeForMissingCredentials(operation: Operation): ErrorType | undefined {
  const carriers = operation.security.flat().flatMap(({ scheme }) => scheme.parameterName ?? []);
  const found = operation.errors.find(({ fields }) => carriers.some((carrier) => fields.includes(carrier)));
  return (found ?? operation.errors.find(({ type }) => type.status === 400))?.type;
}

/** The members of an error body and what they are called in the body of an OAuth 2.0 error (RFC 6749 §5.2). */
const oauthNames: Readonly<Record<string, string>> = { error_type: 'error', error_message: 'error_description', error_url: 'error_uri' };

/** The same answer in the form in which an operation gives its errors. */
export function inFormOf(operation: Operation | undefined, answer: ErrorAnswer): ErrorAnswer {
  if (operation?.extensions['x-error-format'] !== 'oauth2') return answer;
  return { ...answer, body: Object.fromEntries(Object.entries(answer.body).map(([name, value]) => [oauthNames[name] ?? name, value])) };
}

/** The field a violation is about, dotted and without array indexes, as the catalogue names fields. */
function complaint({ path, message, code }: Violation): { readonly field: string; readonly missing: boolean } {
  const inside = path.slice(1).filter((part) => !/^\d+$/.test(part));
  const missing = code === 'required' ? /required property '([^']+)'/.exec(message)?.[1] : undefined;
  return { field: [...inside, ...(missing === undefined ? [] : [missing])].join('.'), missing: missing !== undefined };
}

/** The example body of an error type, from the bundle's components. */
export function exampleBody(document: { readonly [key: string]: Json }, type: string): { readonly [key: string]: Json } | undefined {
  return member(member(member(member(document, 'components'), 'examples'), type), 'value');
}

function member(object: { readonly [key: string]: Json } | undefined, key: string): { readonly [key: string]: Json } | undefined {
  if (object === undefined || !Object.hasOwn(object, key)) return undefined;
  const value = object[key];
  return isObject(value) ? value : undefined;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
