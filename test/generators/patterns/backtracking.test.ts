/** Which regular expressions are found to be exponential. */
import { describe, expect, it } from 'vitest';
import { Matching } from '../../../generators/patterns/backtracking.js';

/** Many words, of which none is the beginning of a longer one. */
function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index};`).join('|');
}

describe('exponential', () => {
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
    `^(?:${words(300)}|(a+)+)$`,
    // The ranges have no character in common with any other class.
    '^(?:[\\u4e00-\\u9fff]|[\\u5000-\\u6000])+$',
    '^(?:[\\u{20000}-\\u{20100}]|[𠀐-𠃿])+$',
    // What an earlier match may have been.
    '^(?:(a)\\1?)*$',
    // Too large to be looked at.
    `^(?:${words(900)}|a|aa)+$`,
  ])('finds %s', (source) => {
    expect(new Matching(new RegExp(source, 'u')).isExponential).toBe(true);
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
    expect(new Matching(new RegExp(source, 'u')).isExponential).toBe(false);
  });

  it('takes little time for large expressions', () => {
    const begun = performance.now();
    expect(new Matching(new RegExp(`^(?:${Array.from({ length: 200 }, (_, index) => `[a-z]{1,${index + 1}}x?`).join('|')})*$`, 'u')).isExponential).toBe(true);
    expect(new Matching(new RegExp(`^${'(?:a|b|[a-z])?'.repeat(50)}$`, 'u')).longestWithin(1e7)).toBeLessThan(30);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('the degree', () => {
  it.each([
    ['^a*a*$', 1],
    ['^a*a*a*b$', 2],
    ['\\s+$', 1],
    ['[a-z]+[0-9]+x', 1],
    ['^.*,.*$', 1],
    ['^[^@]+@.*\\..*$', 1],
    ['^(?:[a-z]+)?[a-z0-9]+-$', 1],
  ])('of %s is %i', (source, degree) => {
    expect(new Matching(new RegExp(source, 'u')).degree).toBe(degree);
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
    expect(new Matching(new RegExp(source, 'u')).degree).toBe(0);
  });
});

describe('the longest text within some steps', () => {
  it.each([
    // A loop that is too large to be compared with itself.
    [`^(?:${words(120)}|a|aa)+$`, 35],
    [`^(?:(?:${words(120)}|foo)+)+$`, 90],
    // Three, not two, times as many ways with each character.
    ['^(a|a|a)*$', 16],
    // No loop at all.
    ['^(a?){30}a{30}$', 15],
    [`^${'a?'.repeat(40)}b$`, 15],
    ['^(?:a{1,39}){1,39}b$', 30],
    ['^x(?:[ab]{0,30}[bc]{0,30}[bd]{0,30}){3}$', 40],
    // Three loops behind many words.
    [`^(?:${words(60)})?a*a*a*b$`, 500],
  ])('is short: %#', (source, most) => {
    const longest = new Matching(new RegExp(source, 'u')).longestWithin(1e7);
    expect(longest).toBeGreaterThan(3);
    expect(longest).toBeLessThanOrEqual(most);
  });

  it.each([
    '^[a-z]+(-[a-z]+)*-(test|live)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    '^([0-9a-f]{4}:){7}[0-9a-f]{4}$',
    `^(?:${words(300)})$`,
    '^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$',
    '^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$',
  ])('knows no bound: %#', (source) => {
    const matching = new Matching(new RegExp(source, 'u'));
    expect([matching.isExponential, matching.longestWithin(1e7)]).toEqual([false, Infinity]);
  });
});
