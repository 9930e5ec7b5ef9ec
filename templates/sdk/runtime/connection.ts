/** Where a client's settings and an operation's description meet: makes the call, retries it, and tells what came of it. */
import { authorize } from './authorize.js';
import { checkBaseUrl } from './baseUrl.js';
import { SdkError } from './errors.js';
import { exchange } from './exchange.js';
import { type Answer, interpret } from './interpret.js';
import type { OperationSpec } from './operation.js';
import type { CallOptions, ConnectionOptions, HookRequest, LogEvent } from './options.js';
import { sensitiveValues } from './redact.js';
import { headerSetter, type Params, prepare, withQuery } from './request.js';
import { backoff, sleep } from './retry.js';

/** What standalone functions take: the way to the API. Its credentials are where neither logging nor serialising finds them. */
export interface Connection {
  readonly baseUrl: string;
  /** Where one call goes: `baseUrl`, or a server of its own. */
  readonly baseOf: (operation: OperationSpec) => string;
  /** Path parameters, and public keys of URLs, that calls need not give. */
  readonly defaults: Params;
  /** Makes a call; rejects with an SdkError and nothing else, what hooks and other functions of the caller throw aside. */
  readonly send: <Data>(operation: OperationSpec, params?: Params, options?: CallOptions) => Promise<Answer<Data>>;
}

/** What the generated code knows about the API as a whole. */
export interface ApiSpec {
  /** The product token of the User-Agent header: `name/version`. */
  readonly product: string;
  /** Called when the caller gives no `baseUrl`. */
  readonly baseUrl: () => string;
  /** Path parameters that have a default, such as the project id. */
  readonly defaults?: Params;
}

/**
 * @param settings the client's options, its credentials among them
 * @throws TypeError for a base URL that is neither https nor on loopback
 */
export function createConnection({ product, baseUrl: ownUrl, defaults = {} }: ApiSpec, settings: ConnectionOptions): Connection {
  const baseUrl = checkBaseUrl(settings.baseUrl ?? ownUrl(), settings.allowInsecureHttp);
  const { hooks = {}, logger, userAgent } = settings;
  // A base URL that the user chose, of a mock or a proxy, is for every call.
  const baseOf: Connection['baseOf'] = ({ server }) => (!settings.baseUrl && server) || baseUrl;

  const send = async <Data>(operation: OperationSpec, params: Params = {}, options: CallOptions = {}): Promise<Answer<Data>> => {
    const { id, method, path, sensitive = [] } = operation;
    const { signal, timeout = settings.timeout ?? 60_000, retries = settings.retries ?? 2 } = options;
    const shown = new Headers({ accept: 'application/json, */*' });
    // Browsers send their own, and would have to ask the server's permission for another.
    if (!('document' in globalThis)) shown.set('user-agent', userAgent ? `${product} ${userAgent}` : product);
    const about = { operation: id, method, path };
    const request: HookRequest = { ...about, headers: shown };
    try {
      const { url, target, body } = prepare(operation, params, shown, defaults, baseOf(operation));
      for (const header of Object.entries({ ...settings.headers, ...options.headers })) headerSetter(id, shown)(...header);
      await hooks.request?.(request);
      const headers = new Headers(shown);
      const secrets = await authorize(operation, settings, options, { ...target, headers, setHeader: headerSetter(id, headers) });
      secrets.push(...sensitiveValues(params, sensitive));
      const init = {
        method,
        headers,
        body,
        // Never followed: on the way to another host, fetch drops Authorization but no other secret header.
        redirect: 'manual',
        // Next.js caches answers unless told otherwise; everybody else ignores this.
        next: { revalidate: 0 },
      } as const;
      for (let attempt = 1; ; attempt += 1) {
        const log = (event: LogEvent['event'], more: Partial<LogEvent> = {}): void => {
          try {
            logger?.({ event, ...about, attempt, ...more });
          } catch {
            // A broken logger must not break the call.
          }
        };
        log('request');
        const limits = { timeout, maxBytes: settings.maxResponseBytes ?? 2 ** 26, signal };
        const outcome = await exchange(settings.fetch ?? globalThis.fetch, withQuery(url, target), init, limits);
        const found = interpret<Data>(outcome, { operation, secrets, signal, attempts: attempt });
        if (!(found instanceof SdkError)) {
          const { data, response } = found;
          log('response', { response });
          settings.check?.(id, data, response);
          await hooks.response?.(response, request);
          return found;
        }
        const delay = Math.max(backoff(attempt), found.retryAfterMs ?? 0);
        const again = found.retryable && attempt <= retries && delay <= (settings.maxRetryDelay ?? 30_000);
        log(again ? 'retry' : 'failure', { error: found, ...(again && { delay }) });
        if (!again) throw found;
        await sleep(delay, signal);
      }
    } catch (error) {
      if (error instanceof SdkError) await hooks.error?.(error, request);
      throw error;
    }
  };
  return { baseUrl, baseOf, defaults, send };
}
