/**
 * One call of the API, from an operation and its values to a checked answer: the step that stories and workflows are made of.
 */
import type { Content, Json, Operation, Parameter } from '../../model/model.js';
import { isJsonObject } from '../../model/pointer.js';
import type { ResponseChecker, Violation } from '../check/response.js';
import { type Credentials, credentialParts, hideCredentials } from './credentials.js';
import type { Connection, IncomingResponse, OutgoingRequest } from './connection.js';
import { writeForm, writeParameters } from './parameters.js';
import type { Redactor } from './redaction.js';

/** What to send. */
export interface CallInput {
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<Parameter, Json>;
  readonly body: Json | undefined;
  /** One of the media types that the operation takes; JSON by preference when nothing is said. */
  readonly contentType?: string;
  /** Headers beside those of the description. */
  readonly headers?: ReadonlyMap<string, string>;
  /** In place of the caller's own; null sends none. */
  readonly credentials?: Credentials | null;
}

/** What was sent, what came back, and what is wrong with it. */
export interface Exchange {
  readonly operation: Operation;
  readonly request: OutgoingRequest;
  readonly response: IncomingResponse;
  /** The answer's body: JSON where it is, else text; undefined when it is empty. */
  readonly body: Json | undefined;
  readonly violations: readonly Violation[];
}

/** Makes calls. */
export class Caller {
  readonly #connection: Connection;
  readonly #checker: ResponseChecker;
  readonly #redactor: Redactor;
  readonly #credentials: Credentials;

  constructor(parts: { readonly connection: Connection; readonly checker: ResponseChecker; readonly redactor: Redactor; readonly credentials: Credentials }) {
    this.#connection = parts.connection;
    this.#checker = parts.checker;
    this.#redactor = parts.redactor;
    this.#credentials = parts.credentials;
    hideCredentials(parts.credentials, parts.redactor);
  }

  /** Whether there are credentials for an operation. */
  canCall(operation: Operation): boolean {
    return credentialParts(operation, this.#credentials) !== undefined;
  }

  /**
   * Makes a call and checks its answer against the description.
   *
   * @throws NoAnswer when none comes
   */
  async call(input: CallInput, signal: AbortSignal): Promise<Exchange> {
    const { operation, parameters, body } = input;
    if (input.credentials !== undefined && input.credentials !== null) hideCredentials(input.credentials, this.#redactor);
    this.#redactor.learnRequest(operation, parameters, body);
    const request = this.#requestOf(input);
    const response = await this.#connection.send(request, signal);
    const parsed = parse(response);
    this.#redactor.learn(parsed, contentsOf(operation).map((content) => content.schema));
    return { operation, request, response, body: parsed, violations: this.#checker.check(operation, response, parsed) };
  }

  #requestOf({ operation, parameters, body, contentType, headers: extra, credentials = this.#credentials }: CallInput): OutgoingRequest {
    const written = writeParameters(operation, parameters);
    const parts = credentials === null ? undefined : credentialParts(operation, credentials);
    const mediaType = contentType ?? requestMediaType(operation);
    const headers = new Map<string, string>([['accept', 'application/json'], ...written.headers, ...(parts?.headers ?? []), ...(extra ?? [])]);
    if (body !== undefined) headers.set('content-type', mediaType);
    const query = [...(parts?.query ?? [])].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    const target = query.length === 0 ? written.target : `${written.target}${written.target.includes('?') ? '&' : '?'}${query.join('&')}`;
    return { method: operation.method, target, headers, body: body === undefined ? undefined : printBody(body, mediaType) };
  }
}

/** The values of one flat object, told apart: those that are parameters of the operation, and the rest, which is its body. */
export function splitParams(operation: Operation, params: { readonly [name: string]: Json }): { readonly parameters: ReadonlyMap<Parameter, Json>; readonly body: Json | undefined } {
  const parameters = new Map<Parameter, Json>();
  const members: [string, Json][] = [];
  for (const [name, value] of Object.entries(params)) {
    const parameter = operation.parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined) members.push([name, value]);
    else parameters.set(parameter, value);
  }
  const sendsBody = members.length > 0 || operation.requestBody?.required === true;
  return { parameters, body: sendsBody ? Object.fromEntries(members) : undefined };
}

function requestMediaType(operation: Operation): string {
  const types = operation.requestBody?.contents.map((content) => content.mediaType) ?? [];
  return types.find((type) => /[/+]json$/i.test(type)) ?? types[0] ?? 'application/json';
}

function printBody(body: Json, mediaType: string): string {
  if (/^application\/x-www-form-urlencoded/i.test(mediaType)) return writeForm(body);
  return /[/+]json(;|$)/i.test(mediaType) || typeof body !== 'string' ? JSON.stringify(body) : body;
}

function contentsOf(operation: Operation): readonly Content[] {
  return operation.responses.flatMap((response) => response.contents);
}

function parse({ text, headers }: IncomingResponse): Json | undefined {
  if (text === '') return undefined;
  if (!/[/+]json/i.test(headers.get('content-type') ?? '')) return text;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** The error type in an answer's body: the API's own `error_type`, or `error` of OAuth 2.0 (RFC 6749 §5.2). */
export function errorTypeOf(body: Json | undefined): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const type = body['error_type'] ?? body['error'];
  return typeof type === 'string' ? type : undefined;
}
