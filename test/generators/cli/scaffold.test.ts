import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere } from '../../support/commandLine.js';
import { readFiles, temporaryFolder } from '../../support/temporaryFolder.js';

test('scaffold writes each file once, and never again', async () => {
  const folder = temporaryFolder();
  const output = join(folder, 'app');
  const call = ['scaffold', '--input', 'test/generators/server/fixtures/things.yaml', '--output', output, '--server', join(folder, 'generated', 'server')];
  const first = await runHere(...call);
  expect(first.code).toBe(0);
  expect(first.stderr).toMatch(/^The server stubs are not in .*generated.server yet: `.*generate server` writes them\.\nNext: let the authenticators of .*server\.ts know/);
  const written = readFiles(output);
  expect(Object.keys(written)).toEqual(['environment.ts', 'handlers/operations.ts', 'handlers/things.ts', 'main.ts', 'server.ts', 'services.ts']);
  expect(written['server.ts']).toContain("from '../generated/server/index.js'");
  expect(written['handlers/things.ts']).toContain("from '../../generated/server/index.js'");

  const mine = join(output, 'handlers', 'things.ts');
  writeFileSync(mine, '// mine\n');
  const second = await runHere(...call);
  expect([second.code, second.stderr]).toEqual([0, '']);
  expect(second.stdout.match(/^kept/gm)).toHaveLength(6);
  expect(readFileSync(mine, 'utf8')).toBe('// mine\n');
});
