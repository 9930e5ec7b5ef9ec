/** The SDK as a test finds it: generated just now, and called by the paths that the model gives. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Operation } from '../../generators/model/model.js';

/** The outcome of a call, as every `result` method gives it. */
export type CallResult =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly error: {
        readonly name: string;
        readonly message: string;
        readonly type: string;
        readonly status?: number;
        readonly requestId?: string;
        readonly docsUrl?: string;
        readonly body?: unknown;
      };
    };

/** A bound call of the SDK. */
export type SdkCall = (params: object, options?: { readonly headers?: Readonly<Record<string, string>>; readonly retries?: number }) => Promise<CallResult>;

/** A client of the generated SDK. */
export interface GeneratedClient {
  /** The `result` form of an operation's call, found by its `x-sdk-path`. */
  call(operation: Pick<Operation, 'id' | 'sdkPath'>): SdkCall;
}

/**
 * Imports the SDK from an output folder and makes a client.
 *
 * @param output the folder that holds `sdk`
 */
export async function generatedClient(output: string, options: { readonly baseUrl: string; readonly fetch?: typeof fetch }): Promise<GeneratedClient> {
  const module: unknown = await import(pathToFileURL(join(output, 'sdk', 'index.ts')).href);
  const Client = memberOf(module, 'B2BClient');
  if (typeof Client !== 'function') throw new Error('The SDK exports no B2BClient.');
  const credentials = { projectId: 'project-test-00000000-0000-4000-8000-000000000000', secret: 'secret-test-0123456789' };
  const client: unknown = Reflect.construct(Client, [{ ...credentials, retries: 0, ...options }]);
  return clientOf(client);
}

/** The calls of a client by the paths that the model gives. */
export function clientOf(client: unknown): GeneratedClient {
  return {
    call: ({ id, sdkPath }) => {
      const bound = sdkPath.reduce<unknown>(memberOf, client);
      const result = memberOf(bound, 'result');
      if (typeof result !== 'function') throw new Error(`The SDK has no call ${sdkPath.join('.')} for ${id}.`);
      return async (params, callOptions) => callResult(await Reflect.apply(result, bound, [params, callOptions]));
    },
  };
}

function callResult(value: unknown): CallResult {
  if (!isCallResult(value)) throw new Error('The call gave no result.');
  return value;
}

function isCallResult(value: unknown): value is CallResult {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

function memberOf(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  return Reflect.get(value, name);
}
