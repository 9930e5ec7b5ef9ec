import { expect, it } from 'vitest';
import { loadDescription } from '../../../generators/source/index.js';
import { compileTypes, generateTypes } from './support.js';

it('prints the description of this repository', async () => {
  const { document } = await loadDescription('spec/openapi.yaml');
  const result = await generateTypes(document);
  expect(result.problems).toEqual([]);
  expect(compileTypes(result)).toEqual([]);
});
