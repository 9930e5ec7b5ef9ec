/** What users import to serve on Node: alone, or inside Express or Fastify. */
export { listen, nodeListener, type ListenOptions, type NodeOptions, type RunningServer } from './adapters/node.js';
export { expressMiddleware, type ExpressMiddleware } from './adapters/express.js';
export { fastifyPlugin, type FastifyLike, type FastifyReplyLike } from './adapters/fastify.js';
