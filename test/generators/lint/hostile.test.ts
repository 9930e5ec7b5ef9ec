/** Documents that the tools the lint is made of could not be done with. */
import { expect, test } from 'vitest';
import { lint } from '../../../generators/lint/index.js';
import type { Json } from '../../../generators/model/model.js';

async function codesIn(members: { readonly [key: string]: Json }): Promise<readonly string[]> {
  const document = { openapi: '3.1.0', info: { title: 'Hostile', version: '1' }, servers: [{ url: 'https://api.example.com' }], paths: {}, ...members };
  const { problems } = await lint('-', { stdin: JSON.stringify(document), structureOnly: true });
  return problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

test('a hundred thousand values are looked at once each', { timeout: 60_000 }, async () => {
  const values = Array.from({ length: 100_000 }, (_, index) => `v${index}`);
  const schema = (list: readonly Json[]): { readonly [key: string]: Json } => ({ components: { schemas: { A: { enum: list } } } });
  expect(await codesIn(schema(values))).toEqual([]);
  expect(await codesIn(schema([...values, 'v7']))).toEqual([expect.stringMatching(/^warning duplicated-entry-in-enum: .*7 and 100000/)]);
  expect(await codesIn(schema([{ a: 1 }, ['a'], { a: 1 }, '1', 1]))).toEqual([expect.stringMatching(/^warning duplicated-entry-in-enum: .*0 and 2/)]);
});

test('a circle of examples leaves the rest to be checked', { timeout: 60_000 }, async () => {
  const examples = { A: { $ref: '#/components/examples/B' }, B: { $ref: '#/components/examples/A' } };
  expect(await codesIn({ components: { examples, schemas: { A: { enum: [1, 1] } } } })).toEqual(
    expect.arrayContaining([expect.stringMatching(/^error lint-incomplete: Redocly .*circular/), expect.stringMatching(/^warning duplicated-entry-in-enum/)]),
  );
});
