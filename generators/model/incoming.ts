/** Questions several targets ask about what the API sends. */
import type { ApiModel, IncomingRequest } from './model.js';

/** Every webhook and callback once: the webhooks, then the callbacks by operation, each followed by its own. */
export function incomingRequests({ webhooks, operations }: ApiModel): readonly IncomingRequest[] {
  const found = new Set(webhooks);
  for (const { callbacks } of operations) for (const request of callbacks) found.add(request);
  // A Set hands out what is added while it is walked, and a callback may be one of its own.
  for (const { callbacks } of found) for (const request of callbacks) found.add(request);
  return [...found];
}
