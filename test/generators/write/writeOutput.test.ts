import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { packageRoot } from '../../../generators/package.js';
import { type WriteReport, type WriteRequest, manifestName, writeOutput } from '../../../generators/write/index.js';
import { writeFileAtomically } from '../../../generators/write/file.js';
import { readFiles, temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';

/** Writes files given as an object. */
async function write(output: string, files: Readonly<Record<string, string>>, options: Partial<WriteRequest> = {}): Promise<WriteReport> {
  const list = Object.entries(files).map(([path, contents]) => ({ path, contents }));
  return writeOutput({ output, files: list, mode: 'write', ...options });
}

function actions(report: WriteReport): Record<string, string> {
  return Object.fromEntries(report.differences.map((difference) => [difference.path, difference.action]));
}

/** What a folder holds, the manifest aside. */
function contents(folder: string): Record<string, string> {
  const { [manifestName]: _manifest, ...files } = readFiles(folder);
  return files;
}

async function problemsOf(work: () => Promise<unknown>): Promise<ProblemError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('writing an output folder', () => {
  test('makes the folder, its files and a manifest, and leaves nothing else behind', async () => {
    const output = join(temporaryFolder(), 'new', 'output');
    const report = await write(output, { 'a.txt': 'A', 'deep/b.txt': 'B' });
    expect(actions(report)).toEqual({ 'a.txt': 'create', 'deep/b.txt': 'create' });
    expect(report.bytes).toBe(2);
    expect(Object.keys(readFiles(output))).toEqual([manifestName, 'a.txt', 'deep/b.txt']);
  });

  test('updates, keeps and deletes, and removes folders that are empty then', async () => {
    const output = temporaryFolder();
    await write(output, { 'same.txt': 'S', 'changed.txt': 'old', 'gone/deep/x.txt': 'X' });
    const report = await write(output, { 'same.txt': 'S', 'changed.txt': 'new' });
    expect(actions(report)).toEqual({ 'changed.txt': 'update', 'gone/deep/x.txt': 'delete' });
    expect(report.unchanged).toBe(1);
    expect(contents(output)).toEqual({ 'same.txt': 'S', 'changed.txt': 'new' });
    expect(existsSync(join(output, 'gone'))).toBe(false);
  });

  test('touches nothing when nothing changed', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.txt': 'A' });
    const before = [manifestName, 'a.txt'].map((name) => statSync(join(output, name)).ino);
    const report = await write(output, { 'a.txt': 'A' });
    expect(report.changed).toBe(false);
    expect([manifestName, 'a.txt'].map((name) => statSync(join(output, name)).ino)).toEqual(before);
  });

  test('a file becomes a folder and a folder a file', async () => {
    const output = temporaryFolder();
    await write(output, { one: 'file', 'two/x': 'X' });
    await write(output, { 'one/y': 'Y', two: 'file' });
    expect(contents(output)).toEqual({ 'one/y': 'Y', two: 'file' });
  });

  test('leaves what another target made alone', async () => {
    const output = temporaryFolder();
    await write(output, { 'sdk/a': 'A', 'server/b': 'B' });
    await write(output, { 'sdk/c': 'C' }, { covers: (path) => path.startsWith('sdk/') });
    expect(contents(output)).toEqual({ 'sdk/c': 'C', 'server/b': 'B' });
    expect(actions(await write(output, {}, { mode: 'check' }))).toEqual({ 'sdk/c': 'delete', 'server/b': 'delete' });
  });

  test('output of another kind in the same folder is left alone, and taken from nobody', async () => {
    const output = temporaryFolder();
    await write(output, { 'index.html': 'site', 'assets/site.css': 'css' }, { kind: 'docs' });
    await write(output, { 'types/index.ts': 'T', 'types/old.ts': 'O' });
    expect(actions(await write(output, { 'types/index.ts': 'T' }))).toEqual({ 'types/old.ts': 'delete' });
    expect(actions(await write(output, { 'index.html': 'site' }, { kind: 'docs' }))).toEqual({ 'assets/site.css': 'delete' });
    expect(contents(output)).toEqual({ 'index.html': 'site', 'types/index.ts': 'T' });
    expect((await problemsOf(() => write(output, { 'index.html': 'mine' }))).problems[0]?.code).toBe('output-conflict');
  });

  test('a manifest of the form without kinds is taken for that of whoever reads it', async () => {
    const output = temporaryFolder();
    writeFiles(output, { 'a.txt': 'A', [manifestName]: JSON.stringify({ version: 1, files: { 'a.txt': createHash('sha256').update('A').digest('hex') } }) });
    expect((await write(output, { 'a.txt': 'A' }, { mode: 'check', kind: 'docs' })).changed).toBe(false);
    expect(actions(await write(output, { 'b.txt': 'B' }))).toEqual({ 'a.txt': 'delete', 'b.txt': 'create' });
  });

  test('keeps the bytes of a file that is not text', async () => {
    const output = temporaryFolder();
    const bytes = Uint8Array.from([0, 255, 1, 254]);
    await writeOutput({ output, files: [{ path: 'font.woff2', contents: bytes }], mode: 'write' });
    expect(new Uint8Array(readFileSync(join(output, 'font.woff2')))).toEqual(bytes);
  });
});

describe("files that are somebody else's", () => {
  test('a file of the user stays, through every run', async () => {
    const output = temporaryFolder();
    writeFiles(output, { 'README.md': 'mine', 'sdk/notes.txt': 'mine' });
    await write(output, { 'sdk/a.ts': 'A' });
    await write(output, {});
    expect(contents(output)).toEqual({ 'README.md': 'mine', 'sdk/notes.txt': 'mine' });
  });

  test('an edited file stops the run before anything is written', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'A', 'b.ts': 'B' });
    writeFiles(output, { 'a.ts': 'edited' });
    const error = await problemsOf(() => write(output, { 'a.ts': 'A2', 'b.ts': 'B2' }));
    expect(error.problems.map((problem) => problem.code)).toEqual(['output-conflict']);
    expect(error.problems[0]?.message).toContain('a.ts was changed');
    expect(contents(output)).toEqual({ 'a.ts': 'edited', 'b.ts': 'B' });
  });

  test('a file of the user in the place of a new one stops the run too', async () => {
    const output = temporaryFolder();
    writeFiles(output, { 'a.ts': 'mine' });
    expect((await problemsOf(() => write(output, { 'a.ts': 'A' }))).exitCode).toBe(1);
    expect(contents(output)).toEqual({ 'a.ts': 'mine' });
  });

  test('with force both are overwritten', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'A' });
    writeFiles(output, { 'a.ts': 'edited', 'b.ts': 'mine' });
    await write(output, { 'a.ts': 'A2', 'b.ts': 'B2' }, { force: true });
    expect(contents(output)).toEqual({ 'a.ts': 'A2', 'b.ts': 'B2' });
  });

  test('an edited file that is no longer generated stays, with a warning', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'A', 'b.ts': 'B' });
    writeFiles(output, { 'a.ts': 'edited' });
    const report = await write(output, {});
    expect(report.problems.map((problem) => problem.code)).toEqual(['output-abandoned']);
    expect(contents(output)).toEqual({ 'a.ts': 'edited' });
    expect((await write(output, {})).problems).toEqual([]);
  });

  test('a deleted file is made again', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'A' });
    writeFiles(output, { [manifestName]: readFileSync(join(output, manifestName), 'utf8').replaceAll('a.ts', 'z.ts') });
    expect(actions(await write(output, { 'z.ts': 'Z', 'a.ts': 'A' }))).toEqual({ 'z.ts': 'create' });
  });

  test('without a readable manifest every difference needs force', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'A', 'b.ts': 'B' });
    writeFiles(output, { [manifestName]: '<<<<<<< ours' });
    expect((await problemsOf(() => write(output, { 'a.ts': 'A', 'b.ts': 'B2' }))).problems).toHaveLength(1);
    await write(output, { 'a.ts': 'A', 'b.ts': 'B' });
    expect(actions(await write(output, { 'b.ts': 'B2' }))).toEqual({ 'a.ts': 'delete', 'b.ts': 'update' });
  });

  test('a link inside the output folder is not followed, even with force', async () => {
    const elsewhere = temporaryFolder();
    const output = temporaryFolder();
    symlinkSync(elsewhere, join(output, 'sdk'));
    expect((await problemsOf(() => write(output, { 'sdk/a.ts': 'A' }, { force: true }))).problems[0]?.code).toBe('output-conflict');
    expect(readFiles(elsewhere)).toEqual({});
  });

  test('a manifest that names files outside the folder deletes none of them', async () => {
    const parent = temporaryFolder();
    const output = join(parent, 'output');
    writeFiles(parent, { 'precious.txt': 'P' });
    await write(output, { 'a.ts': 'A' });
    const hash = '5c62e091b8c0565f1bafad0dad5934276143ae2ccef7a5381e8ada5b1a8d26d2';
    writeFiles(output, { [manifestName]: JSON.stringify({ version: 1, files: { '../precious.txt': hash } }) });
    await write(output, {}, { force: true });
    expect(readFileSync(join(parent, 'precious.txt'), 'utf8')).toBe('P');
  });
});

describe('looking without touching', () => {
  test('check and dry-run say what differs, with the first line, and write nothing', async () => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': 'one\ntwo\n', 'b.ts': 'B', 'c.ts': 'C' });
    writeFiles(output, { 'c.ts': 'edited' });
    const before = readFiles(output);
    for (const mode of ['check', 'dry-run'] as const) {
      const report = await write(output, { 'a.ts': 'one\n2\n', 'c.ts': 'C', 'd.ts': 'D' }, { mode });
      expect(report.changed).toBe(true);
      expect(report.differences).toEqual([
        { path: 'a.ts', action: 'update', line: 2, found: 'two', expected: '2' },
        { path: 'b.ts', action: 'delete' },
        { path: 'c.ts', action: 'conflict', line: 1, found: 'edited', expected: 'C' },
        { path: 'd.ts', action: 'create' },
      ]);
    }
    expect(readFiles(output)).toEqual(before);
  });

  test.each([
    ['a\nb\n', 'a\nc\n', 2, 'b', 'c'],
    ['a', 'a\nb', 2, undefined, 'b'],
    ['a\nb', 'a', 2, 'b', undefined],
    ['', '\n', 2, undefined, ''],
    ['\nb', 'x\nb', 1, '', 'x'],
    ['ab', 'abc', 1, 'ab', 'abc'],
    [`${'same\n'.repeat(5000)}a`, `${'same\n'.repeat(5000)}b`, 5001, 'a', 'b'],
  ])('the first line that differs, whatever the ends of the texts (%#)', async (there, wanted, line, found, expected) => {
    const output = temporaryFolder();
    await write(output, { 'a.ts': there });
    expect((await write(output, { 'a.ts': wanted }, { mode: 'check' })).differences).toEqual([
      { path: 'a.ts', action: 'update', line, ...(found === undefined ? {} : { found }), ...(expected === undefined ? {} : { expected }) },
    ]);
  });

  test('check of an up-to-date folder finds nothing, of a missing one everything', async () => {
    const output = join(temporaryFolder(), 'output');
    expect((await write(output, { 'a.ts': 'A' }, { mode: 'check' })).changed).toBe(true);
    expect(existsSync(output)).toBe(false);
    await write(output, { 'a.ts': 'A' });
    expect(await write(output, { 'a.ts': 'A' }, { mode: 'check' })).toMatchObject({ changed: false, differences: [] });
  });
});

describe('names that must not be written', () => {
  const hostile = [
    '../outside.ts', 'sdk/../../outside.ts', '/etc/passwd', 'C:/windows', '', 'a//b', './a', 'a/.', 'a\\b', 'nul\u0000l', 'new\nline',
    'con', 'sdk/NUL.ts', 'com1', 'lpt9.txt', 'trailing.', 'trailing ', 'a:b', 'a?b', `${'x'.repeat(256)}`, '\ud800', manifestName,
    `${manifestName.toUpperCase()}`, '.stytch-b2b-openapi-staging/new/x',
  ];
  test.each(hostile)('%j', async (path) => {
    const output = temporaryFolder();
    const error = await problemsOf(() => write(output, { 'fine.ts': 'F', [path]: 'X' }));
    expect(error.problems.map((problem) => problem.code)).toEqual(['unsafe-output-path']);
    expect(readFiles(output)).toEqual({});
  });

  test.each([
    [['a.ts', 'A.ts']],
    [['caf\u00e9', 'cafe\u0301']],
    [['a', 'a/b']],
    [['same', 'same']],
  ])('%j together', async (paths) => {
    const output = temporaryFolder();
    const files = paths.map((path) => ({ path, contents: 'X' }));
    const error = await problemsOf(() => writeOutput({ output, files, mode: 'write' }));
    expect(error.problems.map((problem) => problem.code)).toEqual(['unsafe-output-path']);
    expect(readFiles(output)).toEqual({});
  });

  test.each(['__proto__', 'constructor', 'toString', '.hidden', 'ünïcode', 'console', 'com10'])('%j is a name like any other', async (path) => {
    const output = temporaryFolder();
    await writeOutput({ output, files: [{ path, contents: 'X' }], mode: 'write' });
    expect(readFileSync(join(output, path), 'utf8')).toBe('X');
    expect((await writeOutput({ output, files: [{ path, contents: 'X' }], mode: 'check' })).changed).toBe(false);
  });
});

describe('an output folder that cannot be written', () => {
  test('its path goes through a file', async () => {
    const parent = temporaryFolder();
    writeFiles(parent, { file: '' });
    const error = await problemsOf(() => write(join(parent, 'file', 'output'), { 'a.ts': 'A' }));
    expect(error.exitCode).toBe(4);
    expect(error.problems[0]).toMatchObject({ code: 'output-not-writable' });
    expect(error.problems[0]?.message).toContain('a part of its path is a file');
  });

  test.runIf(existsSync('/proc/self'))('its parent takes no folders, and says there is none', async () => {
    const error = await problemsOf(() => write('/proc/self/task/folder/output', { 'a.ts': 'A' }));
    expect(error.exitCode).toBe(4);
    expect(error.problems[0]?.message).toMatch(/^The output \/proc\/self\/task\/folder\/output cannot be written: .* at \/proc\/self\/task\/folder\)\.$/);
  });

  test('another run is writing to it', async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, '.stytch-b2b-openapi-staging'));
    // The process that runs the tests' workers: it certainly lives.
    writeFileSync(join(output, '.stytch-b2b-openapi-staging', 'owner'), String(process.ppid));
    const error = await problemsOf(() => write(output, { 'a.ts': 'A' }));
    expect(error.exitCode).toBe(4);
    expect(error.problems[0]?.code).toBe('output-busy');
  });
});

describe('what the file system refuses', () => {
  /** Writes in a process of somebody whom permissions bind, as they do not bind the superuser; gives what was thrown. */
  function writeAsOrdinaryUser(output: string, files: Readonly<Record<string, string>>): { readonly exitCode?: number; readonly problems?: readonly { readonly message: string; readonly help: string }[] } {
    const script = `import(process.argv[1]).then(({ writeOutput }) => writeOutput({ ...JSON.parse(process.argv[2]), mode: 'write' })).then(() => console.log('{}'), ({ exitCode, problems }) => console.log(JSON.stringify({ exitCode, problems })));`;
    const request = JSON.stringify({ output, files: Object.entries(files).map(([path, contents]) => ({ path, contents })) });
    const module = pathToFileURL(join(packageRoot, 'dist', 'generators', 'write', 'index.js')).href;
    const nobody = 65_534;
    if (process.getuid?.() === 0) for (const path of [output, join(output, 'a'), join(output, 'c')]) chownSync(path, nobody, nobody);
    return JSON.parse(execFileSync(process.execPath, ['-e', script, module, request], { encoding: 'utf8', ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}) }));
  }

  test.skipIf(process.platform === 'win32')('halfway is refused before: nothing is new while something is old', async () => {
    const output = temporaryFolder();
    await write(output, { 'a/x.txt': 'old', 'b/x.txt': 'old', 'c/x.txt': 'old' });
    chmodSync(join(output, 'b'), 0o555);
    const before = readFiles(output);
    const { exitCode, problems } = writeAsOrdinaryUser(output, { 'a/x.txt': 'new', 'b/x.txt': 'new', 'd.txt': 'new' });
    expect(exitCode).toBe(4);
    expect(problems?.[0]?.message).toContain(`permission denied (EACCES at ${join(output, 'b')})`);
    expect(problems?.[0]?.help).toBe('Check the permissions there, or choose another place.');
    expect(readFiles(output)).toEqual(before);
  });

  test('a link that leads nowhere is called one', async () => {
    const output = join(temporaryFolder(), 'link');
    symlinkSync('nowhere', output);
    const { problems } = await problemsOf(() => write(output, { 'a.txt': 'A' }));
    expect(problems[0]?.message).toContain('cannot be written: it is a link that leads nowhere');
  });

  test.skipIf(!existsSync('/dev/full'))('a full device asks for room', async () => {
    const { problems } = await problemsOf(async () => writeFileAtomically('/dev/full', 'A'));
    expect(problems[0]).toMatchObject({ message: expect.stringContaining('no space left on the device'), help: 'Make room there, or choose another place.' });
  });
});
