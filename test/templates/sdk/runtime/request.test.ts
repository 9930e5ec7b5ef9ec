import { describe, expect, test } from 'vitest';
import { form, json, multipart, raw } from '../../../../templates/sdk/runtime/bodies.js';
import { ParameterError } from '../../../../templates/sdk/runtime/errors.js';
import type { OperationSpec } from '../../../../templates/sdk/runtime/operation.js';
import { asJson, comma, cookie, deep, header, pipe, repeat, space } from '../../../../templates/sdk/runtime/parameters.js';
import { type Params, prepare } from '../../../../templates/sdk/runtime/request.js';
import { label, labelExploded, matrix, matrixExploded, simple, simpleExploded } from '../../../../templates/sdk/runtime/segments.js';

function prepared(spec: Partial<OperationSpec>, params: Params) {
  const headers = new Headers();
  const { url, target, body } = prepare({ id: 'call', method: 'POST', path: '/x', retry: 'safe', ...spec }, params, headers);
  return { path: url, query: target.query.toString(), body, headers: Object.fromEntries(headers) };
}

describe('the path', () => {
  test.each([
    ['organization-test-1', '/o/organization-test-1/m'],
    ['a/b?c#d%e', '/o/a%2Fb%3Fc%23d%25e/m'],
    ['Zoë 🚀', '/o/Zo%C3%AB%20%F0%9F%9A%80/m'],
    ['...', '/o/.../m'],
    ['\ud800', '/o/%EF%BF%BD/m'],
    [7, '/o/7/m'],
    [['a', 'b'], '/o/a%2Cb/m'],
  ])('takes %j', (id, path) => {
    expect(prepared({ path: '/o/{id}/m' }, { id }).path).toBe(path);
  });

  test('takes each parameter of a segment', () => {
    expect(prepared({ path: '/{name}.{format}' }, { name: 'a b', format: 'json' }).path).toBe('/a%20b.json');
  });
});

/** The examples of OAS 3.1 §4.8.12.4 and of RFC 6570 §3.2, and what they leave open. */
describe('lists and objects in the path', () => {
  const color = { R: 100, G: 200, B: 150 };
  const keys = { semi: ';', dot: '.', comma: ',' };
  test.each([
    ['simple', simple, 'blue', 'blue'],
    ['simple', simple, ['blue', 'black', 'brown'], 'blue,black,brown'],
    ['simple', simple, color, 'R,100,G,200,B,150'],
    ['simple', simple, keys, 'semi,%3B,dot,.,comma,%2C'],
    ['simple, exploded', simpleExploded, ['blue', 'black', 'brown'], 'blue,black,brown'],
    ['simple, exploded', simpleExploded, color, 'R=100,G=200,B=150'],
    ['simple, exploded', simpleExploded, keys, 'semi=%3B,dot=.,comma=%2C'],
    ['label', label, 'blue', '.blue'],
    ['label', label, ['blue', 'black', 'brown'], '.blue,black,brown'],
    ['label', label, color, '.R,100,G,200,B,150'],
    ['label, exploded', labelExploded, 'blue', '.blue'],
    ['label, exploded', labelExploded, ['blue', 'black', 'brown'], '.blue.black.brown'],
    ['label, exploded', labelExploded, color, '.R=100.G=200.B=150'],
    ['label, exploded', labelExploded, keys, '.semi=%3B.dot=..comma=%2C'],
    ['matrix', matrix, 'blue', ';color=blue'],
    ['matrix', matrix, ['blue', 'black', 'brown'], ';color=blue,black,brown'],
    ['matrix', matrix, color, ';color=R,100,G,200,B,150'],
    ['matrix, exploded', matrixExploded, 'blue', ';color=blue'],
    ['matrix, exploded', matrixExploded, ['blue', 'black', 'brown'], ';color=blue;color=black;color=brown'],
    ['matrix, exploded', matrixExploded, color, ';R=100;G=200;B=150'],
    ['matrix, exploded', matrixExploded, { semi: ';', empty: '' }, ';semi=%3B;empty'],
    ['simple', simple, [new Date(0), 'a/b', true], '1970-01-01T00%3A00%3A00.000Z,a%2Fb,true'],
    ['simple', simple, { a: 1, b: undefined }, 'a,1'],
  ])('%s: %o of %j', (_, writer, value, written) => {
    expect(prepared({ path: '/x{color}', segments: { color: writer } }, { color: value }).path).toBe(`/x${written}`);
  });

  test.each([
    [simple, []], [simple, {}], [simple, ['.']], [simple, ['..']], [simple, '..'], [label, []], [label, ['']], [label, ['.']], [labelExploded, []],
    [labelExploded, ['', '']], [matrix, []], [matrixExploded, []], [matrixExploded, {}], [matrix, undefined], [matrix, null],
  ])('%o refuses %j: it would be none, or another path', (writer, color) => {
    expect(() => prepared({ path: '/x/{color}', segments: { color: writer } }, { color })).toThrow(ParameterError);
  });
});

test('defaults fill the path, and are no members of the body', () => {
  const spec = { id: 'call', method: 'POST', path: '/{project_id}/x/{id}', retry: 'safe', body: { encode: json } } as const;
  const defaults = { project_id: 'p', id: 'other', unused: 'u' };
  expect(prepare(spec, { id: 'i', name: 'n' }, new Headers(), defaults)).toMatchObject({ url: '/p/x/i', body: '{"name":"n"}' });
});

describe('the query', () => {
  test.each([
    [repeat, ['a', 'b'], 'q=a&q=b'],
    [repeat, [], ''],
    [repeat, true, 'q=true'],
    [repeat, 0, 'q=0'],
    [repeat, '', 'q='],
    [repeat, null, ''],
    [repeat, new Date(0), 'q=1970-01-01T00%3A00%3A00.000Z'],
    [repeat, { a: 1, b: undefined }, 'a=1'],
    [comma, ['a', 'b,c'], 'q=a,b%2Cc'],
    [comma, [], ''],
    [comma, { a: 1, b: 2, c: null }, 'q=a,1,b,2'],
    [comma, ['\ud800&='], 'q=%EF%BF%BD%26%3D'],
    [space, ['a', 'b'], 'q=a%20b'],
    [pipe, ['a', 'b'], 'q=a%7Cb'],
    [deep, { a: { b: 1 }, c: ['x', 'y'] }, 'q%5Ba%5D%5Bb%5D=1&q%5Bc%5D=x&q%5Bc%5D=y'],
    [asJson, { a: [1] }, 'q=%7B%22a%22%3A%5B1%5D%7D'],
  ])('is written by %o for %j', (writer, q, query) => {
    expect(prepared({ parameters: { q: writer } }, { q }).query).toBe(query);
  });

  test('holds lists of both kinds side by side', () => {
    expect(prepared({ parameters: { a: comma, b: repeat, c: pipe } }, { a: [1, 2], b: [3, 4], c: [5, 6] }).query).toBe('b=3&b=4&a=1,2&c=5%7C6');
  });

  test('holds nothing that was not given', () => {
    expect(prepared({ parameters: { q: repeat } }, {}).query).toBe('');
  });
});

test('header parameters go into headers and nowhere else', () => {
  expect(prepared({ parameters: { 'x-list': header }, body: { encode: json } }, { 'x-list': ['a', 'b'] })).toEqual({
    path: '/x', query: '', body: null, headers: { 'x-list': 'a,b' },
  });
});

test('cookies stand side by side', () => {
  expect(prepared({ parameters: { a: cookie, b: cookie } }, { a: 'x; y', b: 2 }).headers).toEqual({ cookie: 'a=x%3B%20y; b=2' });
});

test('variables of a server are filled like the path, and cannot lead elsewhere', () => {
  const spec = { id: 'call', method: 'GET', path: '/x/{id}', retry: 'safe' } as const;
  expect(prepare(spec, { id: '1', host: 'a.example' }, new Headers(), {}, 'https://{host}').url).toBe('https://a.example/x/1');
  const { url } = prepare(spec, { id: '1', host: 'evil.example/?' }, new Headers(), {}, 'https://{host}.example.com');
  expect(URL.canParse(url)).toBe(false);
});

describe('the body', () => {
  test('is every member that is no parameter, dates as timestamps', () => {
    const spec = { path: '/x/{id}', parameters: { q: repeat }, body: { encode: json } } as const;
    expect(prepared(spec, { id: 'i', q: 'q', name: 'n', none: undefined, gone: null, at: new Date(0) })).toEqual({
      path: '/x/i', query: 'q=q', body: '{"name":"n","gone":null,"at":"1970-01-01T00:00:00.000Z"}', headers: { 'content-type': 'application/json' },
    });
  });

  test('is absent when nothing of it was given, unless it is required', () => {
    expect(prepared({ body: { encode: json } }, {})).toMatchObject({ body: null, headers: {} });
    expect(prepared({ body: { encode: json, required: true } }, {}).body).toBe('{}');
  });

  test('is one member where that is said', () => {
    expect(prepared({ body: { encode: json, member: 'body', type: 'application/merge-patch+json' } }, { body: [1], other: 2 })).toMatchObject({
      body: '[1]', headers: { 'content-type': 'application/merge-patch+json' },
    });
  });

  test('is a form', () => {
    const { body } = prepared({ body: { encode: form } }, { grant_type: 'client_credentials', scope: ['a b', 'c'], none: undefined });
    expect(String(body)).toBe('grant_type=client_credentials&scope=a+b&scope=c');
  });

  test('is a multipart form', () => {
    const { body, headers } = prepared({ body: { encode: multipart } }, { name: 'n', file: new Blob(['x']), meta: { a: 1 } });
    if (!(body instanceof FormData)) throw new TypeError('no FormData');
    expect([body.get('name'), body.get('meta')]).toEqual(['n', '{"a":1}']);
    expect(body.get('file')).toBeInstanceOf(Blob);
    expect(headers).toEqual({});
  });

  test('is bytes', () => {
    const bytes = new Uint8Array([1, 2]);
    expect(prepared({ body: { encode: raw, member: 'body', type: 'image/png' } }, { body: bytes })).toMatchObject({
      body: bytes, headers: { 'content-type': 'image/png' },
    });
  });

  test('has a member called __proto__ like any other', () => {
    const params: Params = JSON.parse('{"__proto__":{"a":1}}') as Params;
    expect(prepared({ body: { encode: json } }, params).body).toBe('{"__proto__":{"a":1}}');
  });
});
