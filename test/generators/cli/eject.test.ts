/** Templates of the user's own: copied with eject, used with --templates, checked by name and form. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileTemplates } from '../../../generators/package.js';
import { templateNames } from '../../../generators/templates.js';
import { runHere } from '../../support/commandLine.js';
import { smallDescription } from '../../support/smallDescription.js';
import { makeTemporaryFolder, readFiles, writeFiles } from '../../support/temporaryFolder.js';

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

describe('eject', () => {
  test('lists the templates, all of them Handlebars', async () => {
    const { code, stdout } = await runHere('eject');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual(templateNames());
    expect(templateNames()).toContain('docs/markdown/operation.hbs');
    expect(templateNames().every((name) => name.endsWith('.hbs'))).toBe(true);
  });

  test('copies one, and never over a file without --force', async () => {
    const { code, stdout } = await runHere('eject', 'docs/notFound.hbs', '--templates', 'mine');
    expect([code, stdout]).toEqual([0, 'mine/docs/notFound.hbs\n']);
    const original = fileTemplates().read('docs/notFound.hbs');
    expect(readFiles(folder)).toEqual({ 'mine/docs/notFound.hbs': original });

    writeFiles(folder, { 'mine/docs/notFound.hbs': 'changed' });
    const again = await runHere('eject', 'docs/notFound.hbs', 'docs/home.hbs', '--templates', 'mine');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('It is there already. Nothing was written.');
    expect(readFiles(folder)).toEqual({ 'mine/docs/notFound.hbs': 'changed' });

    expect((await runHere('eject', 'docs/notFound.hbs', '--templates', 'mine', '--force')).code).toBe(0);
    expect(readFiles(folder)).toEqual({ 'mine/docs/notFound.hbs': original });
  });

  test('knows what was meant', async () => {
    const { code, stderr } = await runHere('eject', 'docs/operatoin.hbs');
    expect(code).toBe(1);
    expect(stderr).toContain('Did you mean docs/operation.hbs?');
    expect(readFiles(folder)).toEqual({});
  });
});

describe('--templates', () => {
  beforeEach(() => writeFiles(folder, smallDescription));
  const build = (...more: readonly string[]): ReturnType<typeof runHere> => runHere('docs', 'build', '--input', 'openapi.yaml', '--output', 'site', '--templates', 'mine', ...more);

  test('replaces a template by name, and what it prints stays escaped', { timeout: 60_000 }, async () => {
    writeFiles(folder, { 'mine/docs/partials/method.hbs': '<b class="mine">{{this}}</b>', 'mine/.gitkeep': '' });
    const original = fileTemplates().read('docs/partials/method.hbs');
    writeFiles(folder, { 'mine/docs/partials/method.hbs': `<!-- mine -->${original}` });
    const { code, stderr } = await build();
    expect(code, stderr).toBe(0);
    const pages = Object.entries(readFiles(`${folder}/site`)).filter(([path]) => path.endsWith('.html'));
    expect(pages.some(([, html]) => html.includes('<!-- mine -->'))).toBe(true);
  });

  test.each([
    ['a name that no template has', { 'docs/operaton.hbs': '' }, 'There is no template "docs/operaton.hbs".', 'Did you mean docs/operation.hbs?'],
    ['runtime code', { 'sdk/runtime/call.ts': '' }, 'There is no template "sdk/runtime/call.ts".', ''],
    ['a template that cannot be parsed', { 'docs/home.hbs': 'one\n{{#if}\n' }, 'The template cannot be parsed', 'mine/docs/home.hbs:2'],
    ['one that names what is not there', { 'docs/home.hbs': '{{nothingOfThatName}}' }, 'The template failed: "nothingOfThatName" not defined', 'mine/docs/home.hbs:1:3'],
    ['one that prints without escaping', { 'docs/home.hbs': 'one\n {{{title}}}' }, 'What is printed with {{{…}}} would not be escaped', 'mine/docs/home.hbs:2:2'],
  ])('refuses %s, and writes nothing', { timeout: 60_000 }, async (_what, files, message, more) => {
    writeFiles(`${folder}/mine`, files);
    const { code, stderr } = await build();
    expect(code, stderr).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain(more);
    expect(Object.keys(readFiles(folder)).filter((path) => path.startsWith('site'))).toEqual([]);
  });

  test('that is no folder is an unreadable input', async () => {
    const { code, stderr } = await build();
    expect(code).toBe(3);
    expect(stderr).toContain('is not there');
  });
});
