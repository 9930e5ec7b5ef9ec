import { describe, expect, it } from 'vitest';
import { hasDistinctKeys, scanJson } from '../../../generators/source/jsonScan.js';

describe('hasDistinctKeys', () => {
  it.each([
    ['{}', true],
    ['[]', true],
    ['"a:"', true],
    ['{"a":1,"b":{"a":[{"a":"a"},{"a":"b"}]}}', true],
    ['{ "a" : "\\": \\"", "\\"a\\":" : "{\\"a\\":1}", "a\\\\" : ":" }', true],
    ['{"a":[1,{"b":{"c":null,"c":null}}]}', false],
    ['{"a":1,"\\u0061":2}', false],
    ['{"__proto__":{"x":1},"constructor":2,"toString":3}', true],
    ['{"__proto__":1,"__proto__":2}', false],
    ['{"a":{"b":1,"c":2},"a":3}', false],
    ['{"1":"x","2":"x","1":"x"}', false],
  ])('of %s: %s, as a second look at the text says', (text, expected) => {
    expect(hasDistinctKeys(text, JSON.parse(text))).toBe(expected);
    expect(scanJson(text) === undefined).toBe(expected);
  });
});
