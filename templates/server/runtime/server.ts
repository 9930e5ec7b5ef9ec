/** The server's core: Web-standard `Request` in, `Response` out. */
import { FetchCall, toResponse } from './adapters/fetch.js';
import type { Answer, Call, MaybePromise } from './call.js';
import { Refusal } from './errors.js';
import { Exchange } from './exchange.js';
import type { ApiDefinition } from './operation.js';
import { compilePlan, type RuntimeOptions } from './plan.js';

/** A server of the API, not bound to any transport. */
export interface ApiServer {
  /** Answers a request. Never rejects. Bound: may be passed on as it is (`export default { fetch: server.fetch }`). */
  readonly fetch: (request: Request, facts?: { readonly clientAddress?: string }) => Promise<Response>;
  /** Answers a call of any transport; what adapters use. At once where nothing has to be waited for; neither throws nor rejects. */
  readonly answer: (call: Call) => MaybePromise<Answer>;
  /** The answer to what is no call, malformed HTTP unless said otherwise; for adapters that hold the socket. */
  readonly answerUnreadable: (clientAddress: string | undefined, fault?: Unreadable) => MaybePromise<Answer>;
  /** True when an operation answers this path, whatever the method: for servers that have other routes too. */
  readonly hasPath: (target: string) => boolean;
  /** Refuses new calls with 503 and resolves when those in progress are answered. May be called again. */
  readonly close: () => Promise<void>;
}

/** Why bytes on a connection are no call. */
export type Unreadable = keyof typeof UNREADABLE;

const UNREADABLE = {
  malformed: ['malformed', 'This is not well-formed HTTP.'],
  large_head: ['malformed', 'The headers are too large.'],
  late: ['body_timeout', 'The request did not arrive in time.'],
  tunnel: ['malformed', 'This server opens no tunnels.'],
} as const;

/**
 * Compiles a server.
 * @param handlers functions by operation id: an object, or an instance of a class
 * @throws TypeError when the options lack something that an operation needs
 */
export function compileServer(definition: ApiDefinition, handlers: object, options: RuntimeOptions): ApiServer {
  const plan = compilePlan(definition, handlers, options);
  const idle = new Set<() => void>();
  let draining = false;
  let inProgress = 0;

  const settle = (answer: Answer): Answer => {
    inProgress -= 1;
    if (inProgress === 0) for (const resolve of idle) resolve();
    return answer;
  };
  const answer = (call: Call, refusal = draining ? shuttingDown() : undefined): MaybePromise<Answer> => {
    inProgress += 1;
    const answered = new Exchange(plan, call).run(refusal);
    return answered instanceof Promise ? answered.then(settle) : settle(answered);
  };

  return {
    answer: (call) => answer(call),
    answerUnreadable: (clientAddress, fault = 'malformed') => {
      const [kind, reason] = UNREADABLE[fault];
      return answer(unreadableCall(clientAddress), new Refusal(kind, { details: { reason } }));
    },
    fetch: async (request, facts) => toResponse(await answer(new FetchCall(request, facts?.clientAddress))),
    hasPath: (target) => {
      const path = target.split('?', 1)[0] ?? '';
      const { found } = plan.router.match('OPTIONS', path);
      // A malformed escape where a parameter stands is for the API to refuse.
      if (found === 'malformed') return plan.router.match('OPTIONS', path.replaceAll('%', '_')).found !== 'nothing';
      return found !== 'nothing';
    },
    close: async () => {
      draining = true;
      if (inProgress > 0) await new Promise<void>((resolve) => idle.add(resolve));
    },
  };
}

function shuttingDown(): Refusal {
  return new Refusal('unavailable', { headers: { 'retry-after': '1' } });
}

/** Bytes that an adapter could not read as HTTP: they are not even a call. */
function unreadableCall(clientAddress: string | undefined): Call {
  const { signal } = new AbortController();
  return {
    method: '?',
    target: '',
    header: () => undefined,
    readBody: () => new Uint8Array(),
    signal,
    isGone: () => false,
    clientAddress,
  };
}
