/** Small documents, each with constructs that are easy to get wrong: every target takes them, and what it makes compiles under the strictest flags. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../generators/package.js';
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
    if (name === 'callbacks.yaml') writeFileSync(join(output, 'server', 'receiver.ts'), exampleOf('webhooks.md'));
    expect(compileOutput(output)).toEqual([]);
  });
});

/** The TypeScript that a page of docs/ shows. */
function exampleOf(page: string): string {
  const code = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(packageRoot, 'docs', page), 'utf8'))?.[1];
  if (code === undefined) throw new Error(`${page} shows no TypeScript.`);
  return code;
}
