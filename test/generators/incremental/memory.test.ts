/** Who watches for a day makes hundreds of runs: a run leaves what the next one needs, and nothing more. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { generate } from '../../../generators/pipeline.js';
import { RunMemory } from '../../../generators/runMemory.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

/** The bytes of everything that can still be reached. */
function reachable(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('The engine has no gc().');
  for (let round = 0; round < 3; round += 1) Reflect.apply(collect, undefined, []);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('runs that follow one another leave nothing behind', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const memory = new RunMemory();
  cpSync('spec', join(folder, 'spec'), { recursive: true });
  const edited = join(folder, 'spec', 'schemas', 'organizations', 'Organization.yaml');
  const written = readFileSync(edited, 'utf8');
  let count = 0;
  const run = async (times: number): Promise<void> => {
    for (const end = count + times; count < end; count += 1) {
      // A name of its own, so that nothing that one run makes of it is like anything of another.
      writeFileSync(edited, written.replace(/^properties:\n/m, `$&  added_${count}: { type: string, maxLength: ${count + 1}, description: Added. }\n`));
      await generate({ input: join(folder, 'spec', 'openapi.yaml'), output: join(folder, 'output'), threads: 1, memory, changed: [edited] });
    }
  };
  await run(8);
  const before = reachable();
  await run(12);
  // What one run keeps is some hundred megabytes; the smallest of its parts that a run could hold on to by mistake, its map of origins, is two.
  expect((reachable() - before) / 12).toBeLessThan(500_000);
});
