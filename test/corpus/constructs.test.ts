/** Small documents, each with constructs that are easy to get wrong: every target takes them, and what it makes compiles under the strictest flags. */
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../generators/pipeline.js';
import { makeTemporaryFolder } from '../support/temporaryFolder.js';
import { compileOutput } from './compile.mjs';

const folder = fileURLToPath(new URL('constructs/', import.meta.url));
const documents = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const outputs: string[] = [];

afterAll(() => {
  for (const output of outputs) rmSync(output, { recursive: true, force: true });
});

describe.each(documents)('%s', (name) => {
  test('generates, and what is generated compiles', { timeout: 120_000 }, async () => {
    const output = makeTemporaryFolder();
    outputs.push(output);
    const { targets } = await generate({ input: folder + name, targets: ['types', 'validators', 'sdk', 'server', 'postman', 'docs'], output });
    expect(targets.map((target) => target.name)).toEqual(['types', 'validators', 'sdk', 'server', 'postman', 'docs']);
    expect(compileOutput(output)).toEqual([]);
  });
});
