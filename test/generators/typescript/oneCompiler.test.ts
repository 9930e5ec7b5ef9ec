import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { defaultInput } from '../../../generators/package.js';
import { loadDescription } from '../../../generators/source/index.js';
import { printOpenApi } from '../../../generators/types/openapi.js';
import { useOneCompiler } from '../../../generators/typescript/oneCompiler.js';

const { cache, resolve } = createRequire(import.meta.url);

/** Files of a package that are loaded, as CommonJS. */
function loaded(part: string): readonly string[] {
  return Object.keys(cache).filter((file) => file.replaceAll('\\', '/').includes(part));
}

describe('useOneCompiler', () => {
  it('changes nothing that is printed', async () => {
    const { document } = await loadDescription(defaultInput);
    const origin = { file: defaultInput, pointer: '' };
    const before = printOpenApi(document, origin);
    expect(before.problems).toEqual([]);
    expect(useOneCompiler()).toBe(false);
    for (const file of [...loaded('/openapi-typescript/dist/'), resolve('typescript')]) delete cache[file];
    expect(loaded('/openapi-typescript/dist/')).toEqual([]);

    expect(useOneCompiler()).toBe(true);
    expect(printOpenApi(document, origin)).toEqual(before);
    expect(loaded('/openapi-typescript/dist/')).not.toEqual([]);
    expect(loaded('/typescript/lib/')).toEqual([resolve('typescript')]);
    expect(cache[resolve('typescript')]?.filename).toMatch(/@ts-morph[\\/]common[\\/]dist[\\/]typescript\.js$/);
  }, 60_000);
});
