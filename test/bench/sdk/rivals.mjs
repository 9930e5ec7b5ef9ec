/** Other generators and clients, installed for the time of the bench. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = ['@hey-api/openapi-ts@0.95.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3'];

/**
 * Installs the rivals and lets hey-api generate its client.
 *
 * @returns their versions by name, and the folder of hey-api's client; undefined, with a message, where the registry cannot be reached
 */
export function installRivals(folder, description) {
  const home = join(folder, 'rivals');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  const run = (program, ...args) => spawnSync(program, args, { cwd: home, encoding: 'utf8', timeout: 180_000 });
  const installed = run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages);
  const generated = installed.status === 0 ? run(process.execPath, join('node_modules', '.bin', 'openapi-ts'), '-i', description, '-o', 'hey', '-c', '@hey-api/client-fetch') : installed;
  if (generated.status !== 0) {
    console.log(`hey-api and openapi-fetch are left out: ${(generated.stderr || String(generated.error ?? '')).trim().split('\n')[0]}\n`);
    return undefined;
  }
  const versionOf = (name) => JSON.parse(readFileSync(join(home, 'node_modules', name, 'package.json'), 'utf8')).version;
  return { heyApi: join(home, 'hey'), openapiFetch: join(home, 'node_modules', 'openapi-fetch'), versions: { 'hey-api': versionOf('@hey-api/openapi-ts'), 'openapi-fetch': versionOf('openapi-fetch') } };
}
