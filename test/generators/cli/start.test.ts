/** The servers of the real program: `start`, `mock` and `docs serve`, from the first line to the signal that ends them. */
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runProgram, startProgram } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** A running program and what it has printed so far. */
class Running {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(args: readonly string[], cwd: string) {
    this.#child = startProgram(args, { cwd });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => void (this.stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => void (this.stderr += text));
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  /** Waits until standard output holds something, and gives the match. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#holds(() => pattern.exec(this.stdout));
  }

  /** The same of standard error. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#holds(() => pattern.exec(this.stderr));
  }

  async #holds(find: () => RegExpExecArray | null): Promise<RegExpExecArray> {
    for (;;) {
      const match = find();
      if (match !== null) return match;
      if (this.#child.exitCode !== null) throw new Error(`It ended with ${this.#child.exitCode}:\n${this.stdout}\n${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Sends a signal and gives the exit code. */
  async ends(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }
}

function folderOf(files: Readonly<Record<string, string>> = smallDescription): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

/** An example that does not match its schema, which keeps nothing from being generated. */
const withWrongExample = { ...smallDescription, 'paths/robot.yaml': (smallDescription['paths/robot.yaml'] ?? '').replace('name: Marvin', 'name: 42') };

/** A port that is taken while the test runs. */
async function takenPort(): Promise<number> {
  const server = createServer((_request, response) => response.end('somebody else'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

describe('servers', () => {
  test('start makes everything, serves both, and ends on Ctrl-C', { timeout: 120_000 }, async () => {
    const folder = folderOf();
    const program = new Running(['start', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folder);
    const [, docs = ''] = await program.prints(/^Documentation {2}(http:\/\/localhost:\d+)$/m);
    const [, mock = ''] = await program.prints(/^Mock {11}(http:\/\/localhost:\d+)$/m);
    const page = await fetch(docs);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Robots')]);
    const robot = await fetch(`${mock}/robots/r-1`, { headers: { 'x-key': 'k' } });
    expect(await robot.json()).toEqual({ robot_id: 'r-1', name: 'Marvin' });

    await program.says(/^Ready in /m);
    // Both answer before there is anything else.
    expect(program.stderr).toMatch(/✓ docs [^]+^Both answer after [^]+✓ types [^]+✓ lint /m);
    for (const step of ['lint', 'read', 'bundle', 'types', 'validators', 'sdk', 'server', 'postman', 'docs', 'mock']) {
      expect(program.stderr).toMatch(new RegExp(`✓ ${step} +[\\d.]+ m?s `));
    }
    for (const file of ['openapi.yaml', 'openapi.json', 'types/index.ts', 'sdk/index.ts', 'server/index.ts', 'site/index.html']) {
      expect(existsSync(join(folder, 'generated', file)), file).toBe(true);
    }
    expect(await program.ends('SIGINT')).toBe(0);
    await expect(fetch(mock)).rejects.toThrow();
  });

  test('start tells what the lint finds while both serve', { timeout: 120_000 }, async () => {
    const program = new Running(['start', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folderOf(withWrongExample));
    const [, docs = ''] = await program.prints(/^Documentation {2}(http:\/\/localhost:\d+)$/m);
    await program.says(/✗ lint +[\d.]+ m?s +1 error$/m);
    expect(program.stderr).toContain('paths/robot.yaml:25');
    await program.says(/^The servers go on .* --strict/m);
    expect((await fetch(docs)).status).toBe(200);
    expect(await program.ends('SIGINT')).toBe(1);
  });

  test('start can be stopped while it lints and generates', { timeout: 120_000 }, async () => {
    const program = new Running(['start', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folderOf());
    await program.prints(/^Mock /m);
    expect(await program.ends('SIGINT')).toBe(0);
    expect(program.stderr).toMatch(/\nStopping\.\n$/);
  });

  test('start for a program gives one report, the findings of the lint in it', { timeout: 120_000 }, async () => {
    const program = new Running(['start', '--json', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folderOf(withWrongExample));
    await program.prints(/\n\}\n$/);
    const printed: unknown = JSON.parse(program.stdout);
    expect(printed).toMatchObject({ ok: false, exitCode: 1, docs: expect.stringContaining('http://'), problems: [expect.objectContaining({ severity: 'error', file: 'paths/robot.yaml', line: 25 })] });
    expect(await program.ends('SIGINT')).toBe(1);
  });

  test('start --watch lets pages, mock, output and lint follow a change, and a description that cannot be read change nothing', { timeout: 120_000 }, async () => {
    const folder = folderOf();
    const program = new Running(['start', '--watch', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folder);
    const [, docs = ''] = await program.prints(/^Documentation {2}(http:\/\/localhost:\d+)$/m);
    const [, mock = ''] = await program.prints(/^Mock {11}(http:\/\/localhost:\d+)$/m);
    const page = async (): Promise<string> => (await fetch(`${docs}/robots/get-robot/`)).text();
    const robot = async (): Promise<unknown> => (await fetch(`${mock}/robots/r-1`, { headers: { 'x-key': 'k' } })).json();
    await program.says(/✓ types [^]+✓ lint [^]*/);
    expect([await page(), await robot()]).toEqual([expect.stringContaining('Get a robot'), { robot_id: 'r-1', name: 'Marvin' }]);
    expect(existsSync(join(folder, 'generated', 'types', 'index.ts'))).toBe(true);

    const path = 'paths/robot.yaml';
    const before = smallDescription[path] ?? '';
    writeFiles(folder, { [path]: before.replace('Get a robot', 'Find a robot').replace('name: Marvin', 'name: 42') });
    await program.says(/^paths\/robot\.yaml: both answer from it after [^]+^Written: .*types.*\n[^]*paths\/robot\.yaml:25[^]+✗ lint /m);
    expect([await page(), await robot()]).toEqual([expect.stringContaining('Find a robot'), { robot_id: 'r-1', name: 42 }]);
    expect(readFiles(folder)['generated/types/operations.ts']).toContain('Find a robot');

    writeFiles(folder, { [path]: 'get: [' });
    await program.says(/error yaml-syntax[^]+^paths\/robot\.yaml: both answer from the last description/m);
    expect([await page(), await robot()]).toEqual([expect.stringContaining('Find a robot'), { robot_id: 'r-1', name: 42 }]);

    writeFiles(folder, { [path]: before });
    await program.says(/last description[^]+both answer from it[^]+✓ lint /);
    expect(await robot()).toEqual({ robot_id: 'r-1', name: 'Marvin' });
    expect(await program.ends('SIGINT')).toBe(0);
  });

  test('start --watch for a program prints a line for the addresses, each run and each lint', { timeout: 120_000 }, async () => {
    const program = new Running(['start', '--watch', '--json', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], folderOf(withWrongExample));
    await program.prints(/"linted":true.*\n/);
    const lines = program.stdout.trimEnd().split('\n').map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { ok: true, docs: expect.stringContaining('http://'), mock: expect.stringContaining('http://') },
      { ok: true, changedFiles: [], targets: expect.arrayContaining([expect.objectContaining({ name: 'types' })]) },
      { ok: false, exitCode: 1, linted: true, problems: [expect.objectContaining({ file: 'paths/robot.yaml', line: 25 })] },
    ]);
    expect(program.stderr).toBe('');
    expect(await program.ends('SIGINT')).toBe(0);
  });

  test('start --watch --strict ends with the errors of the lint, and cannot follow standard input', { timeout: 120_000 }, async () => {
    const folder = folderOf(withWrongExample);
    const before = readFiles(folder);
    const strict = await runProgram(['start', '--watch', '--strict', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], { cwd: folder });
    expect([strict.code, strict.stdout, strict.stderr]).toEqual([1, '', expect.stringContaining('paths/robot.yaml:25')]);
    expect(readFiles(folder)).toEqual(before);
    const standardInput = await runProgram(['start', '--watch', '--input', '-'], { cwd: folder });
    expect([standardInput.code, standardInput.stderr]).toEqual([2, expect.stringContaining('Standard input cannot be watched.')]);
  });

  test('start --strict with problems in the description writes nothing', { timeout: 120_000 }, async () => {
    const folder = folderOf(withWrongExample);
    const before = readFiles(folder);
    const { code, stdout, stderr } = await runProgram(['start', '--strict', '--input', 'openapi.yaml', '--docs-port', '0', '--mock-port', '0'], { cwd: folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('paths/robot.yaml:25');
    expect(readFiles(folder)).toEqual(before);
  });

  test('a port that was asked for and is taken ends with exit code 4, before anything is written', { timeout: 120_000 }, async () => {
    const folder = folderOf();
    const taken = String(await takenPort());
    for (const flags of [['--docs-port', taken, '--mock-port', '0'], ['--docs-port', '0', '--mock-port', taken]]) {
      const { code, stderr } = await runProgram(['start', '--input', 'openapi.yaml', ...flags], { cwd: folder });
      expect(code).toBe(4);
      expect(stderr).toContain(`Port ${taken} is taken by another process.`);
      expect(existsSync(join(folder, 'generated'))).toBe(false);
    }
  });

  test('mock prints its address alone on standard output, and ends on SIGTERM', { timeout: 120_000 }, async () => {
    const program = new Running(['mock', '--input', 'openapi.yaml', '--port', '0'], folderOf());
    const [, url = ''] = await program.prints(/^(http:\/\/localhost:\d+)\n$/);
    // A connection that is kept open must not keep the program from ending.
    expect((await fetch(`${url}/robots/r-1`, { headers: { 'x-key': 'k' } })).status).toBe(200);
    expect(program.stderr).toContain(`curl ${url}/robots/r-1`);
    expect(await program.ends('SIGTERM')).toBe(0);
  });

  test('docs serve builds for the address it serves', { timeout: 120_000 }, async () => {
    const folder = folderOf();
    const program = new Running(['docs', 'serve', '--input', 'openapi.yaml', '--port', '0', '--output', 'site'], folder);
    const [, url = ''] = await program.prints(/^(http:\/\/localhost:\d+)\n$/);
    expect((await fetch(`${url}/index.html`)).status).toBe(200);
    expect(existsSync(join(folder, 'site', 'index.html'))).toBe(true);
    expect(await program.ends('SIGINT')).toBe(0);
  });
});
