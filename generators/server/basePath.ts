/** Where an operation's documented server has its paths. */
import type { Operation } from '../model/model.js';

/** The path of the URL of an operation's first server, variables at their defaults (OAS 3.1 §4.8.5); `undefined` when it has none. */
export function documentedBasePath({ servers: [server] }: Operation): string | undefined {
  if (server === undefined) return undefined;
  const url = server.variables.reduce((text, { name, default: value }) => text.replaceAll(`{${name}}`, value), server.url);
  const path = url.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '').replace(/\/+$/, '');
  // What is left of a variable without a default, or of a URL relative to the document, is no path of a server.
  return path.startsWith('/') && !/[{}\s]/.test(path) ? path : undefined;
}
