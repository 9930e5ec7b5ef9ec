/** docs/conformance.md, done by a test: its commands are run as they stand, its story is told, its tables are complete. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ownStories } from '../../../generators/conformance/index.js';
import { packageRoot } from '../../../generators/package.js';
import { runHere } from '../../support/commandLine.js';
import { type RunningApi, startInMemoryApi } from '../../support/inMemoryApi.js';
import { makeTemporaryFolder, writeFiles } from '../../support/temporaryFolder.js';
import { xmlElements } from '../../support/xml.js';

const page = readFileSync(join(packageRoot, 'docs', 'conformance.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.trim().split('\n'));
const exported = lines.flatMap((line) => [...line.matchAll(/^export (\w+)=(\S+)$/g)].map(([, name = '', value = '']) => [name, value] as const));
const commands = lines.filter((line) => line.startsWith('npx stytch-b2b-openapi '));
const yaml = new Map(blocks.filter(({ language }) => language === 'yaml').map(({ code }) => [/^# (\S+)\n/.exec(code)?.[1] ?? '', code]));

let api: RunningApi;
let folder: string;
const before = { directory: process.cwd(), variables: exported.map(([name]) => [name, process.env[name]] as const) };

beforeAll(async () => {
  api = await startInMemoryApi();
  folder = makeTemporaryFolder();
  writeFiles(folder, { 'stories/rename.yaml': yaml.get('stories/rename.yaml') ?? '' });
  for (const [name, value] of exported) process.env[name] = value;
});
afterAll(async () => {
  for (const [name, value] of before.variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

it('has nothing on its command lines that is not run here', () => {
  expect(lines.filter((line) => !line.startsWith('export '))).toEqual(commands);
  expect(commands).toHaveLength(6);
});

it.each(commands)('%s', { timeout: 120_000 }, async (command) => {
  const args = command
    .replaceAll('http://localhost:3000', api.url)
    .replace('--stories stories', `--stories ${join(folder, 'stories')}`)
    .replace('--output conformance.xml', `--output ${join(folder, 'conformance.xml')}`)
    .split(' ')
    .slice(2)
    .map((word) => word.replace(/^'(.*)'$/, '$1'));
  // The generated server goes with the generated description.
  const { code, stdout, stderr } = await runHere(...args, '--input', join(packageRoot, 'generated', 'openapi.yaml'), ...(args.includes('--stories') ? [] : ['--stories', ownStories]), ...(args.includes('--rate') ? [] : ['--rate', '1000']));
  expect(code, `${stdout}${stderr}`).toBe(0);
  if (args.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ ok: true, totals: { passed: 2, failed: 0 } });
  if (args.includes('--output')) expect(xmlElements(readFileSync(join(folder, 'conformance.xml'), 'utf8'))).toContain('testcase');
  if (args.includes('names')) expect(stdout).toContain('4 passed');
  expect(api.services.store.organizations.size).toBe(0);
});

it('lists every story, and names what the action takes', () => {
  const listed = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| /gm)].flatMap(([, names = '']) => names.replaceAll('`', '').split(', '));
  const stories = readdirSync(ownStories).filter((name) => name.endsWith('.yaml')).map((name) => name.replace('.yaml', ''));
  expect(listed.sort()).toEqual(stories.sort());
  const workflow: { readonly jobs: { readonly conformance: { readonly steps: readonly { readonly with?: object }[] } } } = parse(yaml.get('.github/workflows/conformance.yml') ?? '');
  const action: { readonly inputs: object } = parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8'));
  const used = workflow.jobs.conformance.steps.flatMap((step) => Object.keys(step.with ?? {}));
  expect(used.length).toBeGreaterThan(3);
  for (const name of used) expect(Object.keys(action.inputs)).toContain(name);
});
