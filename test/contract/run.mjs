/**
 * `npm run test:contract`: the contract tests, and then the matrix of what they covered.
 * `--report FILE` also writes the matrix as JSON: a list of cells with operation, status, answer and what covered it.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
const env = { ...process.env, CONTRACT_MATRIX: 'print', ...(values.report === undefined ? {} : { CONTRACT_REPORT: resolve(values.report) }) };
const filters = positionals.length === 0 ? ['test/contract'] : positionals;
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', ...filters], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
