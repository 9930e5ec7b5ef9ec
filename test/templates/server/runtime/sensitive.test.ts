/** What the description marks as sensitive never becomes part of an error message. */
import { expect, test } from 'vitest';
import { parametersFromRequest, type Violation } from '../../../../templates/server/runtime/requestParts.js';
import { createThing, issue } from './fixtureApi.js';

const at = (pointer: string): Violation => ({ part: 'body', issue: issue(pointer, 'type', 'a string') });

test('message parameters come from the request, without its sensitive fields and without what is no scalar', () => {
  const operation = { ...createThing, sensitive: ['password', 'code'] };
  const request = { path: { thing_id: 't-1', code: '123456' }, body: { name: 'n', count: 3, password: 'hunter2', list: ['x'] } };
  expect(parametersFromRequest(operation, request, at('/name'))).toEqual({ thing_id: 't-1', name: 'n', count: 3 });
  expect(parametersFromRequest(createThing, request, at('/name'))).toMatchObject({ password: 'hunter2' });
});

test('message parameters come from the objects around what is wrong, too, but for what is sensitive', () => {
  const operation = { ...createThing, sensitive: ['token', 'secrets'] };
  const operands = [
    { filter_name: 'other', filter_value: 'x' },
    { filter_name: 'ids', filter_value: ['a', 5], token: 't', operator: 'IN' },
  ];
  const request = { query: { operator: 'URL' }, body: { operator: 'AND', query: { operands }, secrets: { inner: { password: 'hunter2' } } } };
  const whole = { operator: 'IN', filter_name: 'ids' };
  expect(parametersFromRequest(operation, request, at('/query/operands/1/filter_value/1'))).toEqual(whole);
  expect(parametersFromRequest(operation, request, at('/query/operands/1/filter_value'))).toEqual(whole);
  expect(parametersFromRequest(operation, request, at('/query/operands'))).toEqual({ operator: 'AND' });
  expect(parametersFromRequest(operation, request, at('/query/operands/7/filter_value'))).toEqual({ operator: 'AND' });
  expect(parametersFromRequest(operation, request, at('/secrets/inner/password'))).toEqual({ operator: 'AND' });
});
