/** The server's core: Web-standard `Request` in, `Response` out. */
import type { Answer, Call, MaybePromise } from './call.js';
import { Exchange } from './exchange.js';
import { FetchCall, toResponse } from './adapters/fetch.js';
import type { ApiDefinition } from './operation.js';
import { compilePlan, type RuntimeOptions } from './plan.js';
import { Refusal } from './refusals.js';

/** A server of the API, not bound to any transport. */
export interface ApiServer {
  /** Answers a request. Never rejects. Bound: may be passed on as it is (`export default { fetch: server.fetch }`). */
  readonly fetch: (request: Request, facts?: { readonly clientAddress?: string }) => Promise<Response>;
  /** Answers a call of any transport; what adapters use. At once where nothing has to be waited for; neither throws nor rejects. */
  readonly answer: (call: Call) => MaybePromise<Answer>;
  /** The answer to bytes that are not HTTP; for adapters that hold the socket. */
  readonly answerUnreadable: (clientAddress: string | undefined) => MaybePromise<Answer>;
  /** True when an operation answers this path, whatever the method: for servers that have other routes too. */
  readonly hasPath: (target: string) => boolean;
  /** Refuses new calls with 503 and resolves when those in progress are answered. May be called again. */
  readonly close: () => Promise<void>;
}

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
    answerUnreadable: (clientAddress) => answer(unreadableCall(clientAddress), new Refusal('malformed', { details: { reason: 'This is not well-formed HTTP.' } })),
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
