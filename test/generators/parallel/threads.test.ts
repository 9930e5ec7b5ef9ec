import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type * as pipelineModule from '../../../generators/pipeline.js';
import type * as helperModule from '../../../generators/parallel/helper.js';
import { packageRoot } from '../../../generators/package.js';
import { bundleOrigin, inSources } from '../../../generators/parallel/origins.js';
import { Tickets } from '../../../generators/parallel/protocol.js';
import { sharesOf } from '../../../generators/parallel/threads.js';
import type { GenerateStep } from '../../../generators/steps.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

// Threads run what was built: they cannot load sources.
const built = (path: string): string => pathToFileURL(join(packageRoot, 'dist', 'generators', path)).href;
const { generate }: typeof pipelineModule = await import(built('pipeline.js'));
const { Helper }: typeof helperModule = await import(built('parallel/helper.js'));

/** A description of two files; what the targets find in it has places in both. */
function description(parameter: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'openapi.yaml': `openapi: 3.1.0
info: { title: Threads, version: '1' }
servers: [{ url: 'https://api.example.com' }]
paths:
  /things/{thing}:
    trace: { operationId: traceThing, parameters: [{ name: thing, in: path, required: true, schema: { type: string } }], responses: { '200': { description: Traced. } } }
    get:
      operationId: getThing
      parameters: [{ name: thing, in: path, required: true, ${parameter} }]
      responses: { '200': { description: The thing., content: { application/json: { schema: { $ref: schemas/Thing.yaml } } } } }
`,
    'schemas/Slow.yaml': `type: string\npattern: '^(a+)+$'\n`,
    'schemas/Thing.yaml': `type: object\nproperties:\n  slow: { $ref: Slow.yaml }\n  other: { type: string, pattern: '^(b*)*$', format: unheard-of }\n`,
  });
  return join(folder, 'openapi.yaml');
}

/** What a run gives or throws, without what differs between any two runs. */
async function run(input: string, threads: 1 | 2): Promise<unknown> {
  const output = temporaryFolder();
  const targets = ['types', 'validators', 'sdk', 'server', 'docs', 'bundle'];
  try {
    const { problems, changed } = await generate({ input, output, targets, threads });
    return { files: readFiles(output), problems, changed };
  } catch (error) {
    // The class is that of the built program.
    if (!(error instanceof Error) || !('problems' in error) || !('exitCode' in error)) throw error;
    return { files: readFiles(output), problems: error.problems, exitCode: error.exitCode };
  }
}

describe('two threads', () => {
  test('make what one makes, and find the same problems in the same places', { timeout: 120_000 }, async () => {
    const input = description('schema: { $ref: schemas/Slow.yaml }');
    const one = await run(input, 1);
    expect(one).toMatchObject({ changed: true, problems: expect.arrayContaining([expect.objectContaining({ code: 'unsupported-method', position: { line: 6, column: expect.any(Number) } })]) });
    expect(JSON.stringify(one)).toContain('Slow.yaml');
    expect(await run(input, 2)).toEqual(one);
  });

  test('refuse what one refuses, and write nothing', { timeout: 120_000 }, async () => {
    const input = description(`schema: { type: string, pattern: '(' }`);
    const one = await run(input, 1);
    expect(one).toMatchObject({ exitCode: 1, files: {}, problems: expect.arrayContaining([expect.objectContaining({ severity: 'error', origin: { file: expect.stringMatching(/openapi\.yaml$/), pointer: expect.stringMatching(/\/schema\/pattern$/) } })]) });
    expect(await run(input, 2)).toEqual(one);
  });
});

describe('the second thread', () => {
  test('that dies is an error that names what it was making, and does not keep the process', { timeout: 60_000 }, async () => {
    const helper = Helper.start([{ step: 'types' }, { step: 'sdk' }]);
    // Where there is one core only, there is no second thread.
    if (helper === undefined) return;
    try {
      helper.begin({ kind: 'make', document: { openapi: 'none' }, context: { ownGuides: false }, templates: undefined });
      const failure: unknown = await helper.report(0).catch((error: unknown) => error);
      expect(failure).toMatchObject({ exitCode: 70, problems: [{ code: 'thread-failed', severity: 'error', message: expect.stringMatching(/types failed: .*not supported/) }] });
      await expect(helper.report(1)).rejects.toThrow('sdk failed');
    } finally {
      await helper.close();
    }
  });

  test('is not started for a single share', () => {
    expect(Helper.start([{ step: 'types' }])).toBeUndefined();
  });
});

describe('shares', () => {
  /** What the second thread takes, in order; what it loads much for beforehand in brackets. */
  function order(...steps: readonly [name: string, effort: number | undefined, preloads?: 'preloads' | undefined, parts?: GenerateStep['parts']][]): readonly string[] {
    const all = steps.map(([name, effort, preloads, parts = []]) => ({ name, effort, preloads: preloads !== undefined, parts, below: name, isSeparate: false, maker: {}, make: () => Promise.reject(new Error('not run')) }));
    return sharesOf(all).map(({ step, part, preloaded }) => (preloaded === true ? `[${step}]` : part === undefined ? step : `${step} ${part}`));
  }

  test('that need much loaded go to the thread that has time, up to half of all; then the longest, then parts from their end', () => {
    expect(order(['docs', 15, undefined, ['a', 'b', 'c']], ['small', 1], ['types', 10, 'preloads'], ['sdk', 4, 'preloads'], ['big', 20])).toEqual(['[types]', '[sdk]', 'big', 'small', 'docs c', 'docs b', 'docs a']);
    expect(order(['small', 1], ['types', 10, 'preloads'], ['sdk', 8, 'preloads'], ['plugin', undefined])).toEqual(['[types]', 'sdk', 'small']);
    expect(order(['small', 1], ['big', 2])).toEqual(['big', 'small']);
  });

  test('of a divided step are the first that the first thread takes, from their beginning; what the second one has everything loaded for the last', async () => {
    const helper = Helper.start([{ step: 'types', preloaded: true }, { step: 'sdk', preloaded: true }, { step: 'validators' }, { step: 'server' }, { step: 'docs', part: 'files' }, { step: 'docs', part: 'objects' }]);
    if (helper === undefined) return;
    try {
      // The second thread takes nothing before it is handed a description.
      expect(Array.from({ length: 7 }, () => helper.take())).toEqual([5, 4, 2, 3, 1, 0, undefined]);
    } finally {
      await helper.close();
    }
  });
});

describe('Tickets', () => {
  test('give each share once', () => {
    const mine = new Tickets([0, 1, 2]);
    const theirs = new Tickets([2, 0, 1], mine.shared);
    expect([mine.take(), theirs.take(), mine.take(), theirs.take(), mine.take()]).toEqual([0, 2, 1, undefined, undefined]);
  });
});

describe('origins of the second thread', () => {
  const originOf = (pointer: string): { file: string; pointer: string } => ({ file: 'a.yaml', pointer: `/source${pointer}` });
  const mapped = (file: string, pointer: string): unknown => inSources([{ code: 'c', severity: 'error', message: '', origin: { file, pointer } }], originOf)[0]?.origin;

  test('are mapped to the sources, with what a target appended', () => {
    const { file, pointer } = bundleOrigin('/paths');
    expect(mapped(file, pointer)).toEqual({ file: 'a.yaml', pointer: '/source/paths' });
    expect(mapped(file, `${pointer}/pattern`)).toEqual({ file: 'a.yaml', pointer: '/source/paths/pattern' });
    expect(mapped(file, '/x-sdk')).toEqual({ file: 'a.yaml', pointer: '/x-sdk' });
    expect(mapped('docs/page.hbs', '')).toEqual({ file: 'docs/page.hbs', pointer: '' });
    expect(inSources([{ code: 'c', severity: 'error', message: '' }], originOf)).toEqual([{ code: 'c', severity: 'error', message: '' }]);
  });
});
