/** The adapter for `node:http`, alone or below Express or Fastify: no `Request` or `Response` is made on the way, which is what makes it fast. */
import { STATUS_CODES, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { BodyTimeout, BodyTooLarge, ClientGone, type Answer, type BodyReadLimits, type Call, type MaybePromise } from '../call.js';
import type { ApiServer, Unreadable } from '../server.js';
import { Deadlines, Wait } from './deadlines.js';
import { joinChunks } from './fetch.js';

/** How requests are taken from Node. */
export interface NodeOptions {
  /** Says where a call came from, behind a proxy that can be trusted; the socket's peer by default. */
  readonly clientAddress?: (request: IncomingMessage) => string | undefined;
  /** Path and query as the description knows them, for servers mounted below a prefix. */
  readonly target?: (request: IncomingMessage) => string;
}

/** How a listening server behaves. */
export interface ListenOptions extends NodeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `127.0.0.1` by default: whoever wants the world to call says so. */
  readonly host?: string;
}

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:49152` */
  readonly url: string;
  readonly port: number;
  /** Node's own server, for whatever is not covered here. */
  readonly http: Server;
  /** Stops taking calls, lets those in progress end, and closes what is left after `graceMs` (10 seconds by default). */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** Discarding the rest of a refused body, so that its sender gets to read the answer, ends after this time. */
const DRAIN_MS = 2_000;

/** A listener for `http.createServer`. */
export function nodeListener(server: ApiServer, options: NodeOptions = {}): (request: IncomingMessage, response: ServerResponse) => void {
  const deadlines = new Deadlines();
  return (request, response) => answerCall(server.answer, new NodeCall(request, response, options, deadlines));
}

function answerCall(answer: ApiServer['answer'], call: NodeCall): void {
  const answered = answer(call);
  if (answered instanceof Promise) void answered.then((late) => send(call, late));
  else send(call, answered);
}

/**
 * Listens.
 * @throws the system's error when the port cannot be opened (`EADDRINUSE` …)
 */
export async function listen(server: ApiServer, options: ListenOptions = {}): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const deadlines = new Deadlines();
  const serve = (request: IncomingMessage, response: ServerResponse, waits = false): void => {
    const call = new NodeCall(request, response, options, deadlines, waits);
    // Node would answer a request without a Host itself, with nothing of the API's.
    if (request.headers.host !== undefined || request.httpVersion === '1.0') answerCall(server.answer, call);
    else answerCall(() => server.answerUnreadable(call.clientAddress), call);
  };
  const http = createServer(
    { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000, requireHostHeader: false },
    (request, response) => serve(request, response),
  );
  // Who waits for a "100 Continue" gets it when the body is wanted, and else the answer instead (RFC 9110 §10.1.1).
  http.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => serve(request, response, true));
  // An expectation that means nothing here may be ignored; Node would refuse it, with nothing of the API's.
  http.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => serve(request, response));
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => answerClientError(server, error, socket));
  // Node would close the connection without a word.
  http.on('connect', (_request: IncomingMessage, socket: Duplex) => answerBytes(server, 'tunnel', socket));
  const sockets = new Set<Socket>();
  http.on('connection', (socket: Socket) => void sockets.add(socket.once('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
  const port = addressOf(http).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    http,
    close: (graceMs = 10_000) => closeGracefully(server, http, sockets, graceMs),
  };
}

async function closeGracefully(server: ApiServer, http: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  // Opened ahead of need, as browsers and proxies do: Node counts a connection among the idle ones only after its first request.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  const deadline = setTimeout(() => http.closeAllConnections(), graceMs);
  // Answers may be complete while a kept-alive connection becomes idle only after them. A handler that never ends keeps nobody waiting.
  void server.close().then(() => setImmediate(() => http.closeIdleConnections()));
  await closed;
  clearTimeout(deadline);
}

function addressOf(http: Server): AddressInfo {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return address;
}

/** Bytes that are no HTTP get the API's error as well, as far as the socket still takes one. */
function answerClientError(server: ApiServer, error: NodeJS.ErrnoException, socket: Duplex): void {
  // An end in the middle of a request is a caller who left, not one who waits for an answer.
  if (error.code === 'ECONNRESET' || error.code === 'HPE_INVALID_EOF_STATE' || !socket.writable) {
    socket.destroy();
    return;
  }
  answerBytes(server, CLIENT_FAULTS.get(error.code) ?? 'malformed', socket);
}

/** What Node calls them. */
const CLIENT_FAULTS: ReadonlyMap<string | undefined, Unreadable> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'late'],
  ['HPE_HEADER_OVERFLOW', 'large_head'],
]);

/** Answers on a socket that no response stands for, and closes it. */
function answerBytes(server: ApiServer, fault: Unreadable, socket: Duplex): void {
  socket.on('error', ignore);
  const clientAddress = socket instanceof Socket ? socket.remoteAddress : undefined;
  void Promise.resolve(server.answerUnreadable(clientAddress, fault)).then(({ status, headers, body = '' }) => {
    const lines = [...headers, ['content-length', Buffer.byteLength(body)], ['connection', 'close']].map(([name, value]) => `${name}: ${value}`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${String(body)}`);
  });
}

class NodeCall implements Call {
  readonly method: string;
  readonly target: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether nothing can follow on the connection: part of the body may still come, or never. */
  unfinished: boolean;
  readonly #options: NodeOptions;
  readonly #deadlines: Deadlines;
  #controller: AbortController | undefined;

  /** @param waits whether the body is sent when "100 Continue" has come */
  constructor(request: IncomingMessage, response: ServerResponse, options: NodeOptions, deadlines: Deadlines, waits = false) {
    this.unfinished = waits;
    this.request = request;
    this.response = response;
    this.method = request.method ?? 'GET';
    this.target = options.target?.(request) ?? originForm(request.url ?? '/');
    this.#options = options;
    this.#deadlines = deadlines;
  }

  /** Asks the socket, which is not free: only when somebody wants to know. */
  get clientAddress(): string | undefined {
    const { clientAddress } = this.#options;
    return clientAddress === undefined ? this.request.socket.remoteAddress : clientAddress(this.request);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      if (this.isGone()) controller.abort(new ClientGone());
      else this.response.once('close', () => !this.response.writableFinished && controller.abort(new ClientGone()));
    }
    return this.#controller.signal;
  }

  isGone(): boolean {
    return this.response.destroyed || this.request.socket.destroyed;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  readBody(limits: BodyReadLimits): MaybePromise<Uint8Array> {
    const { request } = this;
    if (!hasBody(request)) return NO_BYTES;
    if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) return Promise.reject(new BodyTooLarge());
    if (request.readableEnded || request.destroyed) return Promise.reject(new ClientGone());
    if (this.unfinished) this.response.writeContinue();
    this.unfinished = false;
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      let settled = false;
      const fail = (error: Error): void => {
        if (settled) return;
        settled = true;
        this.#deadlines.delete(wait);
        request.off('data', onData);
        reject(error);
      };
      const wait = new Wait(() => {
        this.unfinished = true;
        fail(new BodyTimeout());
      });
      const onData = (chunk: Uint8Array): void => {
        size += chunk.length;
        if (size > limits.maxBytes) fail(new BodyTooLarge());
        else chunks.push(chunk);
      };
      const onEnd = (): void => {
        if (settled) return;
        settled = true;
        this.#deadlines.delete(wait);
        resolve(joinChunks(chunks, size));
      };
      // Also comes after every end, when there is no reason to make an error.
      const onClose = (): void => {
        if (!settled) fail(new ClientGone());
      };
      this.#deadlines.add(wait, limits.timeoutMs);
      request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
    });
  }
}

const NO_BYTES = new Uint8Array();

/** Path and query of a request target; the absolute form is what proxies send (RFC 9112 §3.2.2). */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  return /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1]?.replace(/^(?!\/)/, '/') ?? target;
}

function send(call: NodeCall, { status, headers, body }: Answer): void {
  const { request, response } = call;
  if (response.destroyed || response.headersSent) return;
  const lines: string[] = [];
  for (const header of headers) lines.push(header[0], header[1]);
  const length = body === undefined || typeof body !== 'string' ? body?.length : Buffer.byteLength(body);
  if (length !== undefined) lines.push('content-length', String(length));
  if (call.unfinished) lines.push('connection', 'close');
  else if (!request.complete && hasBody(request)) discardRest(request);
  response.writeHead(status, lines);
  // As many bytes as characters: a text of ASCII alone, which Node may copy where it would have to encode.
  if (typeof body === 'string') response.end(body, length === body.length ? 'latin1' : 'utf8');
  else response.end(body);
}

/** Whether a request says that it has a body (RFC 9112 §6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function ignore(): void {
  // Nothing is left to do.
}

/** Reads on without keeping anything, for a while: a sender whose connection is cut never sees why. */
function discardRest(request: IncomingMessage): void {
  request.on('error', ignore).resume();
  const timer = setTimeout(() => request.socket.destroy(), DRAIN_MS);
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
}

// Inside frameworks. Needs none of their types: the shapes below are all that is used.

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
