/** The completion scripts, in the shells they are for; where there is no zsh or fish, theirs are held to what every script must name. */
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../generators/cli/registry.js';
import { targetNames } from '../../../generators/pipeline.js';
import { runHere } from '../../support/commandLine.js';
import { hasTerminal, inTerminal } from '../../support/terminal.js';
import { makeTemporaryFolder, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** A zsh that prints every word it is about to offer, and ends then. */
const zshrc = `PROMPT='<ready>'
autoload -Uz compinit && compinit -u -D
source script
bindkey '^I' complete-word
leave() { exit }
comppostfuncs=( leave )
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a offered
  builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- "<word>"\${^offered}
  builtin compadd "$@"
}
`;

/** A bash in which the program prints its arguments. */
const bashrc = `PS1='<ready>'
source script
stytch-b2b-openapi() { printf '<argument>%s\\n' "$@"; }
`;

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
    expect(offered(['lint', '--format', '=', 's'])).toEqual(['sarif']);
    expect(offered(['bundle', '--format', '='])).toEqual(['yaml', 'json']);
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
      for (const option of Object.keys((await load()).options)) expect(stdout).toContain(shell === 'fish' ? `-l ${option}` : `'--${option}`);
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

test('the Tab key in bash escapes the blanks of a name', async ({ skip }) => {
  if (!hasTerminal) return skip('There is no `script` on this machine.');
  const folder = temporaryFolder();
  writeFiles(folder, { script: (await runHere('completion', 'bash')).stdout, bashrc, 'my openapi.yaml': '' });
  const typed = [['<ready>', 'stytch-b2b-openapi lint my\\ o\t\n'], ['<ready>', 'exit\n']] as const;
  const shown = await inTerminal('bash --noprofile --rcfile bashrc -i', typed, { cwd: folder, env: { ...process.env, TERM: 'dumb' } });
  expect([...shown.matchAll(/^<argument>(.*)$/gm)].map(([, argument]) => argument)).toEqual(['lint', 'my openapi.yaml']);
});

/** The real keys, in a real shell. */
describe.each(['zsh', 'fish'] as const)('the Tab key in %s', (shell) => {
  const folder = makeTemporaryFolder();
  const isThere = spawnSync(shell, ['--version']).error === undefined && (shell === 'fish' || hasTerminal);
  const missing = `There is no ${shell}, or no terminal for it, on this machine.`;
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  beforeAll(async () => {
    writeFiles(folder, { script: (await runHere('completion', shell)).stdout, 'my api/openapi.yaml': '', 'my openapi.yaml': '', '.zshrc': zshrc });
  });

  /** Words offered behind a line. */
  async function offered(line: string): Promise<readonly string[]> {
    if (shell === 'fish') {
      const output = execFileSync('fish', ['--no-config', '-c', 'source script; complete -C "$argv[1]"', `stytch-b2b-openapi ${line}`], { cwd: folder, encoding: 'utf8' });
      return output.split('\n').filter((word) => word !== '').map((word) => word.split('\t')[0]?.replace(/\/$/, '') ?? '').sort();
    }
    const shown = await inTerminal('zsh -i', [['<ready>', `stytch-b2b-openapi ${line}\t`]], { cwd: folder, env: { ...process.env, ZDOTDIR: folder, TERM: 'dumb' } });
    const words = [...shown.matchAll(/<word>(.*)/g)].map(([, word = '']) => word.replaceAll('\\ ', ' '));
    return [...new Set(words)].sort();
  }

  test.for([
    ['gen', ['generate']],
    ['docs ', ['build', 'serve']],
    ['--vers', ['--version']],
    ['help exit', ['exit-codes']],
    ['lint --max', ['--max-warnings']],
    ['docs build --docs-b', ['--docs-base-url']],
    ['generate ', [...targetNames].sort()],
    ['generate docs ', [...targetNames].sort()],
    ['generate types s', ['sdk', 'server']],
    ['lint --format ', ['github', 'json', 'junit', 'pretty', 'sarif']],
    ['bundle --format j', ['json']],
    ['completion z', ['zsh']],
    ['mock --port ', []],
    ['lint my', ['my api', 'my openapi.yaml']],
    ['generate --output my', ['my api']],
    ['generate -i my', ['my api', 'my openapi.yaml']],
  ] as const)('after %j offers %j', async ([line, words], { skip }) => {
    if (!isThere) return skip(missing);
    const found = await offered(line);
    // zsh lists what else there is as well once everything that was said is there.
    expect(line.startsWith('generate docs') ? found.filter((word) => !word.startsWith('-')) : found).toEqual(words);
  });

  test('offers every command', async ({ skip }) => {
    if (!isThere) return skip(missing);
    const names = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''));
    expect(await offered('')).toEqual([...names, 'help'].sort());
  });
});

test('another shell is wrong usage', async () => {
  const { code, stderr } = await runHere('completion', 'tcsh');
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
