/** What the description marks as sensitive never becomes part of an error message. */
import { expect, test } from 'vitest';
import { parametersFromRequest } from '../../../../templates/server/runtime/violations.js';
import { createThing } from './fixtureApi.js';

test('message parameters come from the request, without its sensitive fields and without what is no short scalar', () => {
  const operation = { ...createThing, sensitive: ['password', 'code'] };
  const request = { path: { thing_id: 't-1', code: '123456' }, body: { name: 'n', count: 3, password: 'hunter2', list: ['x'] } };
  expect(parametersFromRequest(operation, request)).toEqual({ thing_id: 't-1', name: 'n', count: 3 });
  expect(parametersFromRequest(createThing, request)).toMatchObject({ password: 'hunter2' });
});
