/** Spectral over source files: what it finds is told with the file and the line it stands in. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSpectralOnSources } from '../../../generators/lint/spectralSources.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

let folder: string;
beforeAll(() => {
  folder = makeTemporaryFolder();
  writeFiles(folder, {
    'openapi.yaml': `openapi: 3.1.1
info: { title: Robots, version: 1.0.0, description: Robots. }
servers: [{ url: 'https://robots.example' }]
tags: [{ name: Robots, description: Robots. }]
paths:
  /robots:
    $ref: robots.yaml
`,
    'robots.yaml': `get:
  operationId: listRobots
  tags: [Robots]
  responses:
    '200': { description: The robots. }
`,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds what breaks a rule in the file that a reference leads to', { timeout: 60_000 }, async () => {
  const problems = await runSpectralOnSources(join(folder, 'openapi.yaml'));
  const found = problems.map(({ code, severity, origin, position }) => ({ code, severity, file: origin?.file.split('/').at(-1), line: position?.line }));
  expect(found).toEqual([{ code: 'operation-description', severity: 'warning', file: 'robots.yaml', line: 1 }]);
});

it('fails where Spectral cannot run, instead of finding nothing', { timeout: 60_000 }, async () => {
  await expect(runSpectralOnSources(join(folder, 'absent.yaml'))).rejects.toThrow(/Spectral ended/);
});
