/** Which regular expressions are found to be exponential. */
import { describe, expect, it } from 'vitest';
import { isExponential, polynomialDegree } from '../../../generators/patterns/backtracking.js';

describe('isExponential', () => {
  it.each([
    '^(a+)+$',
    '^(a*)*$',
    '^(a|a)*$',
    '^(a|ab|b)*c$',
    '^([a-z0-9]+-?)+$',
    '^(\\w+\\s?)*$',
    '^(a?b?)*c$',
    '(x+x+)+y',
    '^(?:(?:[a-z]+){2,})+$',
    '^(.*,)*x$',
    '^((ab)*|(ab)+)*$',
    '^([\\u0400-\\u04ff]|ж)+$',
    '^(?=(a+)+$)a',
    '^(a+)+\\1$',
    `^(?:${Array.from({ length: 300 }, (_, index) => `word${index}`).join('|')}|(a+)+)$`,
  ])('finds %s', (source) => {
    expect(isExponential(new RegExp(source, 'u'))).toBe(true);
  });

  it.each([
    '^a+$',
    '^[a-z]+(-[a-z]+)*$',
    '^(test|live)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}$',
    '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
    '^(a|b)*$',
    '^([ab]{2})*$',
    '^(a{1,3}b)*$',
    '^\\d{1,1000}$',
    '^(?=.*[A-Z])(?=.*\\d).{8,64}$',
    '^(?:(?=[a-z])[a-z])+$',
    `^(?:${Array.from({ length: 300 }, (_, index) => `word${index}`).join('|')})$`,
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '^(\\p{Lu}\\p{Ll}*)+$',
    '^\\+[1-9]\\d{1,14}$',
    '^(?<year>\\d{4})(?:-(?<month>\\d\\d))?$',
    '',
  ])('lets %s be', (source) => {
    expect(isExponential(new RegExp(source, 'u'))).toBe(false);
  });

  it('takes little time for large expressions', () => {
    const begun = performance.now();
    isExponential(new RegExp(`^(?:${Array.from({ length: 200 }, (_, index) => `[a-z]{1,${index + 1}}x?`).join('|')})*$`, 'u'));
    isExponential(new RegExp(`^${'(?:a|b|[a-z])?'.repeat(50)}$`, 'u'));
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('polynomialDegree', () => {
  it.each([
    ['^a*a*$', 1],
    ['^a*a*a*b$', 2],
    ['\\s+$', 1],
    ['[a-z]+[0-9]+x', 1],
    ['^.*,.*$', 1],
    ['^[^@]+@.*\\..*$', 1],
    ['^(?:[a-z]+)?[a-z0-9]+-$', 1],
  ])('of %s is %i', (source, degree) => {
    expect(polynomialDegree(new RegExp(source, 'u'))).toBe(degree);
  });

  it.each([
    '^[a-z]+(-[a-z]+)*$',
    '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
    '^organization-(test|live)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}$',
    '[a-z]+',
    'a.*',
    '^https?://[^/]+/.*$',
    '^\\+[1-9]\\d{1,14}$',
    '^(a|b)*c$',
    '',
  ])('of %s is 0', (source) => {
    expect(polynomialDegree(new RegExp(source, 'u'))).toBe(0);
  });
});
