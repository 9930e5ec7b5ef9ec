/** The completion scripts: bash's is run by bash, the others are held to what every script must name. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../generators/cli/registry.js';
import { targetNames } from '../../../generators/pipeline.js';
import { runHere } from '../../support/commandLine.js';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

describe('bash', () => {
  let script: string;
  beforeAll(async () => {
    script = (await runHere('completion', 'bash')).stdout;
  });

  /** What the Tab key offers after some words, of which the last is being typed. */
  function offered(words: readonly string[], cwd?: string): readonly string[] {
    const line = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_stytch_b2b_openapi
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const output = execFileSync('bash', ['--norc', '-c', line, 'bash', 'stytch-b2b-openapi', ...words], { encoding: 'utf8', ...(cwd === undefined ? {} : { cwd }) });
    return output.split('\n').filter((word) => word !== '');
  }

  test('completes commands', () => {
    const names = new Set(commands.map(({ name }) => name.split(' ')[0]));
    expect(offered([''])).toEqual([...names, 'help', '--help', '--version']);
    expect(offered(['gen'])).toEqual(['generate']);
    expect(offered(['docs', ''])).toEqual(['build', 'serve']);
    expect(offered(['help', 'exit'])).toEqual(['exit-codes']);
  });

  test('completes options, targets and values', () => {
    expect(offered(['lint', '--max'])).toEqual(['--max-warnings']);
    expect(offered(['docs', 'build', '--docs-b'])).toEqual(['--docs-base-url']);
    expect(offered(['generate', ''])).toEqual(targetNames);
    expect(offered(['generate', 'types', 's'])).toEqual(['sdk', 'server']);
    expect(offered(['lint', '--format', ''])).toEqual(['pretty', 'json', 'github', 'sarif', 'junit']);
    expect(offered(['bundle', '--format', 'j'])).toEqual(['json']);
    expect(offered(['completion', 'z'])).toEqual(['zsh']);
    expect(offered(['mock', '--port', ''])).toEqual([]);
  });

  test('completes paths, blanks in them included', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'my api/openapi.yaml': '', 'my openapi.yaml': '' });
    expect([...offered(['lint', 'my'], folder)].sort()).toEqual(['my api', 'my openapi.yaml']);
    expect(offered(['generate', '--output', 'my'], folder)).toEqual(['my api']);
    expect([...offered(['generate', '-i', 'my'], folder)].sort()).toEqual(['my api', 'my openapi.yaml']);
  });

  test('is a script that bash takes without a word', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { script });
    expect(spawnSync('bash', ['-n', join(folder, 'script')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

describe.each(['zsh', 'fish'])('%s', (shell) => {
  test('has every command, option and target', async () => {
    const { code, stdout } = await runHere('completion', shell);
    expect(code).toBe(0);
    for (const { name, load } of commands) {
      expect(stdout).toContain(name.split(' ')[1] ?? name);
      for (const option of Object.keys((await load()).options)) expect(stdout).toContain(shell === 'fish' ? `-l ${option}` : `--${option}[`);
    }
    for (const target of targetNames) expect(stdout).toContain(target);
  });

  test('has as many quotes that open as close, on every line', async () => {
    const { stdout } = await runHere('completion', shell);
    const bare = stdout.replaceAll(/\\['\\]/g, '');
    const odd = bare.split('\n').filter((line) => !line.startsWith('#') && (line.match(/'/g) ?? []).length % 2 === 1);
    expect(odd).toEqual([]);
  });

  test('is a script that the shell takes, where there is one', async ({ skip }) => {
    if (spawnSync(shell, ['--version']).error !== undefined) return skip(`There is no ${shell} on this machine.`);
    const folder = temporaryFolder();
    writeFiles(folder, { script: (await runHere('completion', shell)).stdout });
    expect(spawnSync(shell, ['-n', join(folder, 'script')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('another shell is wrong usage', async () => {
  const { code, stderr } = await runHere('completion', 'tcsh');
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
