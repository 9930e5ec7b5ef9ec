import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Config } from '../../../generators/config.js';
import { configTable } from '../../../generators/cli/config/keys.js';
import { commands } from '../../../generators/cli/registry.js';
import { packageRoot } from '../../../generators/package.js';
import { defaultMockPort } from '../../../generators/mock/index.js';
import { defaultDocsPort } from '../../../generators/serve/docs.js';
import { run } from '../../../generators/cli/run.js';
import { style } from '../../../generators/text/terminal.js';
import { builtProgram, runHere } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { hasTerminal, inTerminal } from '../../support/terminal.js';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = makeTemporaryFolder();
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const name = 'stytch-b2b-openapi.config';

/** What `config print --json` says about some keys. */
async function printed(...args: readonly string[]): Promise<Readonly<Record<string, { value?: unknown; from: string; place?: string }>>> {
  const { code, stdout, stderr } = await runHere('config', 'print', '--json', ...args);
  expect([code, stderr]).toEqual([0, '']);
  const report: { settings: readonly { key: string; value?: unknown; from: string; place?: string }[] } = JSON.parse(stdout);
  return Object.fromEntries(report.settings.map(({ key, ...setting }) => [key, setting]));
}

describe('a configuration is read', () => {
  const config = { input: 'api/openapi.yaml', docsBaseUrl: 'https://docs.example', generate: { output: 'src/api', targets: ['types'] } };
  const json = JSON.stringify(config);
  test.each([
    ['JSON', { [`${name}.json`]: json }, `${name}.json`],
    ['JavaScript', { [`${name}.js`]: `export default ${json};`, 'package.json': '{"type":"module"}' }, `${name}.js`],
    ['an ES module', { [`${name}.mjs`]: `export default ${json};` }, `${name}.mjs`],
    ['CommonJS', { [`${name}.cjs`]: `module.exports = ${json};` }, `${name}.cjs`],
    ['TypeScript', { [`${name}.ts`]: `interface C { input: string }\nconst c: C & object = ${json};\nexport default c satisfies C;` }, `${name}.ts`],
    ['package.json', { 'package.json': JSON.stringify({ name: 'x', 'stytch-b2b-openapi': config }) }, 'package.json'],
  ])('from %s', async (_kind, files, file) => {
    writeFiles(folder, files);
    const settings = await printed();
    expect(settings['input']).toEqual({ value: 'api/openapi.yaml', from: 'file', place: `${file}: input` });
    expect(settings['generate.output']).toEqual({ value: 'src/api', from: 'file', place: `${file}: generate.output` });
    expect(settings['generate.targets']).toEqual({ value: ['types'], from: 'file', place: `${file}: generate.targets` });
    expect(settings['mock.port']).toEqual({ value: `${defaultMockPort}, or the next free one`, from: 'default' });
    expect(settings['docs.port']).toEqual({ value: `${defaultDocsPort}, or the next free one`, from: 'default' });
    expect(settings['start.docsPort']).toEqual(settings['docs.port']);
    expect(settings['start.mockPort']).toEqual(settings['mock.port']);
    expect(settings['generate.watch']).toEqual({ value: false, from: 'default' });
    expect(settings['plugins']).toEqual({ from: 'default' });
    expect(settings['bundle.format']).toEqual({ value: 'yaml', from: 'default' });
    expect(Object.keys(readFiles(folder)).sort()).toEqual(Object.keys(files).sort());
  });

  test('and obeyed; the command line wins', async () => {
    writeFiles(folder, {
      [`${name}.json`]: JSON.stringify({ input: join(folder, 'openapi.yaml'), generate: { output: join(folder, 'from-file'), targets: ['types'] } }),
      ...smallDescription,
    });
    expect((await runHere('generate')).code).toBe(0);
    expect((await runHere('generate', 'bundle', '--output', join(folder, 'from-flag'))).code).toBe(0);
    const files = Object.keys(readFiles(folder));
    expect(files).toContain('from-file/types/schemas.ts');
    expect(files).toContain('from-flag/openapi.yaml');
    expect(files.some((file) => file.startsWith('from-file/openapi') || file.startsWith('from-flag/types'))).toBe(false);
  });

  test('relative to its own folder when --config names one elsewhere, and not at all with --no-config', async () => {
    writeFiles(folder, { 'elsewhere/c.json': '{"input": "openapi.yaml", "generate": {"output": "out"}}', [`${name}.json`]: '{"input": "other.yaml"}' });
    const elsewhere = await printed('--config', 'elsewhere/c.json');
    expect(elsewhere['input']?.value).toBe(join(folder, 'elsewhere', 'openapi.yaml'));
    expect(elsewhere['generate.output']?.value).toBe(join(folder, 'elsewhere', 'out'));
    expect((await printed('--no-config'))['input']).toMatchObject({ from: 'default' });
  });

  test('and a command line is explained', async () => {
    writeFiles(folder, { [`${name}.json`]: '{"input": "a.yaml", "generate": {"input": "b.yaml"}}' });
    const settings = await printed('--', 'generate', 'sdk', '-o', 'src/api');
    expect(settings['generate.input']).toEqual({ value: 'b.yaml', from: 'file', place: `${name}.json: generate.input` });
    expect(settings['generate.output']).toEqual({ value: 'src/api', from: 'command line', place: '--output' });
    expect(settings['generate.targets']).toEqual({ value: ['sdk'], from: 'command line' });
  });

  test('for people, too', async () => {
    writeFiles(folder, { [`${name}.json`]: '{"input": "a.yaml"}' });
    const { stdout } = await runHere('config', 'print');
    expect(stdout).toMatch(new RegExp(`^Configuration: ${name}\\.json\\n(?:.*\\n)*input +a\\.yaml +${name}\\.json: input$`, 'm'));
  });
});

describe('a configuration is refused', () => {
  test.each([
    ['{"inputt": "x"}', 'config-unknown-key', 'There is no setting `inputt`.', 'Did you mean `input`?', 1, 2],
    ['{\n  "generate": {\n    "ouput": "x"\n  }\n}', 'config-unknown-key', 'There is no setting `generate.ouput`.', 'Did you mean `generate.output`?', 3, 5],
    ['{"output": "x"}', 'config-unknown-key', 'There is no setting `output`.', 'generate.output', 1, 2],
    ['{"lint": {"docsBaseUrl": "x"}}', 'config-unknown-key', 'There is no setting `lint.docsBaseUrl`.', 'It stands at the top: `docsBaseUrl`.', 1, 11],
    ['{"generate": {"force": true}}', 'config-unknown-key', 'There is no setting `generate.force`.', '', 1, 15],
    ['{"__proto__x": 1}', 'config-unknown-key', 'There is no setting `__proto__x`.', '', 1, 2],
    ['{"constructor": {}}', 'config-unknown-key', 'There is no setting `constructor`.', '', 1, 2],
    ['{"input": 5}', 'config-value', '`input` is a text.', '', 1, 2],
    ['{"mock": {"port": "80"}}', 'config-value', '`mock.port` is a whole number up to 65535.', '', 1, 11],
    ['{"allowRemote": "yes"}', 'config-value', '`allowRemote` is true or false.', '', 1, 2],
    ['{"format": "xml"}', 'config-value', '`format` is one of pretty, json', '', 1, 2],
    ['{"generate": {"targets": "sdk"}}', 'config-value', '`generate.targets` is a list.', '', 1, 15],
    ['{"generate": true}', 'config-form', '`generate` is an object', '', 1, 2],
    ['[]', 'config-form', 'A configuration is an object.', '', undefined, undefined],
    ['{"input": }', 'config-syntax', 'It is no JSON', '', undefined, undefined],
  ])('%s', async (text, code, message, help, line, column) => {
    writeFiles(folder, { [`${name}.json`]: text });
    const { code: exit, stdout } = await runHere('lint', '--json');
    const report: { problems: readonly { code: string; message: string; help?: string; line?: number; column?: number; file?: string }[] } = JSON.parse(stdout);
    expect(exit).toBe(1);
    expect(report.problems).toHaveLength(1);
    const [problem] = report.problems;
    expect(problem).toMatchObject({ code, file: `${name}.json`, message: expect.stringContaining(message) });
    expect(problem?.help ?? '').toContain(help);
    if (line !== undefined) expect(problem?.line).toBe(line);
    if (column !== undefined) expect(problem?.column).toBe(column);
  });

  test.each([
    ['throws', 'throw new Error("no luck");', 'It cannot be loaded: no luck'],
    ['is no program', 'export default {;', 'It cannot be loaded'],
    ['has no default export', 'export const config = {};', 'It has no default export.'],
    ['holds a plugin that is none', 'export default { plugins: [{ name: "Bad Name" }] };', '`plugins` holds a plugin that has no `name` of small letters'],
  ])('when the program %s', async (_what, text, message) => {
    writeFiles(folder, { [`${name}.mjs`]: text });
    const { code, stderr } = await runHere('lint');
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test('when its TypeScript cannot be parsed, with the place', async () => {
    writeFiles(folder, { [`${name}.ts`]: 'export default {\n  input: :\n};' });
    const { code, stderr } = await runHere('lint');
    expect(code).toBe(1);
    expect(stderr).toContain(`${name}.ts:2:10`);
  });

  test('naming the file, when a target in it is none', async () => {
    writeFiles(folder, { ...smallDescription, [`${name}.json`]: '{"input":"openapi.yaml","generate":{"targets":["typs"]}}' });
    const { code, stderr } = await runHere('generate');
    expect([code, stderr]).toEqual([2, `error: There is no target \`typs\`, which \`generate.targets\` of ${name}.json names.\nDid you mean \`types\`? See \`stytch-b2b-openapi generate --help\`.\n`]);
    expect((await runHere('generate', 'sdkk')).stderr).toContain('There is no target `sdkk`.\n');
  });

  test('when there are two', async () => {
    writeFiles(folder, { [`${name}.json`]: '{}', [`${name}.mjs`]: 'export default {};' });
    const { code, stderr } = await runHere('lint');
    expect(code).toBe(1);
    expect(stderr).toContain('configure this folder');
  });

  test('when the one asked for is not there', async () => {
    const { code, stderr } = await runHere('lint', '--config', 'nowhere.json');
    expect(code).toBe(3);
    expect(stderr).toContain('There is no configuration file nowhere.json.');
  });
});

test('what stands at the top is not meant for an option of a command that has the same name', async () => {
  writeFiles(folder, { 'stytch-b2b-openapi.config.json': '{ "format": "github", "bundle": { "format": "json" } }' });
  const settings = await printed();
  expect(settings['format']).toMatchObject({ value: 'github', from: 'file' });
  expect(settings['bundle.format']).toMatchObject({ value: 'json', from: 'file' });
  for (const command of ['diff', 'conformance']) expect(settings[`${command}.format`]).toMatchObject({ from: 'default' });
  expect(Object.keys(settings).filter((key) => key.endsWith('.json'))).toEqual([]);
});

test('every setting has its place in the type Config, and the other way round', async () => {
  const input = { input: '', allowRemote: true, allowPrivate: true, allowOutside: true, format: 'pretty' } as const;
  const everything = {
    $schema: '',
    ...input,
    docsBaseUrl: '',
    templates: '',
    plugins: [],
    guides: '',
    generate: { ...input, docsBaseUrl: '', templates: '', plugins: [], guides: '', output: '', targets: [], watch: true },
    lint: { ...input, maxWarnings: 0 },
    bundle: { ...input, format: 'yaml', docsBaseUrl: '', output: '', problems: 'pretty' },
    docs: { ...input, docsBaseUrl: '', templates: '', guides: '', output: '', port: 0, host: '' },
    start: { ...input, templates: '', plugins: [], guides: '', output: '', docsPort: 0, mockPort: 0, host: '', strict: true, watch: false },
    scaffold: { ...input, output: '', server: '' },
    explain: { ...input, docsBaseUrl: '' },
    eject: { templates: '', format: 'pretty' },
  } satisfies Config;
  const { shared, sections } = await configTable(commands);
  const { $schema: _schema, ...rest } = everything;
  for (const [section, members] of Object.entries(rest)) {
    if (typeof members !== 'object' || Array.isArray(members)) expect([...shared.keys()]).toContain(section);
    else expect([...(sections.get(section)?.keys() ?? [])].sort(), section).toEqual(Object.keys(members).sort());
  }
  expect([...shared.keys()].filter((key) => !Object.hasOwn(rest, key))).toEqual([]);
});

describe('init', () => {
  test.each([
    ['json', '{\n  "$schema": "./node_modules/stytch-b2b-openapi/spec/rules/schemas/config.json",\n  "input": "openapi.yaml",\n  "generate": {\n    "output": "src/api",\n    "targets": [\n      "types",\n      "sdk"\n    ]\n  }\n}\n'],
    ['js', undefined],
    ['ts', undefined],
  ])('writes %s that is read again', { timeout: 120_000 }, async (language, expected) => {
    writeFiles(folder, { ...smallDescription, 'package.json': '{"type":"module"}' });
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(packageRoot, join(folder, 'node_modules', 'stytch-b2b-openapi'), 'dir');
    const { code, stdout } = await runHere('init', '--yes', '--output', 'src/api', '--targets', 'types,sdk', '--language', language);
    expect([code, stdout]).toEqual([0, `${name}.${language}\n`]);
    const text = readFiles(folder)[`${name}.${language}`];
    if (expected !== undefined) expect(text).toBe(expected);
    if (language === 'json') expect(existsSync(join(folder, 'node_modules/stytch-b2b-openapi/spec/rules/schemas/config.json'))).toBe(true);
    const settings = await printed();
    expect(settings['input']).toMatchObject({ value: 'openapi.yaml', from: 'file' });
    expect(settings['generate.targets']).toMatchObject({ value: ['types', 'sdk'] });

    const again = await runHere('init', '--yes', '--language', language);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('This folder is configured already.');
    expect(readFiles(folder)[`${name}.${language}`]).toBe(text);
    expect((await runHere('init', '--yes', '--force', '--language', language)).code).toBe(0);
    expect(readFiles(folder)[`${name}.${language}`]).not.toBe(text);
  });

  test('asks on a terminal, and again when an answer cannot be used', async () => {
    writeFiles(folder, { 'api.yaml': '' });
    const answers = ['apii.yaml', 'api.yaml', '', 'types, sdkk', 'types, sdk', 'yaml', 'js'];
    let [stderr, stdout] = ['', ''];
    const plain = style(false);
    const code = await run(['init'], {
      out: (text) => void (stdout += text),
      err: (text) => void (stderr += text),
      outStyle: plain,
      errStyle: plain,
      ask: async (question) => {
        stderr += question;
        return answers.shift() ?? '';
      },
    });
    expect([code, stdout, answers]).toEqual([0, `${name}.js\n`, []]);
    expect(stderr).toContain('Output folder (generated): ');
    expect(stderr).toContain('There is no file apii.yaml. Did you mean api.yaml?');
    expect(stderr).toContain('Targets, separated by commas: bundle, types,');
    expect(stderr).toContain('Did you mean `sdk`?');
    expect(readFiles(folder)[`${name}.js`]).toBe(
      `/** @type {import('stytch-b2b-openapi').Config} */\nexport default {\n  input: 'api.yaml',\n  generate: {\n    output: 'generated',\n    targets: [\n      'types',\n      'sdk'\n    ]\n  }\n};\n`,
    );
  });

  test('says what can be typed next, whether or not there is a program of that name', async () => {
    vi.stubEnv('npm_command', 'exec');
    expect((await runHere('init', '--yes')).stderr).toBe('Next: `npx stytch-b2b-openapi generate`, or `npx stytch-b2b-openapi config print` to see every setting.\n');
    vi.stubEnv('npm_command', undefined);
    expect((await runHere('init', '--yes', '--force')).stderr).toContain('Next: `stytch-b2b-openapi generate`');
    vi.unstubAllEnvs();
  });

  test('does not ask where nobody can answer', async () => {
    const { code, stderr } = await runHere('init');
    expect(code).toBe(2);
    expect(stderr).toContain('`--yes`');
    expect(readFiles(folder)).toEqual({});
  });

  test('writes TypeScript that needs no package where there is none', async () => {
    expect((await runHere('init', '--yes', '--language', 'ts')).code).toBe(0);
    expect(readFiles(folder)[`${name}.ts`]).toMatch(/^export default \{/);
    expect((await printed())['generate.output']).toMatchObject({ value: 'generated', from: 'file' });
  });

  test('asks nothing where its answers could not be written', async () => {
    writeFiles(folder, { [`${name}.json`]: '{}' });
    const plain = style(false);
    let stderr = '';
    const ask = (): Promise<string> => Promise.reject(new Error('It asked.'));
    expect(await run(['init'], { out: () => undefined, err: (text) => void (stderr += text), outStyle: plain, errStyle: plain, ask })).toBe(1);
    expect(stderr).toContain('This folder is configured already.');
  });

  test.for([['Ctrl-C', '\u0003'], ['Ctrl-D', '\u0004']] as const)('ends with %s in place of an answer', { timeout: 30_000 }, async ([, key], { skip }) => {
    if (!hasTerminal) return skip('There is no `script` on this machine.');
    const shown = await inTerminal(`${process.execPath} ${builtProgram} init; echo "exit $?"`, [['own): ', '\n'], ['(generated): ', key]], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    expect(shown).toContain('No answer was given. Nothing was written.');
    expect(shown).toContain('exit 1');
    expect(readFiles(folder)).toEqual({});
  });

  test('writes whatever a path holds as a text', async () => {
    const input = `it's "a" \\ $\{x}.yaml`;
    expect((await runHere('init', '--yes', '--input', input, '--language', 'js')).code).toBe(0);
    writeFiles(folder, { 'package.json': '{"type":"module"}' });
    expect((await printed())['input']?.value).toBe(input);
  });
});
