/** The adapter for node:http, over real sockets: what `Request` objects cannot express. */
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type RunningServer } from '../../../../templates/server/runtime/adapters/node.js';
import { credentials, fixture, readAnswer, type Fixture } from './fixtureApi.js';

const ok = { status: 200, body: { thing: 'x' } };
const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(100)));
});

async function start(...made: Parameters<typeof fixture>): Promise<Fixture & RunningServer> {
  const api = fixture(...made);
  const server = await listen(api.server);
  running.push(server);
  return { ...api, ...server };
}

/** Sends bytes as they are, and collects what comes back until the connection closes or `enough` has come. */
function raw(port: number, bytes: string | Buffer, enough: RegExp = /$^/): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(new Error(`Nothing more came: ${received}`)), 5_000);
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      if (enough.test(received)) socket.destroy();
    });
    socket.on('error', reject).on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
  });
}

const head = (method: string, target: string, ...headers: string[]): string =>
  [`${method} ${target} HTTP/1.1`, 'host: api.example', `authorization: ${credentials}`, ...headers, '', ''].join('\r\n');

describe('a listening server', () => {
  it('answers over a kept-alive connection, with a length', async () => {
    const { url, log } = await start({ createThing: ({ body }: { body: object }) => ({ status: 200, body: { thing: body } }) });
    for (const name of ['é', 'n']) {
      const answer = await readAnswer(
        await fetch(`${url}/things`, {
          method: 'POST',
          headers: { authorization: credentials, 'content-type': 'application/json' },
          body: JSON.stringify({ name }),
        }),
      );
      expect([answer.status, answer.body]).toMatchObject([200, { thing: { name } }]);
      expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
      expect(answer.headers.get('connection')).toBe('keep-alive');
    }
    expect(log).toMatchObject([{ status: 200, clientAddress: '127.0.0.1' }, { status: 200 }]);
  });

  it("answers what Node would refuse by itself with the API's error, or serves it", async () => {
    const { port } = await start({ getThing: () => ok });
    const nameless = await raw(port, `GET /things/abc HTTP/1.1\r\nauthorization: ${credentials}\r\nconnection: close\r\n\r\n`);
    expect(nameless).toMatch(/^HTTP\/1\.1 400 [^]*"error_type":"bad_request"/);
    expect(await raw(port, `GET /things/abc HTTP/1.0\r\nauthorization: ${credentials}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(port, head('GET', '/things/abc', 'expect: wonders', 'connection: close'))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('takes bodies in chunks, and bodies of every size up to the limit', async () => {
    const { url } = await start({ createThing: ({ body }: { body: { name: string } }) => ({ status: 200, body: { thing: body.name.length } }) });
    const name = 'x'.repeat(900_000);
    const parts = [JSON.stringify({ name }).slice(0, 100_000), JSON.stringify({ name }).slice(100_000)];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const answer = await fetch(`${url}/things`, {
      method: 'POST',
      headers: { authorization: credentials, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    expect((await readAnswer(answer)).body).toMatchObject({ thing: 900_000 });
  });

  it('answers HEAD and OPTIONS', async () => {
    const { port } = await start({ getThing: () => ok });
    const answer = await raw(port, head('HEAD', '/things/a', 'connection: close'));
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\ncontent-length: 64\r\n/);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
    expect(await raw(port, head('OPTIONS', '/things/a', 'connection: close'))).toMatch(/^HTTP\/1.1 204 [\s\S]*\r\nallow: GET, DELETE, HEAD, OPTIONS\r\n/);
  });

  it('takes a target in absolute form, and one that stands for the whole server', async () => {
    const { port } = await start({ getThing: () => ok });
    expect(await raw(port, head('GET', 'http://api.example/things/a', 'connection: close'))).toMatch(/^HTTP\/1.1 200 /);
    expect(await raw(port, head('OPTIONS', '*', 'connection: close'))).toMatch(/^HTTP\/1.1 204 /);
    expect(await raw(port, head('GET', '*', 'connection: close'))).toMatch(/^HTTP\/1.1 404 /);
  });

  it('reports a port that is taken', async () => {
    const { port, server } = await start({});
    await expect(listen(server, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('hostile connections', () => {
  it('bytes that are no HTTP get the error of the API', async () => {
    const { port, log } = await start({});
    for (const bytes of ['GARBAGE\r\n\r\n', 'GET / HTTP/1.1\r\nbad header\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`]) {
      const answer = await raw(port, bytes);
      expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
      expect(answer).toContain('"error_type":"bad_request"');
    }
    expect(log).toHaveLength(3);
    expect(log[0]).toMatchObject({ event: 'answer', status: 400, method: '?' });
  });

  it('a tunnel, too many headers, or a head that never ends: each gets the error of the API', async () => {
    const { port, http } = await start({});
    expect(await raw(port, 'CONNECT db.internal:5432 HTTP/1.1\r\nhost: db.internal\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*opens no tunnels/);
    expect(await raw(port, head('GET', '/things/abc', ...Array.from({ length: 1_500 }, () => 'x: abcdefghijk')))).toMatch(/^HTTP\/1\.1 400 [^]*The headers are too large/);
    // Node looks for such connections every few seconds; the test does not wait for it.
    http.once('connection', (socket) => http.emit('clientError', Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket));
    expect(await raw(port, 'GET / HTTP/1.1\r\nx: ')).toMatch(/^HTTP\/1\.1 400 [^]*The request did not arrive in time[^]*/);
  });

  it('pipelined calls are answered in their order', async () => {
    const { port } = await start({
      getThing: async ({ path }: { path: { thing_id: string } }) => {
        if (path.thing_id === 'aaa') await new Promise((resolve) => setImmediate(resolve));
        return { status: 200, body: { thing: path.thing_id } };
      },
    });
    const answers = await raw(port, head('GET', '/things/aaa') + head('GET', '/things/bbb', 'connection: close'));
    expect(answers.match(/"thing":"\w+"/g)).toEqual(['"thing":"aaa"', '"thing":"bbb"']);
  });

  it('who waits before sending a body is told to go on only when it is wanted', async () => {
    const { port } = await start({ createThing: () => ok });
    const waiting = (...more: string[]): string => head('POST', '/things', 'content-type: application/json', 'expect: 100-continue', ...more);
    const accepted = await raw(port, `${waiting('content-length: 12', 'connection: close')}{"name":"n"}`);
    expect(accepted).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    const refused = await raw(port, waiting('content-length: 2000000'));
    expect(refused).toMatch(/^HTTP\/1\.1 400 [^]*connection: close/);
  });

  it('a smuggled header stays part of a value', async () => {
    const { port } = await start({ getThing: ({ path }: { path: { thing_id: string } }) => ({ ...ok, headers: { 'x-echo': path.thing_id } }) });
    const answer = await raw(port, head('GET', '/things/a%0d%0aset-cookie:%20b=c', 'connection: close'));
    expect(answer).not.toMatch(/\r\nset-cookie/i);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it('two lengths, or a length and chunks, are refused', async () => {
    const { port } = await start({ createThing: () => ok });
    const body = '{"name":"n"}';
    const type = 'content-type: application/json';
    expect(await raw(port, head('POST', '/things', type, 'content-length: 12', 'content-length: 5') + body)).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(port, head('POST', '/things', type, 'content-length: 12', 'transfer-encoding: chunked') + body)).toMatch(/^HTTP\/1.1 400 /);
  });

  it('a body that trickles in is cut off', async () => {
    const { port, log } = await start({ createThing: () => ok }, { limits: { timeoutMs: 50 } });
    const answer = await raw(port, `${head('POST', '/things', 'content-type: application/json', 'content-length: 1000')}{`);
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*connection: close/);
    expect(answer).toContain('The body did not arrive in time.');
    expect(log).toMatchObject([{ status: 400, errorType: 'bad_request' }]);
  });

  it('a body that says it is too large is refused before it is sent', async () => {
    const { port } = await start({ createThing: () => ok }, { limits: { maxBytes: 1_000 } });
    const answer = await raw(port, head('POST', '/things', 'content-type: application/json', 'content-length: 1001'), /larger/);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it('the sender of a large refused body gets to read why', async () => {
    const { url } = await start({ createThing: () => ok }, { limits: { maxBytes: 1_000 } });
    for (const authorization of [credentials, '']) {
      const answer = await fetch(`${url}/things`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: 'x'.repeat(5_000_000),
      });
      expect(answer.status).toBe(authorization === '' ? 401 : 400);
      await answer.text();
    }
  });

  it('a caller who hangs up while the body is read, or while the handler works, is logged as 499', async () => {
    let aborted = 0;
    const { port, log } = await start({
      createThing: () => ok,
      getThing: ({ signal }: { signal: AbortSignal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted += 1;
            resolve(ok);
          });
        }),
    });
    const hangUp = (bytes: string): void => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => setTimeout(() => socket.destroy(), 30)));
    };
    hangUp(`${head('POST', '/things', 'content-type: application/json', 'content-length: 1000')}{`);
    hangUp(head('GET', '/things/a'));
    await expect.poll(() => log.map((entry) => entry.event === 'answer' && entry.status)).toEqual([499, 499]);
    expect(aborted).toBe(1);
    expect(await raw(port, head('GET', '/nowhere', 'connection: close'))).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe('graceful shutdown', () => {
  it('does not wait for ever for a handler that never ends', async () => {
    const { url, close } = await start({ getThing: () => new Promise(() => undefined) });
    const call = fetch(`${url}/things/a`).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await close(30);
    expect(await call).toBe('cut off');
  });

  it('lets calls in progress end, takes no new ones, and closes what is idle', async () => {
    let finish: (result: object) => void = () => undefined;
    const { url, close } = await start({ getThing: () => new Promise((resolve) => (finish = resolve)), deleteThing: () => ({ status: 204 }) });
    await fetch(`${url}/things/idle`, { method: 'DELETE' });
    const inProgress = fetch(`${url}/things/a`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = close(5_000);
    await expect(fetch(`${url}/things/b`, { method: 'DELETE' })).rejects.toThrow();
    finish(ok);
    const answer = await inProgress;
    expect([answer.status, await answer.json()]).toMatchObject([200, { thing: 'x' }]);
    await closing;
  });

  it('waits for no connection that was opened ahead and never used', async () => {
    const { port, close } = await start({});
    const unused = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => unused.once('close', resolve));
    // The server knows the connection once it has answered on a later one.
    await raw(port, head('OPTIONS', '/things', 'connection: close'));
    await Promise.all([close(60_000), closed]);
  });

  it('does not wait longer than it was told', async () => {
    const { url, close } = await start({ getThing: ({ signal }: { signal: AbortSignal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok))) });
    const inProgress = fetch(`${url}/things/a`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    const [, outcome] = await Promise.all([close(50), inProgress.catch(() => 'cut off')]);
    expect(outcome).toBe('cut off');
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
