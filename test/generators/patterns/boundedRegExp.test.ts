/** Patterns of a document in a validator that knows no bound of its own. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { boundedRegExp } from '../../../generators/patterns/boundedRegExp.js';

/** Would take a minute or for ever, were it tried. */
const endless = `${'a'.repeat(200_000)}!`;

test.each(['^(a+)+$', '^(a|a)*$', 'a+a+$', 'a+$'])('%s takes no text that it could not be done with', (pattern) => {
  const bounded = boundedRegExp(pattern);
  expect(bounded.test(endless)).toBe(true);
  expect(bounded.test('aaa')).toBe(true);
  expect(bounded.test('aa!')).toBe(false);
});

test('a pattern that takes no longer than its text is long knows no bound', () => {
  expect(boundedRegExp('^a+$').test(endless)).toBe(false);
});

test('what is no regular expression is broken by nothing', () => {
  expect(boundedRegExp('(').test('anything')).toBe(true);
});

test('what is one without the flag `u` only, and flags of other dialects, are matched', () => {
  expect(boundedRegExp('^\\_$').test('_')).toBe(true);
  expect(boundedRegExp('^\\_$').test('a')).toBe(false);
  expect(boundedRegExp('(?i)^a$').test('A')).toBe(true);
  expect(boundedRegExp('(?i)^a$').test('b')).toBe(false);
});

test('a validator takes it for its own engine', () => {
  const ajv = new Ajv2020({ strict: false, code: { regExp: boundedRegExp } });
  const validate = ajv.compile({ pattern: '^(a+)+$', patternProperties: { '^(b+)+$': { type: 'integer' } }, propertyNames: { pattern: '^(c|c)*$|b' } });
  expect(validate(endless)).toBe(true);
  expect(validate('b')).toBe(false);
  expect(validate({ bb: 'x' })).toBe(false);
  expect(validate({ bb: 1, ccc: 1 })).toBe(true);
});
