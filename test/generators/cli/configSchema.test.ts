/** The JSON Schema of the configuration says what the program says. */
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { configProblems } from '../../../generators/cli/config/check.js';
import { type ConfigTable, configTable } from '../../../generators/cli/config/keys.js';
import { configSchema } from '../../../generators/cli/config/schema.js';
import { commands } from '../../../generators/cli/registry.js';
import { packageRoot } from '../../../generators/package.js';

let table: ConfigTable;
beforeAll(async () => {
  table = await configTable(commands);
});

test('is the committed one; `npx vitest run test/generators/cli/configSchema.test.ts -u` writes it', async () => {
  await expect(`${JSON.stringify(configSchema(table), null, 2)}\n`).toMatchFileSnapshot(join(packageRoot, 'spec', 'rules', 'schemas', 'config.json'));
});

test.each([
  [{ $schema: './schema.json', input: 'openapi.yaml', generate: { output: 'src', targets: ['types'], watch: true }, lint: { maxWarnings: 0 } }, true],
  [{ docs: { port: 4000 }, mock: { port: 0 }, bundle: { format: 'json', problems: 'sarif' }, plugins: ['./target.js'], format: 'github' }, true],
  [{}, true],
  [{ inptu: 'openapi.yaml' }, false],
  [{ generate: { ouput: 'src' } }, false],
  [{ generate: [] }, false],
  [{ lint: { maxWarnings: '0' } }, false],
  [{ lint: { maxWarnings: -1 } }, false],
  [{ format: 'xml' }, false],
  [{ bundle: { format: 'github' } }, false],
  [{ allowRemote: 'yes' }, false],
  [{ plugins: 'one' }, false],
  [{ input: '' }, false],
  [[], false],
  ['text', false],
])('and the program agree on %j', (config, right) => {
  expect(configProblems(config, table, () => ({ origin: { file: 'c.json', pointer: '' } })).length === 0).toBe(right);
  expect(new Ajv2020({ strict: true }).validate(configSchema(table), config)).toBe(right);
});
