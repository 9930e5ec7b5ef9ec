import { describe, expect, test } from 'vitest';
import { commands } from '../../../generators/cli/registry.js';
import { wantsColour } from '../../../generators/cli/terminal.js';
import { targetNames } from '../../../generators/pipeline.js';
import { packageVersion } from '../../../generators/package.js';
import { runHere } from '../../support/commandLine.js';

describe('help', () => {
  test('lists every command', async () => {
    const { code, stdout } = await runHere('--help');
    expect(code).toBe(0);
    for (const { name, summary } of commands) expect(stdout).toMatch(new RegExp(`${name} +${summary.slice(0, 10)}`));
  });

  test.each(commands.map(({ name }) => name))('of %s names its options, fits the page and has an example', async (name) => {
    const command = await commands.find((entry) => entry.name === name)?.load();
    const { code, stdout, stderr } = await runHere(...name.split(' '), '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(command?.name).toBe(name);
    for (const option of Object.keys(command?.options ?? {})) expect(stdout).toContain(`--${option}`);
    expect(stdout).toContain('Examples');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
    expect((await runHere('help', ...name.split(' '))).stdout).toBe(stdout);
  });

  test('says what the exit codes mean', async () => {
    const { stdout } = await runHere('help', 'exit-codes');
    expect([...stdout.matchAll(/^ +(\d+) {2}\S/gm)].map((match) => match[1])).toEqual(['0', '1', '2', '3', '4', '70']);
  });

  test('of generate names every target', async () => {
    const { stdout } = await runHere('generate', '--help');
    for (const name of targetNames) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  test('without a command goes to standard error and is wrong usage', async () => {
    const { code, stdout, stderr } = await runHere();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Commands');
  });

  test('of docs lists its two commands', async () => {
    expect((await runHere('docs', '--help')).stdout).toContain('docs serve');
  });
});

test('the version is that of the package', async () => {
  expect(await runHere('--version')).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' });
});

describe('wrong usage ends with exit code 2, on standard error alone', () => {
  test.each([
    [['generat'], 'There is no command `generat`.', 'Did you mean `stytch-b2b-openapi generate`?'],
    [['docs', 'bild'], 'There is no command `docs bild`.', 'Did you mean `stytch-b2b-openapi docs build`?'],
    [['docs'], '`docs` needs one of: build, serve.', 'See `stytch-b2b-openapi docs --help`'],
    [['xyzzy'], 'There is no command `xyzzy`.', 'See `stytch-b2b-openapi --help`'],
    [['--frobnicate'], 'There is no option `--frobnicate` without a command.', ''],
    [['--verison'], 'There is no option `--verison` without a command.', 'Did you mean `--version`?'],
    [['completion'], '`completion` needs SHELL: bash, zsh, fish.', ''],
    [['generate', '--ouput', 'x'], 'There is no option `--ouput`.', 'Did you mean `--output`?'],
    [['generate', '-x'], 'There is no option `-x`.', 'See `stytch-b2b-openapi generate --help`'],
    [['generate', '--constructor'], 'There is no option `--constructor`.', ''],
    [['generate', '--output'], '`--output` needs a value: --output FOLDER.', ''],
    [['generate', '--output='], '`--output` needs a value', ''],
    [['generate', '--output', '--check'], '`--output` needs a value', ''],
    [['generate', '--check=yes'], '`--check` takes no value.', ''],
    [['generate', '--check', '--dry-run'], '`--check` and `--dry-run` exclude each other.', ''],
    [['generate', 'sdkk'], 'There is no target `sdkk`.', 'Did you mean `sdk`?'],
    [['generate', 'everything-at-once'], 'There is no target `everything-at-once`.', 'Targets: bundle, types'],
    [['lint', '--format', 'sarf'], '`--format` takes one of pretty, json, github, sarif, junit, not "sarf".', 'Did you mean `sarif`?'],
    [['mock', '--port', 'eighty'], '`--port` takes a whole number up to 65535, not "eighty".', ''],
    [['mock', '--port', '65536'], '`--port` takes a whole number up to 65535, not "65536".', ''],
    [['start', '--docs-port', '-1'], '`--docs-port` takes a whole number up to 65535, not "-1".', ''],
    [['lint', 'a.yaml', '--input', 'b.yaml'], '`lint` takes FILE or `--input`, not both.', 'See `stytch-b2b-openapi lint --help`'],
    [['lint', '--max-warnings', '-1'], '`--max-warnings` takes a whole number, not "-1".', ''],
    [['bundle', '--docs-base-url', 'javascript:alert(1)'], '`--docs-base-url` takes an http or https URL, not "javascript:alert(1)".', ''],
    [['mock', 'extra'], '`mock` does not take "extra".', ''],
    [['explain'], '`explain` needs ERROR_TYPE.', ''],
    [['explain', 'one', 'two'], '`explain` does not take "two".', ''],
    [['help', 'nothing'], 'There is no command `nothing`.', ''],
    [['evil\u001b[2J'], 'There is no command `evil\\u{1b}[2J`.', ''],
  ])('%j', async (args, message, hint) => {
    const { code, stdout, stderr } = await runHere(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('colour', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('%j on a terminal: %j gives %j', (env, isTerminal, expected) => {
    expect(wantsColour(env, isTerminal)).toBe(expected);
  });
});

describe('what cannot be read ends with exit code 3 and says where it was looked for', () => {
  test.each([
    [['lint', 'nowhere/openapi.yaml'], 'There is no file nowhere/openapi.yaml.', 'relative to the working directory'],
    [['lint', 'ftp://example.com/openapi.yaml'], 'ftp://example.com/openapi.yaml is a URL of a kind that is not read.', 'an http or https URL'],
    [['generate', '--plugin', 'nowhere.js'], 'There is no file nowhere.js.', 'relative to the working directory'],
    [['docs', 'build', '--templates', 'nowhere'], 'nowhere is not there.', 'relative to the working directory'],
    [['docs', 'build', '--guides', 'nowhere'], 'nowhere is not there.', 'relative to the working directory'],
  ])('%j', async (args, message, help) => {
    const { code, stdout, stderr } = await runHere(...args, '--no-config');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });
});

test('a setting that commands share is explained once', async () => {
  const { stdout } = await runHere('help', 'config');
  expect(stdout.match(/^ {2}input: /gm)).toHaveLength(1);
  expect(stdout).toMatch(/^bundle\n {2}format: The document as yaml or json/m);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('output: The folder of the site.');
});
