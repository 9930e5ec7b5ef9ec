/** The page about the command line agrees with the program. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../generators/package.js';
import { problemFormats } from '../../../generators/cli/report/index.js';
import { runHere } from '../../support/commandLine.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const page = readFileSync(join(packageRoot, 'docs', 'cli.md'), 'utf8');

test('it has the exit codes of the program', async () => {
  const rows = [...page.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, meaning = '']) => `${code} ${meaning.replaceAll('`', '')}`);
  const { stdout } = await runHere('help', 'exit-codes');
  expect(rows).toEqual([...stdout.matchAll(/^ +(\d+) {2}(.*)$/gm)].map(([, code, meaning]) => `${code} ${meaning}`));
});

test('it has every format', () => {
  for (const format of problemFormats) expect(page).toContain(`| \`${format}\` |`);
});

test('its configuration is one', async () => {
  const [, config = ''] = /```json\n(\{\n {2}"input"[\s\S]*?)```/.exec(page) ?? [];
  const before = process.cwd();
  const folder = makeTemporaryFolder();
  try {
    process.chdir(folder);
    writeFiles(folder, { 'stytch-b2b-openapi.config.json': config });
    const { code, stdout, stderr } = await runHere('config', 'print');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/generate\.targets +types, sdk +stytch-b2b-openapi\.config\.json: generate\.targets/);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('its commands are understood', async () => {
  const commands = [...page.matchAll(/`stytch-b2b-openapi ([^`]*)`/g)].map(([, line = '']) => line.replace(/ >.*/, ''));
  expect(commands.length).toBeGreaterThan(5);
  for (const line of commands) {
    const words = line.split(' ').filter((word) => word !== '--watch');
    const name = words.slice(0, words[0] === 'config' ? 2 : 1);
    const { code, stderr } = words[0] === 'help' ? await runHere(...words) : await runHere(...name, '--help');
    expect(code, `${line}: ${stderr}`).toBe(0);
  }
});
