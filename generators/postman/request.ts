/** One operation as a request with saved responses. */
import type { Content, Example, Json, Operation, Parameter, Response } from '../model/model.js';
import { isFailure, isJsonMediaType, jsonContent } from '../model/responses.js';
import { sampleOf } from '../model/sample.js';
import type { SampleUse } from '../model/sample.js';
import { isJsonObject } from '../model/pointer.js';
import type { SecurityScheme } from '../model/model.js';
import { optionalCredentials, requestAuth } from './auth.js';
import type * as postman from './format.js';
import { addressPart, bodyText, plainValue } from './text.js';

/** What all requests of a collection share. */
export interface RequestPrinting {
  readonly collection: SecurityScheme | undefined;
  /** A description with its links turned into addresses. */
  describe(markdown: string): string;
}

/** Who sends a request where. */
export interface Sending {
  /** The variable its address begins with. */
  readonly base: 'baseUrl' | 'receiverUrl';
  /** The segments below that. */
  readonly path: readonly string[];
  /** What values nobody gave an example for are made for. */
  readonly sample: SampleUse;
  readonly description: string | undefined;
}

/** The least that the API accepts. */
const leastAccepted: SampleUse = { direction: 'request', members: 'required' };

/** A call of the API. */
export function callOf(operation: Operation): Sending {
  return { base: 'baseUrl', path: segments(operation), sample: leastAccepted, description: operation.description ?? operation.summary };
}

/** The item of an operation: its first request example as the request, its answers as saved responses. */
export function printItem(operation: Operation, title: string, sending: Sending, printing: RequestPrinting): postman.Item {
  const content = requestContent(operation);
  const request = printRequest(operation, content?.examples[0], sending, printing);
  const answers = operation.responses.flatMap((response) => {
    const answered = jsonContent(response.contents) ?? response.contents[0];
    return chosenExamples(operation, response, answered).map((example) => ({ response, answered, example }));
  });
  return {
    name: title,
    request,
    response: answers.map(({ response, answered, example }) => {
      // A success of the same name as a request example is that request's answer.
      const asked = content?.examples.find(({ key }) => key === example?.key);
      const original = isFailure(response) ? undefined : withoutDescriptions(asked === undefined ? request : printRequest(operation, asked, sending, printing));
      return printResponse(response, answered, example, original);
    }),
  };
}

/** The request as it was sent: what its parts mean is said once, in the request itself. */
function withoutDescriptions({ description, ...request }: postman.Request): postman.Request {
  const strip = (parameters: readonly postman.Parameter[]): readonly postman.Parameter[] =>
    parameters.map(({ description, ...parameter }) => parameter);
  const { query, variable } = request.url;
  const url = { ...request.url, ...(query === undefined ? {} : { query: strip(query) }), ...(variable === undefined ? {} : { variable: strip(variable) }) };
  return { ...request, header: strip(request.header), url };
}

/**
 * Every example of a success; of a failure, one for each error type the operation names itself, and the first of the baseline
 * types, which are the same everywhere.
 */
function chosenExamples(operation: Operation, response: Response, content: Content | undefined): readonly (Example | undefined)[] {
  const examples = content?.examples ?? [];
  if (examples.length === 0) return isFailure(response) ? [] : [undefined];
  if (!isFailure(response)) return examples;
  const baseline = new Set(operation.errors.filter(({ set }) => set !== undefined).map(({ type }) => type.type));
  const first = examples.find(({ key }) => baseline.has(key));
  return examples.filter((example) => example === first || !baseline.has(example.key));
}

function requestContent({ requestBody }: Operation): Content | undefined {
  return requestBody === undefined ? undefined : (jsonContent(requestBody.contents) ?? requestBody.contents[0]);
}

function printRequest(operation: Operation, example: Example | undefined, sending: Sending, printing: RequestPrinting): postman.Request {
  const content = requestContent(operation);
  const auth = requestAuth(operation, printing.collection);
  const body = content === undefined ? undefined : printBody(content, example?.value ?? sampleOf(content.schema, sending.sample) ?? {});
  const contentType = content !== undefined && body?.mode === 'raw' ? [{ key: 'Content-Type', value: plainValue(content.mediaType) }] : [];
  const { description } = sending;
  return {
    method: operation.method,
    ...(description === undefined ? {} : { description: printing.describe(description) }),
    header: [...contentType, ...printParameters(operation, 'header', sending, printing), ...optionalCredentials(operation, 'header')],
    url: printUrl(operation, sending, printing),
    ...(body === undefined ? {} : { body }),
    ...(auth === undefined ? {} : { auth }),
  };
}

function printUrl(operation: Operation, sending: Sending, printing: RequestPrinting): postman.Url {
  const query = [...printParameters(operation, 'query', sending, printing), ...optionalCredentials(operation, 'query')];
  const variable = printParameters(operation, 'path', sending, printing);
  const { base, path } = sending;
  const search = query.filter(({ disabled }) => disabled !== true).map(({ key, value }) => `${encodeURIComponent(key.toWellFormed())}=${value}`);
  return {
    raw: `{{${base}}}${path.map((segment) => `/${segment}`).join('')}${search.length === 0 ? '' : `?${search.join('&')}`}`,
    host: [`{{${base}}}`],
    path,
    ...(query.length === 0 ? {} : { query }),
    ...(variable.length === 0 ? {} : { variable }),
  };
}

/** The path cut at its slashes: `{name}` alone becomes `:name`, which Postman fills in; within a segment it becomes its example. */
function segments({ pathTemplate, parameters }: Operation): readonly string[] {
  const text = pathTemplate.map((part) => ('literal' in part ? part.literal.split('/').map(addressPart).join('/') : `\0${part.parameter}\0`)).join('');
  return text
    .replace(/^\//, '')
    .split('/')
    .map((segment) => {
      const whole = /^\0([^\0]+)\0$/.exec(segment)?.[1];
      if (whole !== undefined) return `:${plainValue(whole)}`;
      return segment.replace(/\0([^\0]+)\0/g, (_slot, name: string) => {
        const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
        return addressPart(plainValue(parameter === undefined ? name : exampleOf(parameter, leastAccepted)));
      });
    });
}

function printParameters({ parameters }: Operation, location: Parameter['in'], { sample }: Sending, { describe }: RequestPrinting): readonly postman.Parameter[] {
  return parameters
    .filter((parameter) => parameter.in === location)
    .map((parameter) => {
      const description = parameter.description ?? parameter.schema.description ?? parameter.schema.ref?.description;
      return {
        key: plainValue(parameter.name),
        value: plainValue(exampleOf(parameter, sample)),
        ...(description === undefined ? {} : { description: describe(description) }),
        ...(parameter.required ? {} : { disabled: true as const }),
      };
    });
}

function exampleOf({ examples, schema }: Parameter, use: SampleUse): Json | undefined {
  return examples[0]?.value ?? sampleOf(schema, use);
}

function printBody({ mediaType }: Content, value: Json): postman.Body {
  if (isJsonMediaType(mediaType)) return { mode: 'raw', raw: bodyText(value), options: { raw: { language: 'json' } } };
  const fields = isJsonObject(value) ? Object.entries(value).map(([key, member]) => ({ key: plainValue(key), value: plainValue(member) })) : [];
  if (mediaType === 'application/x-www-form-urlencoded') return { mode: 'urlencoded', urlencoded: fields.map((field) => ({ ...field, type: 'text' })) };
  if (mediaType.startsWith('multipart/')) return { mode: 'formdata', formdata: fields.map((field) => ({ ...field, type: 'text' })) };
  if (!/^(text\/|application\/xml$)|\+xml$/.test(mediaType)) return { mode: 'file', file: { src: null } };
  return { mode: 'raw', raw: plainText(value), options: { raw: { language: mediaType.includes('xml') ? 'xml' : 'text' } } };
}

function plainText(value: Json): string {
  return typeof value === 'string' ? value.replace(/\{(?=\{)/g, '{ ') : bodyText(value);
}

/** RFC 9110 §15 and what APIs add to it. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified',
  307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden',
  404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 410: 'Gone', 413: 'Content Too Large', 415: 'Unsupported Media Type',
  422: 'Unprocessable Content', 429: 'Too Many Requests', 499: 'Client Closed Request', 500: 'Internal Server Error', 501: 'Not Implemented',
  502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};

function printResponse(
  response: Response,
  content: Content | undefined,
  example: Example | undefined,
  originalRequest: postman.Request | undefined,
): postman.SavedResponse {
  // A range or `default` stands for its first code; `default` without a success of its own reads as one.
  const code = /^\d{3}$/.test(response.status) ? Number(response.status) : /^\dXX$/.test(response.status) ? Number(response.status[0]) * 100 : 200;
  const isJson = content !== undefined && isJsonMediaType(content.mediaType);
  const value = example?.value;
  return {
    name: example === undefined ? response.description || String(code) : (example.summary ?? example.key),
    ...(originalRequest === undefined ? {} : { originalRequest }),
    status: reasons[code] ?? '',
    code,
    _postman_previewlanguage: isJson ? 'json' : 'text',
    header: content === undefined ? [] : [{ key: 'Content-Type', value: plainValue(content.mediaType) }],
    body: value === undefined ? '' : isJson ? bodyText(value) : plainText(value),
  };
}
