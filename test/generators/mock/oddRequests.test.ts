/** Requests and descriptions that are valid, but not what libraries expect: there is an answer to each, and the mock goes on. */
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../../../generators/mock/index.js';

const parameter = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const ok = { description: 'ok', content: { 'application/json': { example: { done: true } } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Odd', version: '1' },
  paths: {
    '/class/{constructor}/{+x}/{a-b}': { get: { parameters: ['constructor', '+x', 'a-b'].map(parameter), responses: { 200: ok } } },
    '/bodies': { post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: { 200: ok } } },
    '/interim': { get: { responses: { 100: { description: 'Go on.' } } }, put: { responses: { 100: { description: 'Go on.' }, 200: ok } } },
    '/lists': {
      get: {
        parameters: [
          { name: 'X-List', in: 'header', schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'X-Object', in: 'header', explode: true, required: true, schema: { type: 'object', properties: { a: { type: 'integer' } } } },
        ],
        responses: { 200: ok },
      },
    },
    '/headers': { get: { responses: { 200: { ...ok, headers: { 'not a name': { schema: { type: 'string' }, example: 'x' }, 'X-Name': { schema: { type: 'string' }, example: 'y' } } } } } },
  },
};

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ input: '-', stdin: JSON.stringify(document), port: 0 });
}, 60_000);
afterAll(() => mock.close());

describe('path parameters', () => {
  test('may have the names of what objects inherit, of operators, or of nothing', async () => {
    const answer = await fetch(`${mock.url}/class/1/2/3`);
    expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
    // Each is checked as its own.
    for (const path of ['x/2/3', '1/x/3', '1/2/x']) expect((await fetch(`${mock.url}/class/${path}`)).status, path).toBe(400);
  });
});

test.each(['/class/%/2/3', '/class/%ff/2/3'])('the path %s is no path, which is 400', async (path) => {
  expect((await fetch(`${mock.url}${path}`)).status).toBe(400);
});

test.each(['//[ar', '//class/1/2/3'])('the path %s is one that nothing is described at', async (path) => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    get(mock.url, { path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(status).toBe(404);
});

test('a status that ends no call is none that a call can have', async () => {
  expect((await fetch(`${mock.url}/interim`)).status).toBe(500);
  expect((await fetch(`${mock.url}/interim`, { method: 'PUT' })).status).toBe(200);
  expect((await fetch(`${mock.url}/interim`, { method: 'PUT', headers: { prefer: 'code=100' } })).status).toBe(400);
});

describe('a content-type', () => {
  test.each(['x', '/', ';', 'a b/c'])('%j is no media type, which is 415', async (contentType) => {
    const { status } = await fetch(`${mock.url}/bodies`, { method: 'POST', headers: { 'content-type': contentType }, body: '{}' });
    expect(status).toBe(415);
  });

  test('need not be one where there is no body', async () => {
    const { status } = await fetch(`${mock.url}/bodies`, { method: 'POST', headers: { 'content-type': 'x' } });
    expect(status).toBe(200);
  });
});

describe('headers', () => {
  test('that are lists or objects need not be there unless they are required', async () => {
    const status = async (headers: Readonly<Record<string, string>>): Promise<number> => (await fetch(`${mock.url}/lists`, { headers })).status;
    expect(await status({ 'x-object': 'a=1' })).toBe(200);
    expect(await status({ 'x-object': 'a=1', 'x-list': '1,2' })).toBe(200);
    expect(await status({ 'x-object': 'a=1', 'x-list': '1,x' })).toBe(400);
    expect(await status({})).toBe(400);
  });

  test.each([';', 'x', ', ,', 'a/b;q=x, */*'])('accept: %s asks for nothing in particular', async (accept) => {
    expect((await fetch(`${mock.url}/headers`, { headers: { accept } })).status).toBe(200);
  });
});

test('a header that no answer can have is left out', async () => {
  const { status, headers } = await fetch(`${mock.url}/headers`);
  expect([status, headers.get('x-name')]).toEqual([200, 'y']);
});
