/** Documents from servers that mean no good: each attempt ends soon, with its reason. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { type LoadOptions, loadDescription } from '../../../generators/source/index.js';
import { RemoteBudget } from '../../../generators/source/remoteBudget.js';

const head = { openapi: '3.1.0', info: { title: 'Far', version: '1' }, paths: {} };
const description = (schemas: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...head, components: { schemas } });

let server: Server;
let base = '';
/** The number of documents being fetched at a time, and the most there have been. */
let open = 0;
let mostOpen = 0;

const answers: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
  '/to-file': (response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  '/to-inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-itself': (response) => response.writeHead(302, { location: '/to-itself' }).end(),
  '/to-nowhere': (response) => response.writeHead(302, { location: 'http://' }).end(),
  '/compressed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000, ' '))),
  '/binary': (response) => response.end(Buffer.from([0xff, 0xfe, 0])),
  '/endless': (response) => {
    const more = (): void => {
      while (response.write(Buffer.alloc(1_000_000, ' ')));
      response.once('drain', more);
    };
    more();
  },
  '/broken-off': (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('openapi');
    setTimeout(() => response.destroy(), 20);
  },
  '/gone': (response) => response.writeHead(404).end(),
  '/chain': (response) => response.end(description({ A: { $ref: '/chain/1#/A' } })),
  '/wide': (response) => response.end(description(Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`A${index}`, { $ref: `/wide/${index}#/A` }])))),
  '/some': (response) => response.end(description(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`A${index}`, { $ref: `/wide/${index}#/A` }])))),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const known = answers[path];
    const [, kind, number = ''] = /^\/(chain|wide)\/(\d+)$/.exec(path) ?? [];
    if (known !== undefined) known(response, request);
    else if (kind === 'chain') response.end(JSON.stringify({ A: { properties: { next: { $ref: `/chain/${Number(number) + 1}#/A` } } } }));
    else {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      setTimeout(() => {
        open -= 1;
        response.end('{"A":{"type":"string"}}');
      }, 5);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function failureOf(path: string, options: LoadOptions = {}): Promise<ProblemError> {
  try {
    await loadDescription(`${base}${path}`, { allowRemote: true, ...options });
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('It was loaded.');
}

test.each([
  ['/to-file', 'it redirects to file:.'],
  ['/to-inside', 'it leads to a loopback or private address.'],
  ['/to-itself', 'it redirects too often.'],
  ['/to-nowhere', 'it redirects to something that is no address.'],
  ['/compressed', 'the server compressed it, which it was not asked to do.'],
  ['/binary', 'it is not UTF-8 text.'],
  ['/endless', 'it is larger than 64 MB.'],
  ['/broken-off', 'the connection broke off.'],
  ['/gone', 'the server answered 404.'],
])('%s: %s', async (path, reason) => {
  const { exitCode, problems } = await failureOf(path);
  expect(problems.map(({ code, message }) => ({ code, message }))).toEqual([{ code: 'remote-unreadable', message: `${base}${path} could not be fetched: ${reason}` }]);
  expect(exitCode).toBe(3);
});

test('documents that refer on for ever', { timeout: 30_000 }, async () => {
  const { exitCode, problems } = await failureOf('/chain');
  expect(problems).toMatchObject([{ code: 'remote-unreadable', message: expect.stringContaining('lead from document to document more than 100 times'), origin: { pointer: expect.stringContaining('/next') } }]);
  expect(exitCode).toBe(1);
});

test('more documents than any description has', { timeout: 30_000 }, async () => {
  const { problems } = await failureOf('/wide');
  expect(problems[0]?.message).toContain('more than 2000 documents');
});

test('many documents are fetched a few at a time', { timeout: 30_000 }, async () => {
  mostOpen = 0;
  await loadDescription(`${base}/some`, { allowRemote: true });
  expect(mostOpen).toBeGreaterThan(1);
  expect(mostOpen).toBeLessThanOrEqual(8);
});

test('documents that are too large together', () => {
  const budget = new RemoteBudget();
  budget.spend(256 * 1024 * 1024);
  expect(() => budget.spend(1)).toThrow('larger than 256 MB');
});
