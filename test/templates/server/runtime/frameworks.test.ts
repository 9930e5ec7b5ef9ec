/** The adapters inside the real frameworks, whose types the runtime does not know. */
import type { AddressInfo } from 'node:net';
import { request, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { EdgeVM } from '@edge-runtime/vm';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { rolldown } from 'rolldown';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expressMiddleware, fastifyPlugin } from '../../../../templates/server/runtime/adapters/node.js';
import { credentials, fixture, readAnswer, type Sent } from './fixtureApi.js';

const api = (): ReturnType<typeof fixture> =>
  fixture({
    getThing: ({ path }: { path: { thing_id: string } }) => ({ status: 200, body: { thing: path.thing_id } }),
    createThing: ({ body }: { body: object }) => ({ status: 200, body: { thing: body } }),
  });

async function create(url: string): Promise<Sent> {
  return readAnswer(
    await fetch(`${url}/things`, {
      method: 'POST',
      headers: { authorization: credentials, 'content-type': 'application/json' },
      body: '{"name":"n"}',
    }),
  );
}

async function get(url: string, init: RequestInit = {}): Promise<Sent> {
  return readAnswer(await fetch(url, init));
}

/** Asks for the absolute form of a target, as proxies do (RFC 9112 §3.2.2). */
function viaProxy(url: string): Promise<number | undefined> {
  const { port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: `http://api.example${pathname}`, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

async function urlOf(server: Server): Promise<string> {
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const address: AddressInfo | string | null = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('Express', () => {
  it('answers the paths of the description, and passes on the others', async () => {
    const { server } = api();
    const app = express();
    app.use(expressMiddleware(server));
    app.use('/api', expressMiddleware(server));
    app.get('/health', (_request, response) => {
      response.send('ok');
    });
    const url = await urlOf(app.listen(0, '127.0.0.1'));
    expect(await create(url)).toMatchObject({ status: 200, body: { thing: { name: 'n' } } });
    expect(await get(`${url}/api/things/a?x=1`)).toMatchObject({ status: 200, body: { thing: 'a' } });
    expect(await get(`${url}/things/a`, { method: 'PUT' })).toMatchObject({ status: 405, body: { error_type: 'method_not_allowed' } });
    expect(await get(`${url}/health`)).toMatchObject({ status: 200, text: 'ok' });
    expect((await get(`${url}/nowhere`)).text).toContain('Cannot GET');
    expect(await get(`${url}/things/%zz`)).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
    expect(await viaProxy(`${url}/things/a`)).toBe(200);
  });

  it('behind a body parser says what is wrong', async () => {
    const app = express();
    app.use(express.json());
    app.use(expressMiddleware(api().server));
    const errors: unknown[] = [];
    app.use((error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      errors.push(error);
      response.status(500).end();
    });
    const url = await urlOf(app.listen(0, '127.0.0.1'));
    expect((await create(url)).status).toBe(500);
    expect(String(errors[0])).toContain('mount this middleware before body parsers');
    expect((await get(`${url}/things/a`)).status).toBe(200);
  });
});

describe('Fastify', () => {
  it("answers below a prefix, beside the application's own routes and parsers", async () => {
    const app = fastify();
    app.get('/health', () => ({ ok: true }));
    app.get('/api/things/own', () => ({ own: true }));
    app.post('/echo', (request) => request.body);
    await app.register(fastifyPlugin(api().server), { prefix: '/api' });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    expect(await create(`${url}/api`)).toMatchObject({ status: 200, body: { thing: { name: 'n' } } });
    expect(await get(`${url}/api/things/a?x=1`)).toMatchObject({ status: 200, body: { thing: 'a' } });
    expect(await get(`${url}/api/things/own`)).toMatchObject({ body: { own: true } });
    expect(await get(`${url}/api/nowhere`)).toMatchObject({ status: 404, body: { error_type: 'route_not_found' } });
    expect(await get(`${url}/api/things/a`, { method: 'PUT' })).toMatchObject({ status: 405 });
    expect(await get(`${url}/health`)).toMatchObject({ body: { ok: true } });
    expect(await viaProxy(`${url}/api/things/a`)).toBe(200);
    const echoed = await get(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
    expect(echoed.body).toEqual({ a: 1 });
  });

  it('answers a malformed body in the form of the API, not in its own', async () => {
    const app = fastify();
    await app.register(fastifyPlugin(api().server));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    const answer = await get(`${url}/things`, {
      method: 'POST',
      headers: { authorization: credentials, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
  });
});

describe('Hono', () => {
  it('answers through fetch alone', async () => {
    const { server } = api();
    const app = new Hono();
    app.get('/health', (context) => context.text('ok'));
    app.all('*', (context) => server.fetch(context.req.raw));
    const answer = await readAnswer(await app.request('/things/a'));
    expect(answer).toMatchObject({ status: 200, body: { thing: 'a' } });
    expect((await readAnswer(await app.request('/nowhere'))).body).toMatchObject({ error_type: 'route_not_found' });
    expect((await readAnswer(await app.request('/health'))).text).toBe('ok');
  });
});

describe('an edge runtime', () => {
  it('answers with the globals of the web and nothing else', async () => {
    const build = await rolldown({ input: fileURLToPath(new URL('fixtureApi.ts', import.meta.url)), platform: 'neutral', resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
    const { output } = await build.generate({ format: 'iife', name: 'program' });
    await build.close();
    const [{ code, imports }] = output;
    expect(imports).toEqual([]);
    const answer: unknown = await new EdgeVM().evaluate(`${code};
      const { server } = program.fixture({ createThing: ({ body }) => ({ status: 200, body: { thing: body } }) });
      const headers = { authorization: program.credentials, 'content-type': 'application/json' };
      server.fetch(new Request('http://edge/things', { method: 'POST', headers, body: '{"name":"n"}' })).then((response) => response.text());`);
    expect(JSON.parse(String(answer))).toMatchObject({ thing: { name: 'n' } });
  });
});
