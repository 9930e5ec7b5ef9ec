import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../generators/package.js';
import { mutations } from './mutations.mjs';

// `npm run mutate` takes minutes and runs rarely: what it breaks must not have moved away until then.
it.each(mutations)('the code still has what "$name" breaks', ({ file, find, replace }) => {
  const text = readFileSync(join(packageRoot, file), 'utf8');
  expect(text).toContain(find);
  expect(replace).not.toBe(find);
});
