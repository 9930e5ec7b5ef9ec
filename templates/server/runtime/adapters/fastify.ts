/** The adapter for Fastify. Needs none of its types: the shapes below are all it uses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeListener, originForm, type NodeOptions } from './node.js';
import type { ApiServer } from '../server.js';

/** A Fastify instance, as far as the plugin uses it. */
export interface FastifyLike {
  readonly prefix: string;
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    contentType: string,
    parser: (request: unknown, payload: unknown, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  all(path: string, handler: (request: { readonly raw: IncomingMessage }, reply: FastifyReplyLike) => void): unknown;
  addHook(name: 'onClose', hook: () => Promise<void>): unknown;
}

/** A Fastify reply, as far as the plugin uses it. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  hijack(): unknown;
}

/**
 * A plugin: `app.register(fastifyPlugin(server), { prefix: '/api' })`. Routes of the application's own win over it; below a prefix the
 * description's paths begin after it. Closing the application lets calls in progress end.
 */
export function fastifyPlugin(server: ApiServer, options: NodeOptions = {}): (instance: FastifyLike) => Promise<void> {
  return (instance) => {
    const cut = instance.prefix.length;
    const listener = nodeListener(server, { target: (request) => originForm(request.url ?? '/').slice(cut) || '/', ...options });
    // The server reads, limits and checks bodies itself. This touches the plugin's own scope alone.
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null));
    instance.all('/*', (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
    instance.addHook('onClose', () => server.close());
    return Promise.resolve();
  };
}
