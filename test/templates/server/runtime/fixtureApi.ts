/** A small API as the generator would describe it, with validators written by hand. */
import type { Validate, ValidationIssue } from '../../../../templates/validators/runtime/types.js';
import type { ApiDefinition, OperationDescriptor } from '../../../../templates/server/runtime/operation.js';
import type { LogEntry } from '../../../../templates/server/runtime/log.js';
import { compileServer, type ApiServer } from '../../../../templates/server/runtime/server.js';
import type { RuntimeOptions } from '../../../../templates/server/runtime/plan.js';

export type Rule = (value: unknown) => ValidationIssue | undefined;

export function issue(pointer: string, keyword: string, expected: string): ValidationIssue {
  return { pointer, keyword, expected, received: 'something else', message: `${pointer} must be ${expected}.` };
}

/** A validator of an object: each member by its rule, nothing else allowed. */
function objectOf(rules: { readonly [name: string]: Rule }, required: readonly string[]): Validate {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { ok: false, issues: [issue('', 'type', 'an object')] };
    }
    const issues = required.filter((name) => !Object.hasOwn(value, name)).map((name) => issue(`/${name}`, 'required', 'present'));
    for (const [name, member] of Object.entries(value)) {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      const found = rule === undefined ? issue(`/${name}`, 'additionalProperties', 'absent') : rule(member);
      if (found !== undefined) issues.push(issue(`/${name}`, found.keyword, found.expected));
    }
    return issues.length === 0 ? { ok: true, value } : { ok: false, issues };
  };
}

const text: Rule = (value) => (typeof value === 'string' ? undefined : issue('', 'type', 'a string'));
const slug: Rule = (value) => text(value) ?? (/^[a-z-]+$/.test(String(value)) ? undefined : issue('', 'pattern', 'a slug'));
const anything: Rule = () => undefined;
const count: Rule = (value) =>
  !Number.isInteger(value) ? issue('', 'type', 'an integer') : Number(value) < 1_000 ? undefined : issue('', 'maximum', 'below 1000');

const thing = objectOf({ request_id: text, status_code: count, thing: anything }, ['request_id', 'status_code', 'thing']);

const json = { required: true, contents: [{ mediaType: 'application/json' }] };
const thingResponse = { statuses: ['200'], mediaType: 'application/json', fills: ['request_id', 'status_code'] } as const;
const errors = [
  'bad_request',
  'invalid_argument',
  'too_many_requests',
  'unauthorized_credentials',
  'session_authorization_error',
  'thing_slug_already_used',
  'invalid_thing_slug',
  'thing_name_missing',
];

const thingAnswers: OperationDescriptor['answerValidators'] = () => Promise.resolve({ '200': { 'application/json': thing } });

export const createThing: OperationDescriptor = {
  id: 'createThing',
  method: 'POST',
  path: '/things',
  queryParameters: [{ name: 'dry_run', style: 'form', explode: true, shape: { kind: 'scalar', kinds: ['boolean'] } }],
  headerParameters: [{ name: 'X-Trace', style: 'simple', explode: false, shape: { kind: 'scalar', kinds: ['string'] } }],
  body: { required: true, contents: [...json.contents, { mediaType: 'application/x-www-form-urlencoded', form: { count: { kind: 'scalar', kinds: ['integer'] } } }] },
  responses: [thingResponse, { statuses: ['400'], mediaType: 'application/json' }],
  security: [['basicAuth'], ['basicAuth', 'memberSession']],
  errors,
  fieldErrors: [
    { type: 'thing_slug_already_used', fields: ['slug'] },
    { type: 'invalid_thing_slug', fields: ['slug'] },
    { type: 'thing_name_missing', fields: ['name'] },
  ],
  errorFormat: 'standard',
  permission: { resource: 'thing', action: 'create' },
  sensitive: ['secret'],
  validators: {
    query: objectOf({ dry_run: (value) => (typeof value === 'boolean' ? undefined : issue('', 'type', 'a boolean')) }, []),
    headers: objectOf({ 'X-Trace': text }, []),
    body: {
      'application/json': objectOf({ name: text, slug, count, metadata: anything, secret: text }, ['name']),
      'application/x-www-form-urlencoded': objectOf({ name: text, count }, ['name']),
    },
  },
  answerValidators: thingAnswers,
};

export const getThing: OperationDescriptor = {
  id: 'getThing',
  method: 'GET',
  path: '/things/{thing_id}',
  pathParameters: [{ name: 'thing_id', style: 'simple', explode: false, shape: { kind: 'scalar', kinds: ['string'] } }],
  responses: [thingResponse],
  security: [],
  errors: ['bad_request', 'too_many_requests', 'thing_not_found'],
  errorFormat: 'standard',
  validators: { path: objectOf({ thing_id: slug }, ['thing_id']) },
  answerValidators: thingAnswers,
};

export const deleteThing: OperationDescriptor = {
  ...getThing,
  id: 'deleteThing',
  method: 'DELETE',
  responses: [{ statuses: ['204'] }],
  validators: {},
  answerValidators: () => Promise.resolve({}),
};

export const issueToken: OperationDescriptor = {
  id: 'issueToken',
  method: 'POST',
  path: '/token',
  body: { required: true, contents: [{ mediaType: 'application/x-www-form-urlencoded' }] },
  responses: [{ statuses: ['200'], mediaType: 'application/json' }],
  security: [],
  errors: ['bad_request'],
  errorFormat: 'oauth2',
  validators: {},
  answerValidators: () => Promise.resolve({}),
};

/** An API whose operations are there from the start. */
interface FixtureDefinition extends Omit<ApiDefinition, 'operations'> {
  readonly operations: readonly OperationDescriptor[];
}

export const definition: FixtureDefinition = {
  title: 'Things "API"\r\n',
  operations: [createThing, getThing, deleteThing, issueToken],
  securitySchemes: [
    { name: 'basicAuth', kind: 'basic', memberSession: false },
    { name: 'memberSession', kind: 'apiKey', in: 'header', parameterName: 'X-Member-Session', memberSession: true },
  ],
  errors: {
    bad_request: { status: 400, message: 'The request could not be understood.' },
    invalid_argument: { status: 400, message: 'The argument "{argument}" is not valid.' },
    thing_slug_already_used: { status: 400, message: 'The slug "{slug}" is already used.' },
    invalid_thing_slug: { status: 400, message: 'The slug "{slug}" is not valid.' },
    thing_name_missing: { status: 400, message: 'A thing needs a name.' },
    thing_not_found: { status: 404, message: 'There is no thing "{thing_id}".' },
    unauthorized_credentials: { status: 401, message: 'The project id or secret is not valid.' },
    session_authorization_error: { status: 403, message: 'The roles do not permit to {action} a {resource_id}.' },
    route_not_found: { status: 404, message: 'The route {method} {path} could not be found.' },
    method_not_allowed: { status: 405, message: 'The method {method} is not allowed here.' },
    too_many_requests: { status: 429, message: 'Too many requests.' },
    client_closed_request: { status: 499, message: 'The caller hung up.' },
    internal_server_error: { status: 500, message: 'Something went wrong.' },
  },
  errorFormat: 'standard',
  docsBaseUrl: 'https://docs.example/',
  requestIdPrefix: 'request-id-test-',
};

export const credentials = `Basic ${btoa('project:secret')}`;

export interface Fixture {
  readonly server: ApiServer;
  readonly log: LogEntry[];
  /** Sends a request, and reads the answer. */
  send(method: string, target: string, options?: SendOptions): Promise<Sent>;
}

export interface SendOptions {
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | object;
  readonly signal?: AbortSignal;
}

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body; an empty object when there is none. */
  readonly body: { readonly [name: string]: unknown };
}

/** A server of the fixture API that counts its request ids, knows one project, and keeps its log. */
export function fixture(handlers: object, options: Partial<RuntimeOptions> = {}, api: FixtureDefinition = definition): Fixture {
  const log: LogEntry[] = [];
  let requests = 0;
  const server = compileServer({ ...api, operations: api.operations.map((operation) => ({ ...operation, describe: () => operation })) }, handlers, {
    requestId: () => `request-id-test-${(requests += 1)}`,
    log: (entry) => log.push(entry),
    authenticate: {
      basicAuth: ({ username, password }: { username: string; password: string }) =>
        username === 'project' && password === 'secret' ? { project: username } : undefined,
      memberSession: ({ value }: { value: string }) => (value === 'session' ? { member: 'ada' } : undefined),
    },
    ...options,
  });
  return {
    server,
    log,
    send: async (method, target, { headers = {}, body, signal } = {}) => {
      const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
      const sent = body === undefined || raw ? body : JSON.stringify(body);
      const request = new Request(`http://api.example${target}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), authorization: credentials, ...headers },
        ...(sent === undefined ? {} : { body: sent, duplex: 'half' }),
        ...(signal === undefined ? {} : { signal }),
      });
      return readAnswer(await server.fetch(request, { clientAddress: '192.0.2.1' }));
    },
  };
}

export async function readAnswer(response: Response): Promise<Sent> {
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, body: isObject(body) ? body : {} };
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
