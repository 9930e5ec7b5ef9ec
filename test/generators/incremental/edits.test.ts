/** One edit after another with what earlier runs left, held against runs from nothing: byte for byte the same output. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { isJsonObject } from '../../../generators/model/pointer.js';
import { generate } from '../../../generators/pipeline.js';
import { RunMemory } from '../../../generators/runMemory.js';
import { loadDescription } from '../../../generators/source/index.js';
import { readFiles, temporaryFolder } from '../../support/temporaryFolder.js';

type MutableJson = { [key: string]: Json };

/** The same numbers on every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const member = (value: Json | undefined, name: string): MutableJson => {
  const found = isJsonObject(value) ? value[name] : undefined;
  if (!isJsonObject(found)) throw new Error(`There is no object ${name}.`);
  return found;
};

test('edits of a description', { timeout: 240_000 }, async () => {
  const random = randomNumbers(8);
  const one = (value: MutableJson): string => Object.keys(value)[random(Object.keys(value).length)] ?? '';
  const { document } = await loadDescription('spec/openapi.yaml');
  // A part of this package's own: it has everything, and a run should not take long.
  const { 'x-navigation': _navigation, 'x-sdk': _sdk, ...all } = structuredClone(document);
  const description: MutableJson = { ...all, paths: Object.fromEntries(Object.entries(member(all, 'paths')).slice(0, 5)) };
  const schemas = member(member(description, 'components'), 'schemas');
  const objects = Object.fromEntries(Object.entries(schemas).filter(([, schema]) => isJsonObject(schema) && isJsonObject(schema['properties'])));
  const operation = (): MutableJson => {
    const item = member(member(description, 'paths'), one(member(description, 'paths')));
    return member(item, ['get', 'post', 'put', 'delete'].find((method) => method in item) ?? '');
  };
  const catalogue = member(description, 'x-error-catalogue');

  const edits: readonly ((text: string) => void)[] = [
    (text) => (member(schemas, one(schemas))['description'] = text),
    (text) => (member(member(schemas, one(objects)), 'properties')[`added_${random(1000)}`] = { type: 'string', description: text }),
    (text) => (member(catalogue, one(catalogue))['meaning'] = text),
    (text) => (operation()['summary'] = text),
    (text) => (schemas[`Added${random(1000)}`] = { type: 'object', properties: { a: { type: 'string', maxLength: 1 + random(9) } }, description: text }),
    (text) => (operation()['deprecated'] = text !== ''),
  ];

  const folder = temporaryFolder();
  const input = join(folder, 'openapi.json');
  const memory = new RunMemory();
  for (let count = 0; count <= edits.length; count += 1) {
    if (count > 0) edits[count - 1]?.(`Edit ${count}, with \`code\` and {@link Braces}.`);
    writeFileSync(input, JSON.stringify(description));
    await generate({ input, output: join(folder, 'followed'), memory });
    await generate({ input, output: join(folder, 'cold'), threads: 1 });
    expect(readFiles(join(folder, 'followed')), `after edit ${count}`).toEqual(readFiles(join(folder, 'cold')));
    rmSync(join(folder, 'cold'), { recursive: true });
  }
});
