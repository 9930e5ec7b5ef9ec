/** What Prism reads of a document before it answers a call. */
import { expect, test } from 'vitest';
import { routesOf, slicer } from '../../../generators/mock/slice.js';

const document = {
  openapi: '3.1.0',
  info: { title: 'Robots', version: '1' },
  paths: {
    '/robots': {
      parameters: [{ $ref: '#/components/parameters/color' }],
      get: { responses: { 200: { description: 'All.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Robot' } } } } } },
      post: { responses: { 200: { description: 'Made.' } } },
    },
    '/odd': { get: { responses: { 200: { $ref: '#/paths/~1robots/post/responses/200' } } } },
  },
  components: {
    parameters: { color: { name: 'color', in: 'query', schema: { $ref: '#/components/schemas/a~1b%20c' } }, size: { name: 'size', in: 'query', schema: {} } },
    schemas: { Robot: { properties: { parts: { $ref: '#/components/schemas/Part/properties/list' } } }, Part: { properties: { list: { items: { $ref: '#/components/schemas/Robot' } } } }, 'a/b c': { type: 'string' }, Other: {} },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
};

test('every method of every path is a route', () => {
  expect(routesOf(document)).toEqual([
    { method: 'GET', path: '/robots' },
    { method: 'POST', path: '/robots' },
    { method: 'GET', path: '/odd' },
  ]);
  expect(routesOf({ openapi: '3.1.0' })).toEqual([]);
});

test('a slice has one operation and what it refers to, directly or not', () => {
  const slice = slicer(document)({ method: 'GET', path: '/robots' });
  expect(slice).toEqual({
    openapi: '3.1.0',
    info: document.info,
    paths: { '/robots': { parameters: document.paths['/robots'].parameters, get: document.paths['/robots'].get } },
    components: {
      parameters: { color: document.components.parameters.color },
      schemas: { Robot: document.components.schemas.Robot, Part: document.components.schemas.Part, 'a/b c': { type: 'string' } },
      securitySchemes: document.components.securitySchemes,
    },
  });
});

test('what refers to other places than components keeps the whole', () => {
  expect(slicer(document)({ method: 'GET', path: '/odd' })).toBe(document);
});
