/** What `npm run build` leaves in dist. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../generators/package.js';
import { readFiles, temporaryFolder, writeFiles } from '../support/temporaryFolder.js';

test('nothing stays of sources that are gone, and the program can be run', () => {
  const folder = temporaryFolder();
  const sources = ['generators/cli/main.ts', 'generators/model.ts', 'spec/rules/bundle.ts'];
  const built = ['generators/cli/main.js', 'generators/cli/main.d.ts', 'generators/model.js', 'generators/model.d.ts', 'spec/rules/bundle.js'];
  const stale = ['generators/old.js', 'generators/old.d.ts', 'generators/gone/below/module.js', 'spec/rules/rule.d.ts'];
  const others = ['.tsbuildinfo', 'api/types/index.js'];
  writeFiles(folder, Object.fromEntries([...sources, ...[...built, ...stale, ...others].map((path) => `dist/${path}`)].map((path) => [path, ''])));
  execFileSync(process.execPath, [join(packageRoot, 'test', 'support', 'tidyBuild.mjs'), folder]);
  expect(Object.keys(readFiles(join(folder, 'dist'))).sort()).toEqual([...built, ...others].sort());
  expect(() => statSync(join(folder, 'dist', 'generators', 'gone'))).toThrow('ENOENT');
  if (process.platform !== 'win32') expect(statSync(join(folder, 'dist', 'generators', 'cli', 'main.js')).mode & 0o111).toBe(0o111);
});
