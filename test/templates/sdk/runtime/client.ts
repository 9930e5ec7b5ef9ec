/** A client without generated code, for tests of the runtime. */
import { json } from '../../../../templates/sdk/runtime/bodies.js';
import { type Operation, operation } from '../../../../templates/sdk/runtime/call.js';
import { type Connection, createConnection } from '../../../../templates/sdk/runtime/connection.js';
import { basic } from '../../../../templates/sdk/runtime/credentials.js';
import type { ApiError, CallError } from '../../../../templates/sdk/runtime/errors.js';
import { memberSession, type MemberCallOptions } from '../../../../templates/sdk/runtime/memberSession.js';
import type { OperationSpec, RetryPolicy } from '../../../../templates/sdk/runtime/operation.js';
import type { ConnectionOptions } from '../../../../templates/sdk/runtime/options.js';

export const projectSecret = 'secret-test-abcdefghijklmnop';

/** The errors of the test API by their types. */
export interface Errors {
  bad_request: ApiError<'bad_request', 400>;
  thing_not_found: ApiError<'thing_not_found', 404>;
}

/** Any params: the tests send what no type would let through. */
export interface AnyParams {
  readonly [name: string]: unknown;
}

/** Any call of the tests. */
export type AnyCall = Operation<AnyParams, MemberCallOptions, unknown, CallError<keyof Errors, Errors>>;

/** The credentials of the test API. */
export const project = basic('projectId', 'secret');
export const token = memberSession('token', 'x-session-token');
export const jwt = memberSession('jwt', 'x-session-jwt');
const credentials: object = { projectId: 'project-test-1', secret: projectSecret };

/** Makes a POST with a JSON body, or what `spec` says. */
export function makeCall(retry: RetryPolicy, spec: Partial<OperationSpec> = {}): AnyCall {
  return operation({
    id: 'doThing',
    method: 'POST',
    path: '/things',
    body: { encode: json, required: true },
    retry,
    security: [{ basic: project }, { basic: project, token }, { basic: project, jwt }],
    ...spec,
  });
}

/** Connects to a test server, with project credentials. */
export function connectTo(baseUrl: string, options: ConnectionOptions = {}): Connection {
  return createConnection({ product: 'test/1', baseUrl: () => baseUrl }, { ...credentials, ...options });
}
