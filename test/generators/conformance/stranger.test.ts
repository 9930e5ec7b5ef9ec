/** Somebody else's description and stories, and the command line. */
import { type IncomingMessage, type Server, createServer } from 'node:http';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../../support/commandLine.js';
import { makeTemporaryFolder, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const description = `openapi: 3.0.3
info: { title: Things, version: '1' }
servers: [{ url: https://things.example }]
security: [{ key: [] }]
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string }, example: a/b c }]
    get:
      operationId: getThing
      parameters:
        - { name: tags, in: query, explode: false, required: true, schema: { type: array, items: { type: string } }, example: [x, 'y,z'] }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
        '404': { description: none }
        '401': { description: who }
    delete:
      operationId: deleteThing
      responses: { '204': { description: gone } }
  /things:
    post:
      operationId: createThing
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, required: [name], properties: { name: { type: string }, id: { type: string } } }
      responses:
        '201': { description: made, headers: { Location: { required: true, schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Thing:
      type: object
      required: [id, owner]
      properties: { id: { type: string }, owner: { type: string, nullable: true }, token: { type: string } }
`;

const story = `story: A thing comes and goes
tags: [life]
chapters:
  - operationId: createThing
    params: { name: 'thing & ${'${run}'}' }
    expect: { status: 201, headers: { location: { $matches: '^/things/' } } }
    capture: { id: id, place: { from: header, path: location } }
  - operationId: getThing
    params: { id: '${'${id}'}', tags: [] }
    expect: { body: { id: '${'${id}'}' } }
epilogue:
  - operationId: deleteThing
    params: { id: '${'${id}'}' }
`;

let folder: string;
let url: string;
const seen: { readonly line: string; readonly body: string; readonly key: string | undefined }[] = [];
const things = new Map<string, string>();
let breakIt = false;

const server = createServer((request, response) => {
  void textOf(request).then((body) => {
    const { pathname } = new URL(request.url ?? '', 'http://things');
    const key = request.headers['x-key'];
    seen.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, body, key: String(key) });
    response.setHeader('content-type', 'application/json');
    if (key !== 'key-to-all-things') return response.writeHead(401, { 'content-type': 'text/plain' }).end();
    if (request.method === 'POST') {
      const id = `t/${things.size + 1}`;
      things.set(id, new URLSearchParams(body).get('name') ?? '');
      return response.writeHead(201, { location: `/things/${encodeURIComponent(id)}` }).end(JSON.stringify({ id, owner: null, token: 'token-of-the-thing' }));
    }
    const id = decodeURIComponent(pathname.slice('/things/'.length));
    if (request.method === 'DELETE') {
      things.delete(id);
      return response.writeHead(204).end();
    }
    if (!things.has(id)) return response.writeHead(404).end();
    return response.end(JSON.stringify(breakIt ? { id: 5, token: 'token-of-the-thing' } : { id, owner: null }));
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function portOf(listening: Server): Promise<number> {
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
  return address.port;
}

beforeAll(async () => {
  folder = makeTemporaryFolder();
  writeFiles(folder, { 'openapi.yaml': description, 'stories/life.yaml': story });
  url = `http://127.0.0.1:${await portOf(server)}`;
  process.env['CONFORMANCE_API_KEY'] = 'key-to-all-things';
});
afterAll(async () => {
  delete process.env['CONFORMANCE_API_KEY'];
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const run = (...more: readonly string[]): ReturnType<typeof runHere> =>
  runHere('conformance', '--url', url, '--input', join(folder, 'openapi.yaml'), '--stories', join(folder, 'stories'), '--rate', '1000', ...more);

describe('the command', () => {
  it('only reads at first', async () => {
    seen.length = 0;
    const { code, stdout } = await run();
    expect(stdout).toContain('✓ reading');
    expect(stdout).toContain('– life  A thing comes and goes  It changes things; --write tells it.');
    expect(code, stdout).toBe(0);
    expect(seen.map(({ line }) => line)).toEqual(['GET /things/a%2Fb%20c?tags=x,y%2Cz', 'GET /things/a%2Fb%20c?tags=x,y%2Cz']);
    expect(seen.map(({ key }) => key)).toEqual(['key-to-all-things', 'undefined']);
  });

  it('tells the stories of somebody else with --write, and leaves nothing', async () => {
    seen.length = 0;
    const { code, stdout } = await run('--write', '--tag', 'life');
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/✓ life {2}A thing comes and goes\n\n3 passed in /);
    expect(seen.map(({ line }) => line)).toEqual(['POST /things', 'GET /things/t%2F1?tags=', 'DELETE /things/t%2F1']);
    expect(new URLSearchParams(seen[0]?.body).get('name')).toMatch(/^thing & [0-9a-f]{10}$/);
    expect(things.size).toBe(0);
  });

  it('says precisely what is wrong and where, and not what is secret', async () => {
    breakIt = true;
    try {
      const { code, stdout } = await run('--write', '--only', 'li*');
      expect(code).toBe(1);
      expect(stdout).toContain('✗ getThing  GET /things/t%2F1?tags= → 200');
      expect(stdout).toContain("/id must be string, but is 5.");
      expect(stdout).toContain("The body must have required property 'owner'.");
      expect(stdout).toContain('answer: {"id":5,"token":"[redacted]"}');
      expect(stdout).toMatch(/at \S*life\.yaml:8:5/);
      expect(stdout).toContain('2 passed, 1 failed');

      const file = join(temporaryFolder(), 'deep', 'report.xml');
      const junit = await run('--write', '--tag', 'life', '--format', 'junit', '--output', file);
      expect(junit.stdout).toContain('1 failed');
      expect(readFileSync(file, 'utf8')).toContain('<testcase classname="life" name="chapter: getThing"');
      const json: unknown = JSON.parse((await run('--write', '--tag', 'life', '--json')).stdout);
      expect(json).toMatchObject({ ok: false, exitCode: 1, totals: { failed: 1 }, stories: [{ steps: [{}, { line: 8, column: 5, findings: [{ code: 'body' }, { code: 'body' }, { code: 'expectation' }] }, {}] }] });
      for (const text of [stdout, JSON.stringify(json), readFileSync(file, 'utf8')]) {
        expect(text).not.toContain('token-of-the-thing');
        expect(text).not.toContain('key-to-all-things');
      }
    } finally {
      breakIt = false;
    }
  });

  it.each([
    [[], 'is missing'],
    [['--url', 'somewhere'], 'takes the address of a server'],
    [['--url', 'https://me:secret@things.example'], 'takes no credentials'],
    [['--url', 'https://things.example', '--project-id', 'project-live-1'], 'A live project is not for tests'],
    [['--url', 'https://things.example', '--rate', '0'], '`--rate` takes at least 1'],
    [['--url', 'https://things.example', '--timeout', '100000'], '`--timeout` takes from 1 to 86400'],
    [['--url', 'https://things.example', '--format', 'xml'], 'takes one of pretty, json, junit'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runHere('conformance', ...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('me:secret');
    expect(code).toBe(2);
  });

  it('tells a choice that leaves nothing from success, and an absent server from a bad one', async () => {
    expect(await run('--only', 'nothing')).toMatchObject({ code: 2, stderr: expect.stringContaining('No story is left') });
    const gone = createServer();
    const port = await portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect((await runHere('conformance', '--url', `http://127.0.0.1:${port}`, '--input', join(folder, 'openapi.yaml'))).code).toBe(3);
    expect((await run('--write', '--tag', 'life', '--output', join(folder, 'openapi.yaml', 'no-folder'))).code).toBe(4);
  });
});
