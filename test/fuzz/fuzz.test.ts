/** A short run of the fuzzer with a fixed seed, on the built program; `npm run fuzz` runs as long as you like. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkedWorkflow } from './cases.mjs';
import { fuzz } from './fuzz.mjs';
import { faultOf } from './judge.mjs';
import { mutateDocument, mutateText } from './mutate.mjs';
import { randomFrom } from './random.mjs';

test('broken documents are refused or generated, and nothing else', { timeout: 180_000 }, async () => {
  const { counts, faults } = await fuzz({ seed: 1, seconds: 170, jobs: 1, cases: 150 });
  expect(faults).toEqual([]);
  expect((counts['generated'] ?? 0) + (counts['refused'] ?? 0)).toBe(150);
});

test('the same seed breaks a document in the same way, and leaves the document as it was', () => {
  const document = { paths: { '/a': { get: { responses: { '200': { description: 'ok' } } } } } };
  const before = JSON.stringify(document);
  const mutations = (seed: number): string[] => {
    const random = randomFrom(seed);
    return Array.from({ length: 20 }, () => JSON.stringify(mutateDocument(document, random)) + mutateText('a: 1\nb: 2\n', random));
  };
  expect(mutations(1)).toEqual(mutations(1));
  expect(mutations(1)).not.toEqual(mutations(2));
  expect(JSON.stringify(document)).toBe(before);
});

const found = fileURLToPath(new URL('found/', import.meta.url));

/** What the fuzzer once found something in, kept as it was, for a case number stands for something else once a seed document changes. */
test.each(readdirSync(found))('%s is refused by the book', async (name) => {
  const text = readFileSync(found + name, 'utf8');
  // A ProblemError that was made by another copy of the class, the built one, has the same problems.
  const problems = await checkedWorkflow(name, text).then((result) => result.problems, ({ problems: refused }) => refused);
  expect(problems.length).toBeGreaterThan(0);
  expect(faultOf(problems)).toBeUndefined();
});

test('a problem without a place, or one that speaks of the inside, is a fault', () => {
  const problem = { code: 'x', severity: 'error', message: 'It is [object Object].', origin: { file: 'a', pointer: '' } } as const;
  expect(faultOf([problem])).toContain('[object Object]');
  expect(faultOf([{ code: 'x', severity: 'error', message: 'No place.' }])).toContain('No place.');
  expect(faultOf([{ ...problem, message: 'Fine.' }])).toBeUndefined();
});
