/** Questions several targets ask about what the API sends. */
import type { ApiModel, IncomingRequest, Operation } from './model.js';

/** Every webhook and callback once: the webhooks, then the callbacks by operation, each followed by its own. */
export function incomingRequests({ webhooks, operations }: ApiModel): readonly IncomingRequest[] {
  return withCallbacks([...webhooks, ...operations.flatMap(({ callbacks }) => callbacks)]);
}

/** The callbacks of a call, each once, followed by their own. */
export function callbacksOf({ callbacks }: Operation): readonly IncomingRequest[] {
  return withCallbacks(callbacks);
}

function withCallbacks(requests: readonly IncomingRequest[]): readonly IncomingRequest[] {
  const found = new Set(requests);
  // A Set hands out what is added while it is walked, and a callback may be one of its own.
  for (const { callbacks } of found) for (const request of callbacks) found.add(request);
  return [...found];
}
