/**
 * `npm run test:runtimes`: runs one bundle of a generated SDK on Deno, Bun and workerd, which it installs from npm into a temporary folder, at
 * exactly the versions below and without running their install scripts. What cannot be installed (no network, no build for this machine) is told
 * and left out. The exit code is zero when everything that could be installed passed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Each runtime with the scope of the packages that hold its program, one for each kind of machine. */
const runtimes = [
  { name: 'deno', version: '2.9.6', scope: '@deno' },
  { name: 'bun', version: '1.4.5', scope: '@oven' },
  { name: 'workerd', version: '1.20261117.1', scope: '@cloudflare' },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'runtimes-'));
const programs = join(folder, 'bin');
mkdirSync(programs);
try {
  const installed = runtimes.filter(install);
  process.exitCode = installed.length === 0 ? 0 : run(installed.map(({ name }) => name));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Puts a runtime's program into the folder of programs; false, with a message, where that is impossible. */
function install({ name, version, scope }) {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', `${name}@${version}`];
  const { status, stderr, error } = spawnSync('npm', args, { cwd: home, encoding: 'utf8', timeout: 300_000 });
  const found = status === 0 ? programOf(join(home, 'node_modules', scope), name, home) : undefined;
  if (found === undefined) {
    const why = status === 0 ? `there is none for ${process.platform} on ${process.arch}` : (String(error ?? stderr).trim().split('\n')[0] ?? '');
    console.log(`- ${name} ${version} is left out: ${why}`);
    return false;
  }
  symlinkSync(found.program, join(programs, name));
  console.log(`- ${found.told}`);
  return true;
}

/** The first of the scope's programs that runs here: on Linux there may be one for each C library. */
function programOf(scope, name, home) {
  for (const entry of existsSync(scope) ? readdirSync(scope) : []) {
    for (const program of [join(scope, entry, 'bin', name), join(scope, entry, name)].filter(existsSync)) {
      const { status, stdout } = spawnSync(program, ['--version'], { cwd: home, encoding: 'utf8', timeout: 30_000 });
      if (status === 0) return { program, told: `${name}: ${stdout.trim().split('\n')[0]}` };
    }
  }
  return undefined;
}

/** Runs the tests with the programs at hand. One that is there and was left out all the same is a failure. */
function run(names) {
  const report = join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', 'test/generators/sdk/runtimes.test.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(({ assertionResults }) => assertionResults) : [];
  const passed = (name) => results.some(({ title, status: outcome }) => title.includes(`on ${name}`) && outcome === 'passed');
  const missed = names.filter((name) => !passed(name));
  if (missed.length > 0) console.log(`Not passed: ${missed.join(', ')}.`);
  else console.log(`Passed: ${names.join(', ')}.`);
  return status === 0 && missed.length === 0 ? 0 : 1;
}
