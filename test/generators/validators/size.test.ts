/** What the validators of our own description weigh in an application, bundled, minified and compressed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiModel } from '../../../generators/model/model.js';
import { loadDescription } from '../../../generators/source/index.js';
import { typeScriptNames, type TypeScriptNames } from '../../../generators/typescript/names.js';
import { generate, modelOf, writeJavaScript } from './support.js';

describe('size', () => {
  let folder: string;
  let model: ApiModel;
  let names: TypeScriptNames;
  beforeAll(async () => {
    const { document } = await loadDescription(fileURLToPath(new URL('../../../spec/openapi.yaml', import.meta.url)));
    ({ model } = modelOf(document));
    names = typeScriptNames(model);
    folder = await writeJavaScript((await generate(document)).files);
  });

  /** Bytes of a bundle of some exports of a module. */
  async function weigh(module: string, exported: readonly string[]): Promise<{ readonly code: string; readonly bytes: number }> {
    const entry = `import { ${exported.join(', ')} } from ${JSON.stringify(join(folder, module))}; export default [${exported.join(', ')}];`;
    const bundle = await rolldown({
      input: 'entry',
      plugins: [{ name: 'entry', resolveId: (id) => (id === 'entry' ? '\0entry' : null), load: (id) => (id === '\0entry' ? entry : null) }],
    });
    const { output } = await bundle.generate({ format: 'esm', minify: true, comments: { annotation: false } });
    await bundle.close();
    const [{ code }] = output;
    return { code, bytes: gzipSync(code, { level: 9 }).length };
  }

  it('keeps the whole API, every request and every response, under 25 kB', async () => {
    const tables = model.operations.map((operation) => `${names.operationValue(operation)}Validators`);
    expect((await weigh('operations.js', tables)).bytes).toBeLessThan(25_000);
  });

  it('keeps a request alone, with the runtime, small', async () => {
    expect((await weigh('operations.js', ['validateDeleteOrganizationPath'])).bytes).toBeLessThan(950);
    expect((await weigh('operations.js', ['validateCreateOrganizationBody'])).bytes).toBeLessThan(1_950);
  });

  it('keeps most requests, each alone, at 1 kB or below', { timeout: 120_000 }, async () => {
    const requests = [...readFileSync(join(folder, 'requests.js'), 'utf8').matchAll(/^export const (validate\w+(?:Path|Query|Headers|Cookies|Body)) =/gm)].map(([, name = '']) => name);
    const sizes: number[] = [];
    for (const name of requests) sizes.push((await weigh('operations.js', [name])).bytes);
    expect(sizes.filter((size) => size <= 1_024).length).toBeGreaterThan(sizes.length * 0.72);
  });

  it('keeps what a request adds to an application that validates another under 1 kB', async () => {
    const alone = (await weigh('operations.js', ['validateSearchOrganizationsBody'])).bytes;
    for (const name of ['validateDeleteOrganizationPath', 'validateCreateMemberBody', 'validateCreateOrganizationBody']) {
      expect((await weigh('operations.js', ['validateSearchOrganizationsBody', name])).bytes - alone).toBeLessThan(1_024);
    }
  });

  it('leaves out what is not used', async () => {
    const { code } = await weigh('schemas.js', ['isOrganization']);
    expect(code).toContain('organization_slug');
    expect(code).not.toContain('mfa_phone_number');
    expect(code).not.toContain('multipleOf');
    // Who asks only whether a value is right needs no words.
    expect(code).not.toContain('must be');
    expect((await weigh('schemas.js', [])).bytes).toBeLessThan(60);
  });
});
