/** A local HTTP server that answers, or misbehaves, as a test says. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server got it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server does with the n-th request, counted from 0. */
export type Behaviour = (request: Seen, response: ServerResponse, count: number) => unknown;

/** A running server. */
export interface TestServer {
  readonly baseUrl: string;
  /** Every request so far. */
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function startServer(behave: Behaviour): Promise<TestServer> {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const entry = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(entry);
      behave(entry, response, seen.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function answer(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** An error body as the API writes it. */
export function errorBody(status: number, type: string, message = 'Something is wrong.'): object {
  return {
    status_code: status,
    request_id: 'request-id-test-1',
    error_type: type,
    error_message: message,
    error_url: `http://localhost:4000/errors/${status}#${type}`,
  };
}
