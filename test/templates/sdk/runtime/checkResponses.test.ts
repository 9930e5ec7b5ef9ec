import { describe, expect, test } from 'vitest';
import { checkResponses } from '../../../../templates/sdk/runtime/checkResponses.js';
import { UnreadableResponseError } from '../../../../templates/sdk/runtime/index.js';

/** A validator as they are generated. */
const wantsName = (value: unknown): object =>
  typeof value === 'object' && value !== null && 'name' in value
    ? { ok: true, value }
    : { ok: false, issues: [{ pointer: '/name', keyword: 'required', expected: '', received: 'hunter22', message: 'hunter22' }, { pointer: '', keyword: 'type' }] };
const validators = {
  doThingValidators: { responses: { '200': { 'application/json': wantsName }, '2XX': { 'application/json': () => ({ ok: true }) } } },
};
const responseOf = (status: number, type = 'application/json; charset=utf-8') => ({ status, headers: new Headers({ 'content-type': type }), requestId: 'r-1', attempts: 1 });

describe('checkResponses', () => {
  test('lets through what is as described, and what is not described', () => {
    const check = checkResponses({ mode: 'throw', validators });
    check('doThing', { name: 'n' }, responseOf(200));
    check('doThing', {}, responseOf(201));
    check('doThing', {}, responseOf(200, 'text/plain'));
    check('another', {}, responseOf(200));
  });

  test('throws otherwise, naming places and no values', () => {
    const check = checkResponses({ mode: 'throw', validators });
    expect(() => check('doThing', {}, responseOf(200))).toThrow(UnreadableResponseError);
    expect(() => check('doThing', {}, responseOf(200))).toThrow('doThing: the answer is not as described: /name (required), / (type).');
  });

  test('or warns', () => {
    const warnings: string[] = [];
    const check = checkResponses({ mode: 'warn', validators, onIssue: (message) => warnings.push(message) });
    check('doThing', {}, responseOf(200));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain('hunter22');
  });
});
