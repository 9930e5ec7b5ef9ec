/** `--json`: one JSON document on standard output and nothing else there, whatever the command and however it ends. */
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runHere } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = makeTemporaryFolder();
  process.chdir(folder);
  writeFiles(folder, smallDescription);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

describe('a result', () => {
  test.each([
    ['lint openapi.yaml', { ok: true, exitCode: 0, problems: [] }],
    ['bundle -i openapi.yaml', { ok: true, document: { info: { title: 'Robots' } } }],
    ['bundle -i openapi.yaml -o out.yaml', { ok: true, output: 'out.yaml' }],
    ['generate types -i openapi.yaml', { ok: true, changed: true, targets: [{ name: 'types', reused: false }] }],
    ['generate types -i openapi.yaml --check', { ok: false, exitCode: 1, changed: true }],
    ['generate types -i openapi.yaml --dry-run', { ok: true, changed: true }],
    ['docs build -i openapi.yaml', { ok: true, targets: [{ name: 'docs' }] }],
    ['scaffold -i openapi.yaml', { ok: true, files: expect.arrayContaining([expect.objectContaining({ kept: false })]) }],
    ['eject', { ok: true, exitCode: 0, problems: [], templates: expect.arrayContaining(['docs/frame.hbs']) }],
    ['eject docs/frame.hbs', { ok: true, files: [{ name: 'docs/frame.hbs' }] }],
    ['init --yes', { ok: true, file: 'stytch-b2b-openapi.config.json' }],
    ['config print', { ok: true, settings: expect.arrayContaining([expect.objectContaining({ key: 'input', from: 'default' })]) }],
    ['completion bash', { ok: true, shell: 'bash', script: expect.stringContaining('complete ') }],
    ['--version', { ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) }],
    ['--help', { ok: true, program: 'stytch-b2b-openapi', exitCodes: expect.arrayContaining([{ code: 70, meaning: expect.any(String) }]) }],
    ['help lint', { commands: [{ name: 'lint', options: expect.arrayContaining([expect.objectContaining({ name: 'format' })]) }] }],
    ['docs build --help', { commands: [{ name: 'docs build' }] }],
    ['docs --help', { commands: [{ name: 'docs build' }, { name: 'docs serve' }] }],
    ['help docs', { commands: [{ name: 'docs build' }, { name: 'docs serve' }] }],
    ['help exit-codes', { ok: true, exitCodes: expect.arrayContaining([{ code: 2, meaning: expect.any(String) }]) }],
    ['help config', { ok: true, settings: expect.arrayContaining([expect.objectContaining({ key: 'input', type: 'text' }), expect.objectContaining({ key: 'generate.output', default: 'generated' })]) }],
  ])('of %s', { timeout: 60_000 }, async (line, expected) => {
    const { code, stdout, stderr } = await runHere(...line.split(' '), '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject(expected);
    expect(code).toBe('exitCode' in expected ? expected.exitCode : 0);
  });

  test('of explain', { timeout: 60_000 }, async () => {
    const { code, stdout } = await runHere('explain', 'organization_not_found', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, exitCode: 0, type: 'organization_not_found', status: 404 });
  });
});

describe('diff and conformance', () => {
  test('tell a breaking change, and its exit code', { timeout: 60_000 }, async () => {
    writeFiles(folder, { 'old.yaml': smallDescription['openapi.yaml'] ?? '', 'new.yaml': (smallDescription['openapi.yaml'] ?? '').replace('/robots/{robot_id}:', '/machines/{robot_id}:') });
    const { code, stdout, stderr } = await runHere('diff', 'old.yaml', 'new.yaml', '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exitCode: 1, breaking: true, counts: { breaking: expect.any(Number) }, changes: expect.arrayContaining([expect.objectContaining({ level: 'breaking' })]) });
    expect(code).toBe(1);
    const same = await runHere('diff', 'old.yaml', 'old.yaml', '--json');
    expect({ code: same.code, ...JSON.parse(same.stdout) }).toMatchObject({ code: 0, ok: true, exitCode: 0, breaking: false, changes: [] });
  });

  test('tell every story', { timeout: 60_000 }, async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end('{"robot_id":"r-1","name":"Marvin"}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    try {
      const { code, stdout, stderr } = await runHere('conformance', '--url', url, '-i', 'openapi.yaml', '--rate', '50', '--json');
      expect(stderr).toBe('');
      const report: unknown = JSON.parse(stdout);
      expect(report).toMatchObject({ ok: code === 0, exitCode: code, url, totals: { passed: expect.any(Number) }, stories: expect.arrayContaining([expect.objectContaining({ steps: expect.any(Array) })]) });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

describe('a failure', () => {
  test.each([
    ['generate --ouput x', 2, 'usage'],
    ['generat', 2, 'usage'],
    ['help nothing', 2, 'usage'],
    ['help docs nothing', 2, 'usage'],
    ['generate sdkk', 2, 'usage'],
    ['lint nowhere.yaml', 3, 'file-not-found'],
    ['generate types -i nowhere.yaml', 3, 'file-not-found'],
    ['bundle -i nowhere.yaml', 3, 'file-not-found'],
    ['mock -i nowhere.yaml', 3, 'file-not-found'],
    ['eject docs/nothing-of-that-name.hbs', 1, 'unknown-template'],
    ['explain no_such_type -i openapi.yaml', 1, 'unknown-error-type'],
    ['lint --config nowhere.json', 3, 'config-not-found'],
    ['init', 2, 'usage'],
    ['diff nowhere.yaml openapi.yaml', 3, 'file-not-found'],
    ['conformance', 2, 'usage'],
    ['conformance --url nonsense', 2, 'usage'],
  ])('of %s', { timeout: 60_000 }, async (line, exitCode, problem) => {
    const { code, stdout, stderr } = await runHere(...line.split(' '), '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exitCode, problems: [{ code: problem, severity: 'error' }] });
    expect(code).toBe(exitCode);
    expect(existsSync('generated')).toBe(false);
  });
});

describe('--quiet', () => {
  test('leaves standard error to errors', { timeout: 60_000 }, async () => {
    expect(await runHere('generate', 'types', '-i', 'openapi.yaml', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('progress', () => {
  test('is one line per step where nobody watches', { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await runHere('generate', 'bundle', '-i', 'openapi.yaml');
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n').map((line) => line.trim().split(/\s/)[0])).toEqual(['load', 'model', 'bundle', 'write', 'Generated']);
  });
});
