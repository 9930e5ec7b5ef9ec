/** Long texts in a request, against a description that would have them matched for minutes: the mock answers in no time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mock, startMock } from '../../../generators/mock/index.js';
import { routerFor } from '../../../generators/mock/router.js';

const text = { type: 'string', pattern: 'a+$' };
const content = { 'application/json': { schema: { type: 'object', properties: { text, texts: { type: 'array', items: text } } } } };
const answers = { 200: { description: 'ok', content: { 'text/plain': { example: 'ok' } } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Long', version: '1' },
  paths: { '/texts': { post: { requestBody: { required: true, content }, responses: answers } } },
};

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ input: '-', stdin: JSON.stringify(document), port: 0 });
}, 60_000);
afterAll(() => mock.close());

async function statusFor(body: object): Promise<number> {
  const { status } = await fetch(`${mock.url}/texts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return status;
}

test('a pattern that takes a square of the length is checked in small requests only', { timeout: 30_000 }, async () => {
  expect(await statusFor({ text: 'aaa' })).toBe(200);
  expect(await statusFor({ text: 'aaa!' })).not.toBe(200);
  expect(await statusFor({ text: `${'a'.repeat(300_000)}!` })).toBe(200);
  expect(await statusFor({ texts: Array.from({ length: 1_000 }, () => `${'a'.repeat(10_000)}!`) })).toBe(200);
});

test('what is not checked is told', () => {
  const [first] = mock.problems;
  expect(mock.problems.map(({ code, severity }) => [code, severity])).toEqual(Array.from(mock.problems, () => ['slow-pattern', 'warning']));
  expect(first?.message).toBe('Matching "a+$" can take very long on some texts; the mock checks it in requests with a body of up to 14000 characters.');
  expect(first?.origin?.pointer).toMatch(/pattern$/);
});

test('a path with many parameters in one segment is found where it can be found at once', { timeout: 30_000 }, () => {
  const route = { method: 'GET', path: '/files/{a}-{b}-{c}-{d}-{e}x' };
  const find = routerFor([route, { method: 'GET', path: '/other/{a}/{b}/{c}/{d}/{e}' }]);
  expect(find('GET', '/files/1-2-3-4-5x')).toEqual({ route });
  expect(find('GET', `/files/${'-'.repeat(15_000)}`)).toBeUndefined();
  expect(find('GET', `/other/${Array.from({ length: 5 }, () => 'a'.repeat(3_000)).join('/')}`)).toMatchObject({ route: { path: '/other/{a}/{b}/{c}/{d}/{e}' } });
});
