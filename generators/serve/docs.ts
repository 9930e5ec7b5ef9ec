/** The documentation's server, which has its port before there is anything to serve. */
import { resolve } from 'node:path';
import { listen } from './listen.js';
import { staticSite } from './staticSite.js';

/** Where to serve which folder. */
export interface DocsServerOptions {
  /** 4000 by default, or the next free one; 0 takes any. A port that is given must be free. */
  readonly port?: number;
  /** An address; loopback by default. */
  readonly host?: string;
  /** The folder of the site. It need not exist yet. */
  readonly folder: string;
}

/** A documentation server. Until {@link DocsServer.open} it answers that the site is being built. */
export interface DocsServer {
  /** Known before the site is built, because the site and the `error_url`s depend on it. */
  readonly url: string;
  readonly port: number;
  /** The folder, absolute. */
  readonly folder: string;
  /** The default port, when another was taken in its place. */
  readonly movedFrom: number | undefined;
  /** From now on the folder is served. */
  open(): void;
  close(): Promise<void>;
}

/** The port when none is asked for. */
export const defaultDocsPort = 4000;

/**
 * Starts the server.
 *
 * @throws ProblemError (exit code 4) when the port cannot be opened
 */
export async function serveDocs(options: DocsServerOptions): Promise<DocsServer> {
  const { port = defaultDocsPort, host, folder } = options;
  const site = staticSite(folder);
  let isOpen = false;
  const server = await listen(
    (request, response) => {
      if (isOpen) {
        site(request, response);
        return;
      }
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', refresh: '1', 'retry-after': '1' });
      response.end('<!doctype html><html lang="en"><title>Building</title><p>The documentation is being built.</p></html>\n');
    },
    { port, portIsRequired: options.port !== undefined, ...(host === undefined ? {} : { host }) },
  );
  return {
    url: server.url,
    port: server.port,
    folder: resolve(folder),
    movedFrom: port !== 0 && server.port !== port ? port : undefined,
    open: () => {
      isOpen = true;
    },
    close: () => server.close(),
  };
}
