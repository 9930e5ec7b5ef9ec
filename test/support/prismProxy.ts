/** Prism as a judge: a proxy in front of a server that answers with an error of its own when the server breaks the contract. */
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import type { Json } from '../../generators/model/model.js';

/** A running proxy. */
export interface PrismProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Prism takes seconds to prepare a large document, and the result serves any number of proxies. */
const prepared = new WeakMap<object, ReturnType<typeof getHttpOperationsFromSpec>>();

/** Starts Prism's proxy with errors on: a violation of the description, either way, becomes Problem Details. */
export async function startPrismProxy(document: { readonly [key: string]: Json }, upstream: string): Promise<PrismProxy> {
  const operations = prepared.get(document) ?? getHttpOperationsFromSpec(structuredClone(document));
  prepared.set(document, operations);
  const server = createServer(await operations, {
    components: { logger: createLogger('proxy', { enabled: false }) },
    cors: false,
    config: {
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      isProxy: true,
      upstream: new URL(upstream),
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  return { url, close: () => server.close() };
}
