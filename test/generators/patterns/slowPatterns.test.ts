/** Which patterns of a document are too slow for its own data, and for what comes from elsewhere. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { boundedPatterns, withoutSlowPatterns } from '../../../generators/patterns/slowPatterns.js';

/** Takes a square of the length: half a second for 14,000 characters. */
const square = 'a+$';

function documentWith(texts: readonly string[], uses = 1, more: { readonly [key: string]: Json } = {}): { readonly [key: string]: Json } {
  const item = { type: 'string', pattern: square };
  return {
    openapi: '3.1.0',
    info: { title: 'Long', version: '1' },
    paths: {},
    components: {
      schemas: {
        List: { type: 'array', items: item, example: texts, ...more },
        ...Object.fromEntries(Array.from({ length: uses - 1 }, (_, index) => [`Use${index}`, item])),
      },
    },
  };
}

const slowIn = (document: { readonly [key: string]: Json }): number => withoutSlowPatterns(document).slow.length;

describe('for its own data, a pattern that takes a square of the length', () => {
  test('stays where there are some texts of some length', () => {
    expect(slowIn(documentWith(Array.from({ length: 50 }, () => 'a'.repeat(5_000))))).toBe(0);
  });

  test('goes where one text is too long', () => {
    expect(slowIn(documentWith(['a'.repeat(15_000)]))).toBe(1);
    expect(slowIn(documentWith([], 1, { default: { ['a'.repeat(15_000)]: 1 } }))).toBe(1);
    expect(slowIn(documentWith([], 1, { examples: [{ description: 'a'.repeat(15_000) }] }))).toBe(1);
  });

  test('goes where all texts together take too long, or are matched too often', () => {
    expect(slowIn(documentWith(Array.from({ length: 500 }, () => 'a'.repeat(14_000))))).toBe(1);
    expect(slowIn(documentWith(['a'.repeat(14_000)], 500))).toBe(500);
  });

  test('is not held against what is written for people', () => {
    expect(slowIn(documentWith(['a'], 1, { description: 'a'.repeat(20_000) }))).toBe(0);
  });
});

describe('for what comes from elsewhere', () => {
  test('such a pattern stays for texts of a length that depends on how often it is used', () => {
    const { forSmall, forLarge } = boundedPatterns(documentWith([]));
    expect([forSmall.slow, forSmall.mostText]).toEqual([[], 14_000]);
    expect(forLarge.slow).toEqual([{ pointer: '/components/schemas/List/items/pattern', pattern: square }]);
    expect(boundedPatterns(documentWith([], 200)).forSmall.mostText).toBe(1_400);
  });

  test('a document without such patterns is given back as it is', () => {
    const document = { openapi: '3.1.0', components: { schemas: { A: { pattern: '^a+$' } } } };
    const { forSmall, forLarge } = boundedPatterns(document);
    expect(forSmall.document).toBe(document);
    expect(forLarge.document).toBe(document);
  });
});
