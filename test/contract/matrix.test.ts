/** The matrix itself: what it counts, and what it says of what is missing. */
import { expect, test } from 'vitest';
import { buildModel } from '../../generators/model/build.js';
import { Matrix } from './matrix.js';

const { model } = buildModel({
  document: {
    openapi: '3.1.0',
    info: { title: 'Robots', version: '1' },
    paths: { '/robots': { get: { operationId: 'listRobots', responses: { 200: { description: 'All.', content: { 'application/json': { schema: {}, examples: { one: { value: [] }, two: { value: [1] } } } } }, 202: { description: 'Later.' } } } } },
  },
  originOf: (pointer) => ({ file: 'robots.json', pointer }),
});

test('begins empty, and is full when every answer came every way', () => {
  const matrix = new Matrix(model);
  expect(matrix.missing()).toHaveLength(6);
  matrix.saw('sdk', 'listRobots', 200, 'one');
  expect(matrix.missing()).toContain('listRobots 200 one through http');
  expect(matrix.missing()).not.toContain('listRobots 200 one through sdk');
  expect(matrix.print()).toContain('listRobots  200 0/2 ✗  202 0/1 ✗');
  expect(matrix.print()).toContain('✗ listRobots 202 no body through sdk');
  expect(matrix.print()).toContain('3 documented answers: 0 % through http, 33.3 % through sdk.');
  for (const way of ['http', 'sdk'] as const) for (const [status, answer] of [[200, 'one'], [200, 'two'], [202, 'no body']] as const) matrix.saw(way, 'listRobots', status, answer);
  expect(matrix.missing()).toEqual([]);
  expect(matrix.print()).toContain('100 % through http, 100 % through sdk.');
});

test('an answer that is not documented is an error', () => {
  expect(() => new Matrix(model).saw('http', 'listRobots', 500, 'oops')).toThrow('listRobots does not document 500 oops.');
});
