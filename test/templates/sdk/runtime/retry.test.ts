import { describe, expect, test } from 'vitest';
import { backoff, mayRetry, retryAfter } from '../../../../templates/sdk/runtime/retry.js';

describe('mayRetry', () => {
  test.each([
    ['unsent', true, true],
    [429, true, true],
    ['lost', true, false],
    [500, true, false],
    [502, true, false],
    [503, true, false],
    [504, true, false],
    [501, false, false],
    [400, false, false],
    [404, false, false],
  ] as const)('%s', (fate, safe, unsentOnly) => {
    expect(mayRetry('safe', fate)).toBe(safe);
    expect(mayRetry('idempotent', fate)).toBe(safe);
    expect(mayRetry('unsent-only', fate)).toBe(unsentOnly);
  });
});

describe('retryAfter', () => {
  const read = (value: string, date?: string) => retryAfter(new Headers({ 'retry-after': value, ...(date === undefined ? {} : { date }) }));

  test.each([
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1_500],
    ['soon', undefined],
    ['', undefined],
  ])('reads %j', (value, milliseconds) => {
    expect(read(value)).toBe(milliseconds);
  });

  test('measures a date by the clock of the server', () => {
    expect(read('Wed, 21 Oct 2015 07:28:10 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT')).toBe(10_000);
    expect(read('Wed, 21 Oct 2015 07:28:00 GMT', 'Wed, 21 Oct 2015 07:28:10 GMT')).toBeUndefined();
  });

  test('is undefined without the header', () => {
    expect(retryAfter(new Headers())).toBeUndefined();
  });
});

test('the backoff is anything up to a bound that doubles and ends', () => {
  for (const [attempt, bound] of [[1, 500], [2, 1_000], [3, 2_000], [50, 8_000]] as const) {
    const waits = Array.from({ length: 200 }, () => backoff(attempt));
    expect(Math.max(...waits)).toBeLessThanOrEqual(bound);
    expect(Math.max(...waits)).toBeGreaterThan(bound / 2);
    expect(Math.min(...waits)).toBeLessThan(bound / 4);
  }
});
