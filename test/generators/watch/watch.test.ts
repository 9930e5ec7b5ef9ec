/** Watching: what a change makes run again, and what it does not. */
import { appendFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GenerateOptions } from '../../../generators/pipeline.js';
import type { Generator } from '../../../generators/generator.js';
import { loadDescription, LoadMemory } from '../../../generators/source/index.js';
import { userTemplates } from '../../../generators/templates.js';
import { type WatchRun, type Watcher, watch } from '../../../generators/watch.js';
import { defaultInput } from '../../../generators/package.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';

let folder: string;
let watcher: Watcher | undefined;
let runs: WatchRun[];
let waiting: (() => void) | undefined;

beforeEach(() => {
  folder = makeTemporaryFolder();
  writeFiles(folder, smallDescription);
  runs = [];
});
afterEach(async () => {
  await watcher?.close();
  watcher = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Watches the small description. */
async function start(options: (changed: readonly string[]) => GenerateOptions | Promise<GenerateOptions>): Promise<void> {
  watcher = await watch({
    options: async (changed) => ({ input: join(folder, 'openapi.yaml'), output: join(folder, 'out'), ...(await options(changed)) }),
    onRun: (run) => {
      runs.push(run);
      waiting?.();
    },
  });
}

/** Does something and gives the run that follows. */
async function runAfter(change: () => void): Promise<WatchRun> {
  const before = runs.length;
  const next = new Promise<void>((resolve) => (waiting = resolve));
  change();
  await next;
  const run = runs[before];
  if (run === undefined) throw new Error('There was no run.');
  return run;
}

/** The targets that a run made, as opposed to those it took over. */
function made(run: WatchRun | undefined): readonly string[] {
  if (run === undefined || 'error' in run.outcome) return ['an error'];
  return run.outcome.result.targets.filter(({ reused }) => !reused).map(({ name }) => name);
}

const listing: Generator = {
  name: 'listing',
  summary: 'The operations, and the first guide',
  requires: [],
  generate: (model, { guides }) => ({ files: [{ path: 'list.txt', contents: `${model.operations.map(({ id }) => id).join()} ${guides.get('a') ?? ''}` }], problems: [] }),
};

test('a change of the description runs everything, one of a comment nothing', async () => {
  await start(() => ({ targets: ['bundle', 'types'] }));
  expect(made(runs[0])).toEqual(['bundle', 'types']);
  const openapi = join(folder, 'openapi.yaml');
  const written = statSync(join(folder, 'out/types/schemas.ts')).mtimeMs;

  const comment = await runAfter(() => appendFileSync(openapi, '# A comment.\n'));
  expect(comment.changed.map((path) => resolve(path))).toEqual([openapi]);
  expect(made(comment)).toEqual([]);
  expect(statSync(join(folder, 'out/types/schemas.ts')).mtimeMs).toBe(written);

  const change = await runAfter(() => writeFileSync(openapi, String(smallDescription['openapi.yaml']).replace('title: Robots', 'title: Androids')));
  expect(made(change)).toEqual(['bundle', 'types']);
  expect(readFiles(folder)['out/openapi.yaml']).toContain('title: Androids');
});

test('a plugin is heard whatever its ending, a log beside the description not', async () => {
  const plugin = join(folder, 'plugin.mts');
  writeFileSync(plugin, '');
  watcher = await watch({
    options: () => ({ input: join(folder, 'openapi.yaml'), output: join(folder, 'out'), targets: ['bundle'] }),
    files: [plugin],
    onRun: (run) => {
      // As a shell does that sends what the program says into a file.
      appendFileSync(join(folder, 'log'), 'a run\n');
      runs.push(run);
      waiting?.();
    },
  });
  const { changed } = await runAfter(() => appendFileSync(plugin, '// Changed.'));
  expect(changed.map((path) => resolve(path))).toEqual([plugin]);
  const next = await runAfter(() => appendFileSync(join(folder, 'openapi.yaml'), '# A comment.\n'));
  expect(next.changed.map((path) => resolve(path))).toEqual([join(folder, 'openapi.yaml')]);
});

test('what the system does not tell of is found when it is quiet', async () => {
  const openapi = join(folder, 'openapi.yaml');
  mkdirSync(join(folder, 'elsewhere'));
  linkSync(openapi, join(folder, 'elsewhere', 'same.yaml'));
  await start(() => ({ targets: ['bundle'] }));
  // Written under its other name, in a folder that nobody listens to.
  const run = await runAfter(() => writeFileSync(join(folder, 'elsewhere', 'same.yaml'), String(smallDescription['openapi.yaml']).replace('title: Robots', 'title: Overlooked')));
  expect(run.changed.map((path) => resolve(path))).toEqual([openapi]);
  expect(readFiles(folder)['out/openapi.yaml']).toContain('title: Overlooked');
});

test('a broken file is said, the output stays, and mending it goes on', async () => {
  await start(() => ({ targets: ['bundle'] }));
  const before = readFiles(folder)['out/openapi.yaml'];
  const openapi = join(folder, 'openapi.yaml');
  const { outcome } = await runAfter(() => appendFileSync(openapi, 'tags: [\n'));
  expect('error' in outcome && outcome.error.problems[0]).toMatchObject({ severity: 'error', position: { line: expect.any(Number) } });
  expect(readFiles(folder)['out/openapi.yaml']).toBe(before);
  // As editors save: another file takes the place.
  const mended = await runAfter(() => {
    writeFileSync(join(folder, 'new.tmp'), String(smallDescription['openapi.yaml']).replace('title: Robots', 'title: Mended'));
    renameSync(join(folder, 'new.tmp'), openapi);
  });
  expect(made(mended)).toEqual(['bundle']);
  expect(readFiles(folder)['out/openapi.yaml']).toContain('title: Mended');
});

test('what was made before a file was broken is taken over when it is mended as it was', async () => {
  await start(() => ({ targets: ['bundle', 'types'] }));
  const openapi = join(folder, 'openapi.yaml');
  await runAfter(() => appendFileSync(openapi, 'tags: [\n'));
  expect(made(await runAfter(() => writeFileSync(openapi, String(smallDescription['openapi.yaml']))))).toEqual([]);
});

test('a guide runs the targets that read guides', async () => {
  const guides = join(folder, 'guides');
  mkdirSync(guides);
  writeFileSync(join(guides, 'a.md'), 'one');
  await start(() => ({ targets: ['types', 'listing'], plugins: [listing], guides }));
  expect(made(runs[0])).toEqual(['types', 'listing']);
  const run = await runAfter(() => writeFileSync(join(guides, 'a.md'), 'two'));
  expect(made(run)).toEqual(['listing']);
  expect(readFiles(folder)['out/listing/list.txt']).toMatch(/ two$/);
});

test('a template runs the targets that read it, and what it is laid over does not', async () => {
  const templates = join(folder, 'templates');
  writeFiles(templates, { 'docs/notFound.hbs': 'NOTHING HERE {{path}}' });
  const reading: Generator = { ...listing, generate: (_model, context) => ({ files: [{ path: 'text.txt', contents: context.templates.read('docs/notFound.hbs') }], problems: [] }) };
  await start(async () => ({ targets: ['types', 'listing'], plugins: [reading], templates: await userTemplates(templates) }));
  const run = await runAfter(() => writeFileSync(join(templates, 'docs/notFound.hbs'), 'STILL NOTHING'));
  expect(made(run)).toEqual(['listing']);
  expect(readFiles(folder)['out/listing/text.txt']).toBe('STILL NOTHING');
});

test('output that could not be written is not taken for written', async () => {
  await start(() => ({ targets: ['bundle'] }));
  const output = join(folder, 'out/openapi.yaml');
  const openapi = join(folder, 'openapi.yaml');
  writeFileSync(output, 'mine\n');
  const refused = await runAfter(() => writeFileSync(openapi, String(smallDescription['openapi.yaml']).replace('title: Robots', 'title: Second')));
  expect('error' in refused.outcome && refused.outcome.error.problems[0]?.code).toBe('output-conflict');
  rmSync(output);
  const again = await runAfter(() => appendFileSync(openapi, '# Once more.\n'));
  expect(made(again)).toEqual(['bundle']);
  expect(readFiles(folder)['out/openapi.yaml']).toContain('title: Second');
});

describe('the memory of parsed files', () => {
  test('gives what parsing gives, load after load', { timeout: 60_000 }, async () => {
    const memory = new LoadMemory();
    const first = JSON.stringify((await loadDescription(defaultInput, { memory })).document);
    const second = JSON.stringify((await loadDescription(defaultInput, { memory })).document);
    expect(second).toBe(first);
    expect(JSON.stringify((await loadDescription(defaultInput)).document)).toBe(first);
  });

  test('parses a text again only when it changed', () => {
    const memory = new LoadMemory().parsed;
    const one = memory.parse('a.yaml', 'a: 1\n');
    expect(memory.parse('a.yaml', 'a: 1\n')).toBe(one);
    expect(memory.parse('a.yaml', 'a: 2\n')).toMatchObject({ value: { a: 2 } });
    expect(memory.parse('b.yaml', 'a: 1\n')).not.toBe(one);
  });
});
