/** Other people's tools take the bundle without a word: Redocly, openapi-typescript and Prism here, Spectral in the lint stage. */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import openapiTS, { astToString } from 'openapi-typescript';
import { getHttpOperationsFromSpec } from '@stoplight/prism-cli/dist/operations.js';
import { describe, expect, it } from 'vitest';
import { redoclyOff } from '../../../spec/rules/switchedOff.js';
import { loadDescription, printBundle } from '../../../generators/source/index.js';

describe('the bundle of this repository’s description', async () => {
  const { document } = await loadDescription('spec/openapi.yaml');
  const yaml = printBundle(document, 'yaml');

  it('has no reference that leaves it, and no authoring form', () => {
    expect(yaml.match(/\$ref: (?!'#\/)/g)).toBeNull();
    expect(yaml).not.toContain('x-fixture');
  });

  it('passes Redocly’s recommended rules, less those that docs/lint-rules.md gives a reason for', async () => {
    const problems = await lintFromString({ source: yaml, absoluteRef: '/openapi.yaml', config: await createConfig({ extends: ['recommended'], rules: Object.fromEntries(Object.keys(redoclyOff).map((name) => [name, 'off'])) }) });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer ?? ''}`)).toEqual([]);
  });

  it('gives openapi-typescript every operation', async () => {
    const types = astToString(await openapiTS(yaml));
    for (const id of operationIds(yaml)) {
      expect(types).toContain(`operations["${id}"]`);
    }
  });

  it('gives Prism every operation', async () => {
    const operations = await getHttpOperationsFromSpec(JSON.parse(printBundle(document, 'json')));
    expect(operations.map(({ iid }) => iid).sort()).toEqual(operationIds(yaml).sort());
  });
});

function operationIds(yaml: string): string[] {
  return [...yaml.matchAll(/^ {6}operationId: (\w+)$/gm)].map(([, id]) => id ?? '');
}
