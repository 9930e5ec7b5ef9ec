/** The README, done by a test: each of its commands and snippets is run as a reader would run it, and does what the text says. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../generators/package.js';
import { runProgram, startProgram } from './support/commandLine.js';
import { makeTemporaryFolder, writeFiles } from './support/temporaryFolder.js';

const run = promisify(execFile);
const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code: code.trim() }));
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.replaceAll(' \\\n', ' ').split('\n'));
const snippets = new Map(blocks.filter(({ language }) => language === 'ts').map(({ code }) => [/^\/\/ (\S+)\n/.exec(code)?.[1] ?? '', code]));

const packageJson: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
const scripts = new Map(
  typeof packageJson === 'object' && packageJson !== null && 'scripts' in packageJson ? Object.entries(packageJson.scripts ?? {}) : [],
);

/** Commands that are run below in a way of their own, and where. */
const start = 'npm ci && npm start';
const curls = commands.filter((command) => command.startsWith('curl '));
const npx = commands.filter((command) => command.startsWith('npx stytch-b2b-openapi '));
/** Commands that this very run is made of: `npm test` runs the lint, the drift check and the tests. */
const thisRun = ['npm ci && npm test', 'npm run lint', 'npm run generate', 'npm test'];

let folder: string;
beforeAll(() => {
  folder = makeTemporaryFolder();
  mkdirSync(join(folder, 'api'));
  for (const target of ['types', 'validators', 'sdk', 'server']) symlinkSync(join(packageRoot, 'generated', target), join(folder, 'api', target), 'dir');
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFiles(folder, {
    'package.json': '{ "type": "module" }\n',
    'tsconfig.json': JSON.stringify({
      extends: join(packageRoot, 'tsconfig.json'),
      compilerOptions: { preserveSymlinks: true, typeRoots: [join(packageRoot, 'node_modules/@types')] },
      include: ['*.ts'],
    }),
    ...Object.fromEntries(snippets),
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has no command or snippet that this test does not run', () => {
  expect(commands.filter((command) => command !== start && !curls.includes(command) && !npx.includes(command) && !thisRun.includes(command))).toEqual([]);
  expect([...snippets.keys()]).toEqual(['first-call.ts', 'server.ts']);
  for (const command of commands) {
    for (const [, script = 'start'] of command.matchAll(/npm (?:run )?(start|test|lint|generate)\b/g)) expect(scripts.has(script), script).toBe(true);
  }
});

describe('npm start', () => {
  let program: ChildProcess;
  let docs: string;
  let mock: string;
  let output = '';

  beforeAll(async () => {
    // What the script runs after its build, on ports of its own and into a folder of its own.
    expect(scripts.get('start')).toMatch(/node dist\/generators\/cli\/main\.js start --strict$/);
    program = startProgram(['start', '--strict', '--docs-port', '0', '--mock-port', '0', '--output', join(folder, 'started')]);
    const seen = (text: string): void => void (output += text);
    program.stdout?.setEncoding('utf8').on('data', seen);
    program.stderr?.setEncoding('utf8').on('data', seen);
    const urls = await eventually(() => {
      const found = [...output.matchAll(/http:\/\/localhost:\d+/g)].map(([url]) => url);
      const distinct = [...new Set(found)];
      return distinct.length >= 2 ? distinct : undefined;
    }, () => program.exitCode !== null, 240_000);
    [docs, mock] = [urls[0] ?? '', urls[1] ?? ''];
    await eventually(async () => ((await fetch(docs).catch(() => undefined))?.ok === true ? true : undefined), () => program.exitCode !== null, 30_000);
  }, 300_000);
  afterAll(() => void program.kill('SIGKILL'));

  it('serves the documentation', async () => {
    expect(await (await fetch(docs)).text()).toContain('<title>');
  });

  it('answers the first curl command with an organization', async () => {
    const { stdout } = await run('sh', ['-c', (curls[0] ?? '').replaceAll('http://localhost:4010', mock)]);
    expect(JSON.parse(stdout)).toMatchObject({ status_code: 200, organization: { organization_name: 'Acme Robotics' } });
  });

  it('answers the second with the error it asks for, whose error_url opens its entry', async () => {
    const { stdout } = await run('sh', ['-c', (curls[1] ?? '').replaceAll('http://localhost:4010', mock)]);
    const body: unknown = JSON.parse(stdout);
    expect(body).toMatchObject({ status_code: 400, error_type: 'organization_slug_already_used', error_url: `${docs}/errors/400#organization_slug_already_used` });
    const page = await fetch(`${docs}/errors/400`);
    expect(page.ok).toBe(true);
    expect(await page.text()).toContain('id="organization_slug_already_used"');
  });

  it('takes the first call of the SDK', { timeout: 60_000 }, async () => {
    const { stdout } = await run(process.execPath, [await bundle('first-call.ts', [['http://localhost:4010', mock]])]);
    expect(stdout).toBe(`acme-robotics\n404 organization_not_found ${docs}/errors/404#organization_not_found\n`);
  });

  it('ends cleanly on Ctrl-C', { timeout: 30_000 }, async () => {
    const ended = new Promise<number | null>((resolve) => program.once('exit', (code) => resolve(code)));
    program.kill('SIGINT');
    expect(await ended, output).toBe(0);
    await expect(fetch(docs)).rejects.toThrow();
  });
});

it('has snippets that compile under the strictest flags', { timeout: 240_000 }, async () => {
  const { stdout } = await run(process.execPath, [join(packageRoot, 'node_modules/typescript/bin/tsc'), '-p', folder]).catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'stdout' in error) return { stdout: String(error.stdout) };
    throw error;
  });
  expect(stdout).toBe('');
});

it('has a server that serves', { timeout: 60_000 }, async () => {
  const program = spawn(process.execPath, [await bundle('server.ts', [])], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let output = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => void (output += text));
    const url = await eventually(() => /Listening on (\S+)/.exec(output)?.[1], () => program.exitCode !== null, 20_000);
    const remove = async (id: string): Promise<unknown> => {
      const headers = { authorization: `Basic ${Buffer.from('project-test-1:secret-test-example').toString('base64')}` };
      return (await fetch(`${url}/v1/b2b/organizations/${id}`, { method: 'DELETE', headers })).json();
    };
    const id = 'organization-test-8f2c1d0a-4b7e-4c39-9d15-6a0e2b7f3c81';
    expect(await remove(id)).toMatchObject({ status_code: 200, organization_id: id });
    expect(await remove('nobody')).toMatchObject({ status_code: 404, error_type: 'organization_not_found', error_url: 'http://localhost:4000/errors/404#organization_not_found' });
  } finally {
    program.kill();
  }
});

it.each(npx)('%s', { timeout: 120_000 }, async (command) => {
  const { code, stdout, stderr } = await runProgram(command.split(' ').slice(2), { cwd: mkdtempSync(join(folder, 'working-')) });
  expect(code, stderr).toBe(0);
  if (command.includes('explain')) expect(stdout).toContain('Slugs are unique within a project');
  if (command.includes('--help')) expect(stdout).toContain('Usage');
});

/** One JavaScript file out of a snippet and what it imports, as a bundler makes it. */
async function bundle(file: string, replacements: readonly (readonly [string, string])[]): Promise<string> {
  let code = snippets.get(file) ?? '';
  for (const [from, to] of replacements) code = code.replaceAll(from, to);
  const input = `run-${file}`;
  writeFiles(folder, { [input]: code });
  const output = join(folder, `${file}.bundle.mjs`);
  const build = await rolldown({ input: join(folder, input), platform: 'node', resolve: { symlinks: false, extensionAlias: { '.js': ['.ts', '.js'] } } });
  // The server loads what only development needs when it needs it.
  await build.write({ file: output, format: 'esm', codeSplitting: false });
  await build.close();
  rmSync(join(folder, input));
  return output;
}

/** Waits until something is there; fails when the program that should bring it has ended, or after a time. */
async function eventually<T>(look: () => T | undefined | Promise<T | undefined>, ended: () => boolean, milliseconds: number): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (ended() || Date.now() > deadline) throw new Error('It never came.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
