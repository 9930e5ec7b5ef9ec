/** The API's errors: what a handler throws or returns, the catalogue it is looked up in, and the body it becomes. */

/** Fills the `{names}` of an error's message template. */
export type MessageParameters = { readonly [name: string]: string | number };

/** One entry of the catalogue. */
export interface ErrorDefinition {
  readonly status: number;
  /** A template: `{organization_slug}` stands for a parameter. */
  readonly message: string;
  /** Request fields that a malformed request can be blamed on with this type, dotted: `organization_slug`. */
  readonly fields?: readonly string[];
}

/** The error catalogue by type. */
export type ErrorCatalogue = ReadonlyMap<string, ErrorDefinition>;

/** What an error may carry beside its type and parameters. */
export interface ErrorExtras {
  /** Facts about this occurrence, for `error_details`. Goes to the caller: no secrets. */
  readonly details?: { readonly [name: string]: unknown };
  /** Further response headers, for example `retry-after`. */
  readonly headers?: { readonly [name: string]: string };
  /** What led to it. Is logged, never sent. */
  readonly cause?: unknown;
}

/**
 * A documented error of the API. A handler returns or throws one; the server looks up its status and message, adds `request_id`
 * and `error_url`, and answers.
 */
export class ApiError<Type extends string = string> extends Error {
  /** The `error_type` on the wire. */
  readonly type: Type;
  readonly parameters: MessageParameters;
  readonly details: { readonly [name: string]: unknown } | undefined;
  readonly headers: { readonly [name: string]: string } | undefined;

  constructor(type: Type, parameters: MessageParameters = {}, extras: ErrorExtras = {}) {
    super(type, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'ApiError';
    this.type = type;
    this.parameters = parameters;
    this.details = extras.details;
    this.headers = extras.headers;
  }
}

/** What the server itself refuses a request with, by a type of the API. It fills the message with what the request tells, which may be too little. */
export class RequestError extends ApiError {}

/** Thrown by {@link notImplemented}. */
export class NotImplemented extends Error {
  constructor() {
    super('This handler is not written yet.');
    this.name = 'NotImplemented';
  }
}

/** The body of a handler that is still to be written: the call is answered with 501, in the form of the API's errors. */
export function notImplemented(): never {
  throw new NotImplemented();
}

/**
 * Makes the {@link ApiError}s of one operation: `apiError('organization_slug_already_used', { organization_slug })`. Types the operation
 * does not document, and missing parameters, do not compile.
 */
export type ApiErrorFunction<Parameters, Type extends keyof Parameters & string> = <T extends Type>(
  type: T,
  ...rest: keyof Parameters[T] extends never
    ? [parameters?: Readonly<Record<string, never>>, extras?: ErrorExtras]
    : [parameters: Parameters[T], extras?: ErrorExtras]
) => ApiError<T>;

/** The form of an error body. */
export type ErrorFormat =
  /** `status_code`, `request_id`, `error_type`, `error_message`, `error_url`, `error_details`. */
  | 'standard'
  /** RFC 6749 §5.2 with `error_uri`, `status_code` and `request_id`. */
  | 'oauth2'
  /** RFC 9457 Problem Details: for descriptions without an error catalogue. */
  | 'problem';

/** Everything an error body can say. */
export interface ErrorFacts {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** The entry of the type in the documentation; absent when no documentation is configured. */
  readonly url: string | undefined;
  readonly requestId: string;
  readonly details: { readonly [name: string]: unknown } | undefined;
  readonly format: ErrorFormat;
}

/** An error body and its media type. */
export interface ErrorContent {
  readonly mediaType: string;
  readonly body: object;
}

/** Prints the body of an error in its format. */
export function errorContent(facts: ErrorFacts): ErrorContent {
  const { status, type, message, url, requestId, details } = facts;
  switch (facts.format) {
    case 'standard':
      return {
        mediaType: 'application/json',
        body: {
          status_code: status,
          request_id: requestId,
          error_type: type,
          error_message: message,
          error_url: url ?? '',
          ...(details === undefined ? {} : { error_details: details }),
        },
      };
    case 'oauth2':
      return {
        mediaType: 'application/json',
        body: {
          status_code: status,
          request_id: requestId,
          error: type,
          error_description: message,
          error_uri: url ?? '',
        },
      };
    case 'problem':
      return {
        mediaType: 'application/problem+json',
        body: { type: url ?? 'about:blank', title: message, status, code: type, request_id: requestId, ...(details ?? {}) },
      };
  }
}

/** Longer values are cut: a message is a sentence, not an echo. */
const MAX_PARAMETER_LENGTH = 200;

const placeholder = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** What a message template is to be filled with, and is not: the compiler sees to that, but not in plain JavaScript. */
export function missingParameters(template: string, parameters: MessageParameters): readonly string[] {
  return [...template.matchAll(placeholder)].flatMap(([, name = '']) => (valueOf(parameters, name) === undefined ? [name] : []));
}

/** Fills a message template. A parameter that is not given leaves its name, in words. */
export function fillMessage(template: string, parameters: MessageParameters): string {
  return template.replace(placeholder, (_, name: string) => {
    const value = valueOf(parameters, name);
    if (value === undefined) return name.replaceAll('_', ' ');
    const text = String(value).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�');
    return text.length > MAX_PARAMETER_LENGTH ? `${text.slice(0, MAX_PARAMETER_LENGTH)}…` : text;
  });
}

function valueOf(parameters: MessageParameters, name: string): string | number | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** `{docs base}/errors/{status}#{error_type}`, the `error_url` of a type; without a type, the documentation's list of errors. */
export function errorUrl(docsBaseUrl: string, status: number, type: string | undefined): string {
  const base = docsBaseUrl.replace(/\/+$/, '');
  return type === undefined ? `${base}/errors` : `${base}/errors/${status}#${encodeURIComponent(type)}`;
}
