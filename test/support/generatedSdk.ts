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
  /** The `result` form of an operation's call, found by its `x-sdk-path`. Throws when the SDK has none. */
  call(operation: Operation): SdkCall;
}

/** Something for every credential that a call of the API may ask for. */
export const testCredentials = {
  projectId: 'project-test-00000000-0000-4000-8000-000000000000',
  secret: 'secret-test-0123456789',
  accessToken: 'access-token-test-0123456789',
  publicToken: 'public-token-test-00000000-0000-4000-8000-000000000000',
} as const;

/**
 * Imports the SDK from an output folder and makes a client.
 *
 * @param output the folder that holds `sdk`
 */
export async function generatedClient(output: string, options: { readonly baseUrl: string; readonly fetch: typeof fetch }): Promise<GeneratedClient> {
  const module: unknown = await import(pathToFileURL(join(output, 'sdk', 'index.ts')).href);
  const Client = memberOf(module, 'B2BClient');
  if (typeof Client !== 'function') throw new Error('The SDK exports no B2BClient.');
  const client: unknown = Reflect.construct(Client, [{ ...testCredentials, retries: 0, ...options }]);
  return clientOf(client, options.fetch);
}

/**
 * The calls of a client by the paths that the model gives.
 *
 * @param visit goes to the URLs of the calls that are a browser's, for which the SDK gives no more than the URL
 */
export function clientOf(client: unknown, visit: typeof fetch): GeneratedClient {
  return {
    call: (operation) => {
      const { id, sdkPath } = operation;
      const parent = sdkPath.slice(0, -1).reduce<unknown>(memberOf, client);
      const bound = memberOf(parent, sdkPath.at(-1) ?? '');
      if (typeof bound !== 'function') throw new Error(`The SDK has no call ${sdkPath.join('.')} for ${id}.`);
      const result = memberOf(bound, 'result');
      if (typeof result !== 'function') return (params, options) => visited(operation, String(Reflect.apply(bound, parent, [params])), visit, options?.headers);
      return async (params, options) => callResult(await Reflect.apply(result, bound, [params, options]));
    },
  };
}

/** What a browser gets at a URL, as a call's result; a redirect, which it would follow, is the success. */
async function visited(operation: Operation, url: string, visit: typeof fetch, headers: Readonly<Record<string, string>> = {}): Promise<CallResult> {
  const target = new URL(url);
  for (const { scheme } of operation.security[0] ?? []) {
    if (scheme.type === 'apiKey' && scheme.in === 'query') target.searchParams.set(scheme.parameterName ?? scheme.name, testCredentials.publicToken);
  }
  const response = await visit(target.href, { method: operation.method, headers, redirect: 'manual' });
  const data: unknown = await response.json();
  if (response.status < 400) {
    if (!URL.canParse(response.headers.get('location') ?? '')) throw new Error(`${url} leads nowhere.`);
    return { ok: true, data };
  }
  const text = (name: string): string => String(memberOf(data, name));
  const [type, message, docsUrl, requestId] = [text('error_type'), text('error_message'), text('error_url'), text('request_id')];
  return { ok: false, error: { name: 'ApiError', status: response.status, type, message, docsUrl, requestId, body: data } };
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
