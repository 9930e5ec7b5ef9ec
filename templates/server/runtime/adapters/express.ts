/** The adapter for Express and every framework with its middleware signature. Needs none of its types: the shapes below are all it uses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeListener, originForm, type NodeOptions } from './node.js';
import type { ApiServer } from '../server.js';

/** Express middleware, structurally. */
export type ExpressMiddleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Middleware that answers the paths of the description and passes on every other. Mount it before `express.json()`: the server reads, limits
 * and checks bodies itself, and a body that is already consumed cannot be read again. Below a mount path (`app.use('/api', …)`) the
 * description's paths begin after it.
 */
export function expressMiddleware(server: ApiServer, options: NodeOptions = {}): ExpressMiddleware {
  const listener = nodeListener(server, options);
  return (request, response, next) => {
    if (!server.hasPath(originForm(request.url ?? '/'))) next();
    else if (request.readableEnded) next(new TypeError('The body is already consumed: mount this middleware before body parsers.'));
    else listener(request, response);
  };
}
