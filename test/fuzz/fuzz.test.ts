/** A short run of the fuzzer with a fixed seed, on the built program; `npm run fuzz` runs as long as you like. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.mjs';
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
