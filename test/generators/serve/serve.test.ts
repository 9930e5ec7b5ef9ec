import { createServer } from 'node:http';
import { request } from 'node:http';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { serveDocs } from '../../../generators/serve/docs.js';
import { type ListenOptions, type Listening, listen } from '../../../generators/serve/listen.js';
import { staticSite } from '../../../generators/serve/staticSite.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** Starts a server that ends with the test. */
async function started(handler: Parameters<typeof listen>[0], options: ListenOptions = { port: 0 }): Promise<Listening> {
  const server = await listen(handler, options);
  onTestFinished(() => server.close());
  return server;
}

/** A port that another process, as it were, has taken. */
async function takenPort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/** A request whose path is sent as it is, without a client's tidying. */
function raw(port: number, path: string, method = 'GET'): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => void (body += text));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('a port', () => {
  test('is open on loopback, under the name localhost', async () => {
    const server = await started((_request, response) => response.end('here'));
    expect(server.url).toBe(`http://localhost:${server.port}`);
    expect(await (await fetch(server.url)).text()).toBe('here');
    expect(await (await fetch(`http://127.0.0.1:${server.port}`)).text()).toBe('here');
  });

  test('that is taken is left for the next free one', async () => {
    const taken = await takenPort('127.0.0.1');
    const server = await started((_request, response) => response.end(), { port: taken });
    expect(server.port).toBeGreaterThan(taken);
  });

  test('that a person asked for and is taken is an error with exit code 4', async () => {
    const taken = await takenPort('127.0.0.1');
    const attempt = listen((_request, response) => response.end(), { port: taken, portIsRequired: true });
    await expect(attempt).rejects.toThrow(`Port ${taken} is taken by another process.`);
    await attempt.catch((error: unknown) => {
      expect(error).toBeInstanceOf(ProblemError);
      expect(error).toMatchObject({ exitCode: 4 });
    });
  });

  test('on an address that is not of this machine is an error too', async () => {
    await expect(listen((_request, response) => response.end(), { port: 0, host: '192.0.2.1' })).rejects.toThrow('192.0.2.1 is no address of this machine.');
  });

  test('is free again after close, which waits for no idle connection', async () => {
    const server = await listen((_request, response) => response.end('here'), { port: 0 });
    await (await fetch(server.url)).text();
    const before = performance.now();
    await Promise.all([server.close(), server.close()]);
    expect(performance.now() - before).toBeLessThan(900);
    const again = await started((_request, response) => response.end(), { port: server.port, portIsRequired: true });
    expect(again.port).toBe(server.port);
  });

  test('closes although a request hangs', async () => {
    const server = await listen(() => undefined, { port: 0 });
    const hanging = fetch(server.url).then(
      () => 'answered',
      () => 'cut',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(await hanging).toBe('cut');
  });
});

describe('a static site', () => {
  async function site(files: Readonly<Record<string, string>>): Promise<{ port: number; folder: string }> {
    const parent = temporaryFolder();
    const folder = join(parent, 'site');
    writeFiles(parent, { 'secret.txt': 'secret' });
    writeFiles(folder, files);
    const { port } = await started(staticSite(folder));
    return { port, folder };
  }

  const files = { 'index.html': 'home', 'errors/400/index.html': 'errors', 'style.css': 'css', '404.html': 'nothing here', 'a b/é.txt': 'odd' };

  test('gives files with their type, and a folder its index', async () => {
    const { port } = await site(files);
    expect(await raw(port, '/')).toMatchObject({ status: 200, body: 'home', headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' } });
    expect(await raw(port, '/style.css?v=1')).toMatchObject({ status: 200, body: 'css', headers: { 'content-type': 'text/css; charset=utf-8' } });
    expect(await raw(port, '/errors/400/')).toMatchObject({ status: 200, body: 'errors' });
    expect(await raw(port, '/a%20b/%C3%A9.txt')).toMatchObject({ status: 200, body: 'odd' });
    expect(await raw(port, '/style.css', 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '3' } });
  });

  test('leads from a folder’s name to the folder, so that relative links work, and never to another host', async () => {
    const { port } = await site(files);
    expect(await raw(port, '/errors/400?x=1')).toMatchObject({ status: 302, headers: { location: '/errors/400/?x=1' } });
    expect((await raw(port, '//errors/400')).headers['location']).toBe('/errors/400/');
  });

  test('says of what is not there that it is not', async () => {
    const { port } = await site(files);
    expect(await raw(port, '/nowhere')).toMatchObject({ status: 404, body: 'nothing here' });
    expect(await raw(port, '/style.css/')).toMatchObject({ status: 404 });
    expect(await raw(port, '/', 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/errors/../../secret.txt', '/..%2fsecret.txt', '/..\\secret.txt', '/%00', '/%', '/link/secret.txt'])(
    'does not leave its folder for %s',
    async (path) => {
      const { port, folder } = await site(files);
      symlinkSync(join(folder, '..'), join(folder, 'link'));
      const { status, body } = await raw(port, path);
      expect([400, 404]).toContain(status);
      expect(body).not.toContain('secret');
    },
  );
});

test('the documentation’s server has its address before there is a site', async () => {
  const folder = temporaryFolder();
  const docs = await serveDocs({ port: 0, folder });
  onTestFinished(() => docs.close());
  expect((await fetch(docs.url)).status).toBe(503);
  writeFiles(folder, { 'index.html': 'built' });
  docs.open();
  expect(await (await fetch(docs.url)).text()).toBe('built');
});
