/**
 * `npm test`: builds, type-checks, lints, looks for drift in generated/ and runs every test.
 *
 * The last line of the output is `N passed, N failed, N skipped`, where each of the checks counts as one test; the
 * exit code is zero only when nothing failed and something ran. With arguments (`npm test -- test/spec`) only the matching
 * test files run.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const counts = { passed: 0, failed: 0, skipped: 0 };
const filters = process.argv.slice(2);

if (check('Build', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])) {
  chmodSync('dist/generators/cli/main.js', 0o755);
  if (filters.length === 0) {
    check('Type check', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
    check('Lint', ['dist/generators/cli/main.js', 'lint', '--quiet']);
    check('Generated files are up to date', ['dist/generators/cli/main.js', 'generate', '--check']);
  }
  runVitest();
}

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

/** Runs one check with Node and counts it. */
function check(name, args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ok = status === 0;
  counts[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return ok;
}

/** Runs vitest and adds up what it reports; a run that ends badly without a failed test counts as one failure. */
function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const report = join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [...args, ...filters], { stdio: ['ignore', 'inherit', 'inherit'] });
  let failed = 0;
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += result.numPassedTests;
    counts.skipped += result.numPendingTests + result.numTodoTests;
    failed = result.numFailedTests;
  } catch {
    failed = 0;
  }
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0 && failed === 0) failed = 1;
  counts.failed += failed;
}
