import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildDocs, bundle, generate, lint, ProblemError, type Step, startMock, targetNames } from '../../../generators/index.js';
import { targets } from '../../../generators/targets.js';
import { smallDescription } from '../../support/smallDescription.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

function small(): { folder: string; input: string; output: string } {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'api'), smallDescription);
  return { folder, input: join(folder, 'api', 'openapi.yaml'), output: join(folder, 'output') };
}

/** The folders and files at the top of an output folder. */
function top(output: string): string[] {
  return [...new Set(Object.keys(readFiles(output)).map((path) => path.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'));
}

describe('targets', () => {
  test.each(targets.map((target) => [target.name, target] as const))('%s is the generator of that name, and requires what there is', { timeout: 120_000 }, async (name, target) => {
    const generator = await target.load();
    expect(generator.name).toBe(name);
    expect(generator.summary).not.toBe('');
    for (const required of generator.requires) expect(targetNames).toContain(required);
    // What is known of it before it is loaded.
    expect({ requires: target.requires, preloads: target.preloads, parts: target.parts }).toEqual({ requires: generator.requires, preloads: generator.preload !== undefined, parts: generator.division?.parts ?? [] });
  });

  test('bring along what they require, and leave the rest alone', async () => {
    const { input, output } = small();
    await generate({ input, output, targets: ['server'] });
    expect(top(output)).toEqual(['server', 'types', 'validators']);
    await generate({ input, output, targets: ['bundle', 'sdk'] });
    expect(top(output)).toEqual(['openapi.json', 'openapi.yaml', 'sdk', 'server', 'types', 'validators']);
  });

  test('run all but the docs by default, twice to the same bytes', async () => {
    const { input, output } = small();
    const steps: Step[] = [];
    const first = await generate({ input, output, onStep: (step) => steps.push(step) });
    expect(first.changed).toBe(true);
    expect(top(output)).toEqual(['openapi.json', 'openapi.yaml', 'postman', 'sdk', 'server', 'types', 'validators']);
    expect(steps.map(({ name }) => name)).toEqual(['load', 'model', 'bundle', 'types', 'validators', 'sdk', 'server', 'postman', 'write']);
    const files = readFiles(output);
    expect((await generate({ input, output })).changed).toBe(false);
    expect(readFiles(output)).toEqual(files);
    expect((await generate({ input: join(output, 'openapi.json'), output, mode: 'check', targets: ['bundle'] })).changed).toBe(false);
  });

  test('of unknown names are an error with exit code 2', async () => {
    await expect(generate({ targets: ['spreadsheet'] })).rejects.toMatchObject({ exitCode: 2, problems: [{ code: 'unknown-target' }] });
  });
});

describe('the library', () => {
  test('bundles', async () => {
    const { input } = small();
    const { text } = await bundle({ input, format: 'json' });
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0', paths: { '/robots/{robot_id}': { get: { operationId: 'getRobot' } } } });
    expect((await bundle({ input })).text).toMatch(/^openapi: 3\.1\.0\n/);
  });

  test('lints: problems are a result, a missing file is an exception', async () => {
    const { folder, input } = small();
    expect(await lint({ input })).toEqual({ problems: [] });
    writeFiles(join(folder, 'api'), { 'schemas/Robot.yaml': 'type: [object' });
    expect((await lint({ input })).problems).toMatchObject([{ severity: 'error', position: { line: expect.any(Number) } }]);
    await expect(lint({ input: join(folder, 'nowhere.yaml') })).rejects.toBeInstanceOf(ProblemError);
  }, 60_000);

  test('builds the docs into a folder of their own, with a manifest of their own', async () => {
    const { folder, input } = small();
    const output = join(folder, 'public');
    await buildDocs({ input, output });
    expect(existsSync(join(output, 'index.html'))).toBe(true);
    writeFiles(output, { 'CNAME': 'docs.example.com' });
    await buildDocs({ input, output });
    expect(existsSync(join(output, 'CNAME'))).toBe(true);
  }, 60_000);

  test('starts a mock', async () => {
    const { input } = small();
    const mock = await startMock({ input, port: 0 });
    try {
      const response = await fetch(`${mock.url}/robots/r-1`, { headers: { 'x-key': 'k' } });
      expect(response.status).toBe(200);
      await response.text();
    } finally {
      await mock.close();
    }
  }, 60_000);
});
