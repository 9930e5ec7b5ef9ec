/** Other generators, installed outside of the repository, doing the part of the work that they do. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The newest versions that run on Node 20. */
const versions = {
  '@hey-api/openapi-ts': '0.95.0',
  'openapi-typescript': '7.13.0',
  orval: '7.13.2',
  '@kubb/cli': '3.18.3',
  '@kubb/core': '3.18.3',
  '@kubb/plugin-oas': '3.18.3',
  '@kubb/plugin-ts': '3.18.3',
  '@kubb/plugin-client': '3.18.3',
  typescript: '5.9.3',
};

/**
 * Installs the generators, once for these versions.
 *
 * @returns the folder, or undefined (and a word about it) where they cannot be had
 */
export function installOthers() {
  const folder = join(tmpdir(), `bench-generators-${Object.values(versions).join('-')}`);
  if (existsSync(join(folder, 'installed'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: versions }));
  const { status, error } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    console.log(`The other generators could not be installed (${error?.message ?? `npm ended with ${status}`}); they are left out.`);
    return undefined;
  }
  writeFileSync(join(folder, 'installed'), '');
  return folder;
}

/** @returns {readonly { name: string; does: string; command: readonly string[]; cwd: string }[]} how each is run on a document */
export function otherGenerators(folder, document, output) {
  const bin = (path) => join(folder, 'node_modules', path);
  const kubb = join(folder, 'kubb.config.mjs');
  writeFileSync(
    kubb,
    `import { defineConfig } from '@kubb/core';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';
import { pluginClient } from '@kubb/plugin-client';
export default defineConfig({ root: '.', input: { path: ${JSON.stringify(document)} }, output: { path: ${JSON.stringify(join(output, 'kubb'))}, clean: true }, plugins: [pluginOas({ generators: [] }), pluginTs(), pluginClient()] });
`,
  );
  const named = (name, version) => `${name} ${versions[version]}`;
  return [
    { name: named('hey-api', '@hey-api/openapi-ts'), does: 'types, SDK', command: [bin('@hey-api/openapi-ts/bin/run.js'), '-i', document, '-o', join(output, 'hey-api'), '-s'], cwd: folder },
    { name: named('openapi-typescript', 'openapi-typescript'), does: 'types', command: [bin('openapi-typescript/bin/cli.js'), document, '-o', join(output, 'openapi.ts')], cwd: folder },
    { name: named('orval', 'orval'), does: 'types, functions', command: [bin('orval/dist/bin/orval.js'), '--input', document, '--output', join(output, 'orval', 'api.ts')], cwd: folder },
    { name: named('kubb', '@kubb/core'), does: 'types, functions', command: [bin('@kubb/cli/bin/kubb.cjs'), 'generate', '--config', kubb], cwd: folder },
  ];
}
