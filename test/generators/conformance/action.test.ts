/** action.yml: its inputs are all handed on, never as code, and what it runs is the command line as it is. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { conformance } from '../../../generators/cli/commands/conformance.js';
import { packageRoot } from '../../../generators/package.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required: boolean; readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly { readonly name?: string; readonly shell?: string; readonly env?: Readonly<Record<string, string>>; readonly run?: string }[] };
}

const action: Action = parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8'));
const step = action.runs.steps.find(({ name }) => name === 'Test the server');

it('is a composite action whose scripts hold no expression', () => {
  expect(action.runs.using).toBe('composite');
  for (const { run, shell } of action.runs.steps) {
    if (run === undefined) continue;
    expect(shell).toBe('bash');
    expect(run).not.toContain('${{');
  }
  const used = Object.values(step?.env ?? {}).flatMap((value) => /inputs\.([\w-]+)/.exec(value)?.[1] ?? []);
  expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
});

it('hands its inputs to the command line, each in one piece', async () => {
  const folder = temporaryFolder();
  // In place of the program: one that shows what it is given.
  mkdirSync(join(folder, 'dist/generators/cli'), { recursive: true });
  const program = join(folder, 'dist/generators/cli/main.js');
  writeFileSync(program, 'console.log(JSON.stringify(process.argv.slice(2)))');
  chmodSync(program, 0o755);
  const inputs: Record<string, string> = { URL: 'http://x/$(id)', INPUT: 'a b.yaml', STORIES: '', WRITE: 'true', OUTBOX: 'http://o', ONLY: 'one two\n\nthree', TAGS: 'x', RATE: '7', TIMEOUT: '9', REPORT: 'r.xml', ACTION_PATH: folder };
  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? ''], { env: { ...process.env, ...inputs } });
  const args: readonly string[] = JSON.parse(stdout);
  expect(args).toEqual(['conformance', '--url', 'http://x/$(id)', '--rate', '7', '--timeout', '9', '--format', 'junit', '--output', 'r.xml', '--input', 'a b.yaml', '--write', '--outbox', 'http://o', '--only', 'one two', '--only', 'three', '--tag', 'x']);
  for (const arg of args.filter((one) => one.startsWith('--'))) expect(Object.keys(conformance.options)).toContain(arg.slice(2));
});
