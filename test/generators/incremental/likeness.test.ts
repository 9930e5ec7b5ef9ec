/** Comparing models but for what does not matter. */
import { describe, expect, test } from 'vitest';
import { areAlike } from '../../../generators/incremental/likeness.js';

const rules = { ignored: new Set(['description']), verbatim: new Set(['enum']) };
const alike = (a: unknown, b: unknown): boolean => areAlike(a, b, rules);

interface Node {
  description?: string;
  next?: Node;
  least?: number;
}

/** A circle of two nodes. */
function circle(least: number, description: string): Node {
  const inner: Node = { description, least };
  const outer: Node = { next: inner };
  inner.next = outer;
  return outer;
}

describe('two graphs are alike', () => {
  test.each<[string, unknown, unknown]>([
    ['that are equal', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    ['but for members that are passed over', { a: { description: 'One.' } }, { a: { description: 'Two.' } }],
    ['one of which lacks such a member', { a: {} }, { a: { description: 'Two.' } }],
    ['whose maps say the same', new Map([['description', { least: 1 }]]), new Map([['description', { least: 1 }]])],
    ['that lead back to themselves', circle(1, 'One.'), circle(1, 'Two.')],
  ])('%s', (_what, a, b) => {
    expect(alike(a, b)).toBe(true);
    expect(alike(b, a)).toBe(true);
  });
});

describe('two graphs are not alike', () => {
  test.each<[string, unknown, unknown]>([
    ['with another value', { a: 1 }, { a: 2 }],
    ['with a member more', { a: 1 }, { a: 1, b: undefined }],
    ['with another member', { a: undefined }, { b: undefined }],
    ['with a longer list', [1], [1, 2]],
    ['of which one is a list', [], {}],
    ['of which one is nothing', { a: null }, { a: {} }],
    ['with an entry of a map that is named like what is passed over', new Map([['description', 1]]), new Map([['description', 2]])],
    ['with maps in another order', new Map([['a', 1], ['b', 2]]), new Map([['b', 2], ['a', 1]])],
    ['of which one is a map', new Map(), {}],
    ['with another value in what is taken as it is', { enum: [{ description: 'One.' }] }, { enum: [{ description: 'Two.' }] }],
    ['deep in a circle', circle(1, 'One.'), circle(2, 'One.')],
  ])('%s', (_what, a, b) => {
    expect(alike(a, b)).toBe(false);
    expect(alike(b, a)).toBe(false);
  });
});

test('graphs may be deep', () => {
  const deep = (description: string): Node => Array.from({ length: 100_000 }).reduce<Node>((next) => ({ next, description }), {});
  expect(alike(deep('One.'), deep('Two.'))).toBe(true);
});
