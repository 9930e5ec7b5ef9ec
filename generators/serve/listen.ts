/** Opening a port, on loopback unless told otherwise, and closing it in good order. */
import { type RequestListener, type Server, createServer } from 'node:http';
import { ExitCode, ProblemError } from '../diagnostics.js';

/** Where to listen. */
export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** True when a person asked for this very port: then a taken one is an error, else the next free one is taken. */
  readonly portIsRequired?: boolean;
  /** An address; both loopback addresses by default, so that `localhost` leads here whichever comes first. */
  readonly host?: string;
}

/** A server that listens. */
export interface Listening {
  /** `http://localhost:4000`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets running requests end and, after a moment, cuts what is left. Safe to call twice. */
  close(): Promise<void>;
}

/** How many ports are tried after a default one that is taken. */
const attempts = 50;

/** How long running requests may take to end once the server closes. */
const patienceMilliseconds = 1000;

/**
 * Starts an HTTP server.
 *
 * @throws ProblemError (exit code 4) when the port is taken or may not be opened
 */
export async function listen(handler: RequestListener, options: ListenOptions): Promise<Listening> {
  const last = options.port === 0 || options.portIsRequired === true ? options.port : Math.min(options.port + attempts, 65_535);
  for (let port = options.port; ; port += 1) {
    const result = await tryPort(handler, port, options.host);
    if ('servers' in result) return listening(result.servers, options.host);
    const { code } = result;
    if (port < last && (code === 'EADDRINUSE' || code === 'EACCES')) continue;
    throw refused(code, options);
  }
}

async function tryPort(handler: RequestListener, port: number, host: string | undefined): Promise<{ readonly servers: readonly Server[] } | { readonly code: string }> {
  if (host !== undefined) {
    const single = await open(handler, port, host);
    return 'server' in single ? { servers: [single.server] } : single;
  }
  for (;;) {
    const four = await open(handler, port, '127.0.0.1');
    if (!('server' in four)) return four;
    const six = await open(handler, portOf(four.server), '::1');
    if ('server' in six) return { servers: [four.server, six.server] };
    // A machine without IPv6: one address is all of loopback.
    if (six.code === 'EADDRNOTAVAIL' || six.code === 'EAFNOSUPPORT') return { servers: [four.server] };
    await closed(four.server);
    if (port !== 0) return six;
  }
}

function open(handler: RequestListener, port: number, host: string): Promise<{ readonly server: Server } | { readonly code: string }> {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code ?? 'unknown' });
    });
    server.listen({ port, host }, () => {
      server.removeAllListeners('error');
      resolve({ server });
    });
  });
}

function listening(servers: readonly Server[], host: string | undefined): Listening {
  const [first] = servers;
  if (first === undefined) throw new Error('No server listens.');
  const port = portOf(first);
  const name = host === undefined || host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  let closing: Promise<unknown> | undefined;
  return {
    url: `http://${name}:${port}`,
    port,
    close: async () => {
      closing ??= Promise.all(servers.map(closed));
      await closing;
    },
  };
}

async function closed(server: Server): Promise<void> {
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMilliseconds);
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function refused(code: string, { port, host }: ListenOptions): ProblemError {
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    EADDRINUSE: [`Port ${port} is taken by another process.`, 'Stop that process, or choose another port.'],
    EACCES: [`Port ${port} may not be opened: permission denied.`, 'Ports below 1024 are often reserved; choose a higher one.'],
    EADDRNOTAVAIL: [`${host ?? 'The loopback address'} is no address of this machine.`, 'Leave --host away to listen on loopback.'],
    ENOTFOUND: [`There is no host ${host ?? ''}.`, 'Leave --host away to listen on loopback.'],
  };
  const [message, help] = reasons[code] ?? [`Port ${port} cannot be opened (${code}).`, 'Choose another port.'];
  return new ProblemError([{ code: 'port-not-available', severity: 'error', message, help }], ExitCode.unwritableOutput);
}
