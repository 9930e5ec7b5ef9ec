/** The site of descriptions that know nothing of ours, and of one that is out to do harm. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributeValues, brokenLinks, buildDocsSite, fileOf, ownHtmlFiles, textOf } from '../../support/docsSite.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const museum = fileURLToPath(new URL('fixtures/museum.yaml', import.meta.url));
const hostile = fileURLToPath(new URL('fixtures/hostile.yaml', import.meta.url));

describe('a description without navigation and catalogue', () => {
  it('gets a page per call, grouped by tag, and per object', async () => {
    const site = await buildDocsSite(museum);
    expect(brokenLinks(site)).toEqual([]);
    const page = textOf(fileOf(site, 'exhibits/get-exhibit/index.html'));
    expect(page).toContain('Get an exhibit');
    expect(page).toContain('There is no such exhibit.');
    expect(page).toContain('string (uuid)');
    expect(page).toContain('X-Rate-Limit');
    expect(fileOf(site, 'schemas/exhibit/index.html')).toContain('id="kind"');
    expect(textOf(fileOf(site, 'index.html'))).toContain('Museum API');
  });

  it('shows a schema that contains itself once and links it from there', async () => {
    const site = await buildDocsSite(museum);
    const page = fileOf(site, 'exhibits/get-exhibit/index.html');
    expect(attributeValues(page, 'id')).toContain('response.related');
    expect(attributeValues(page, 'id')).not.toContain('response.related.id');
    expect(page).toMatch(/<a href="[^"]*schemas\/exhibit\/index\.html">All attributes of Exhibit</);
  });

  it('shows alternatives, maps, limits and made-up examples', async () => {
    const site = await buildDocsSite(museum);
    const exhibit = fileOf(site, 'schemas/exhibit/index.html');
    expect(attributeValues(exhibit, 'id')).toEqual(expect.arrayContaining(['kind.painting', 'kind.painting.canvas', 'kind.statue.stone', 'labels.any-other-name.text']));
    expect(textOf(exhibit)).toContain('^[a-z]+$');
    const tickets = textOf(fileOf(site, 'operations/post-tickets/index.html'));
    expect(tickets).toContain('1 to 10');
    expect(tickets).toContain("--data-urlencode date=2026-01-15");
    expect(tickets).toContain('No credential is needed.');
  });

  it('takes credentials and servers of any kind into its samples', async () => {
    const site = await buildDocsSite(museum);
    const page = textOf(fileOf(site, 'exhibits/get-exhibit/index.html'));
    expect(page).toContain('-H "X-Api-Key: $X_API_KEY"');
    expect(page).toContain('https://eu.museum.example/v2/exhibits/');
    expect(page.replace(/\s/g, '')).toContain("awaitfetch('https://eu.museum.example/v2/exhibits/");
  });
});

describe('error types whose names come to one folder, or to a device', () => {
  it('have a page each, and so has each former name', async () => {
    const entry = { status: 400, title: 'Wrong', message: 'Wrong.', meaning: 'It is wrong.', causes: ['You.'], fixes: ['Stop.'], actor: 'developer', retry: 'never' };
    const catalogue = { 'a.b': entry, 'a b': { ...entry, aliases: ['a/b'] }, 'A-B': entry, con: { ...entry, aliases: ['nul'] } };
    const folder = temporaryFolder();
    const file = join(folder, 'errors.json');
    const document = { openapi: '3.1.0', info: { title: 'Errors', version: '1' }, paths: { '/a': { get: { operationId: 'a', 'x-errors': Object.keys(catalogue), responses: { 200: { description: 'ok' } } } } } };
    writeFileSync(file, JSON.stringify({ ...document, 'x-error-catalogue': catalogue }));
    const site = await buildDocsSite(file);
    expect(brokenLinks(site)).toEqual([]);
    const titles = [...site.files].flatMap(([path, html]) => (/^errors\/400\/.+\.html$/.test(path) ? [`${path}: ${/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, '').trim() ?? ''}`] : []));
    expect(titles.sort()).toEqual([
      'errors/400/A-B/index.html: Wrong',
      'errors/400/a-b-2/index.html: Wrong',
      'errors/400/a-b-3/index.html: Wrong',
      'errors/400/a-b-4/index.html: a/b is now a b',
      'errors/400/con_/index.html: Wrong',
      'errors/400/index.html: 400 Bad Request',
      'errors/400/nul_/index.html: nul is now con',
    ]);
  });
});

describe('a description that is out to do harm', () => {
  it('adds no element, attribute or address to any page', async () => {
    const site = await buildDocsSite(hostile);
    expect(brokenLinks(site)).toEqual([]);
    for (const [path, html] of ownHtmlFiles(site)) {
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
      expect(scripts.every((script) => /^<script src="[./]*assets\/(?:site|code)\.js" defer/.test(script)), `${path}: ${scripts.join()}`).toBe(true);
      expect(html, path).not.toMatch(/<(img|iframe|style|object|embed|base|b>)/i);
      expect(html.replace(/="[^"]*"/g, '=""'), path).not.toMatch(/<[^>]*\s(onerror|onload|style)=/i);
      expect(attributeValues(html, 'href').filter((href) => /^\s*(javascript|data|vbscript):/i.test(href)), path).toEqual([]);
      expect(attributeValues(html, 'src').filter((address) => address.includes('evil')), path).toEqual([]);
      expect(html, path).not.toMatch(/[\u202a-\u202e\u0000]/);
    }
  });

  it('stays inside the search index', async () => {
    const site = await buildDocsSite(hostile);
    const script = fileOf(site, 'assets/search-index.js');
    expect(script).not.toContain('<');
    expect(script.split('\n')).toHaveLength(2);
  });

  it('does not reach the shell through a cURL sample', async () => {
    const site = await buildDocsSite(hostile);
    const folder = temporaryFolder();
    const markdown = [...site.files].find(([path]) => path.endsWith('.md') && path.includes('alert'))?.[1] ?? '';
    const command = /```sh\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? '';
    expect(command).toContain('curl');
    // A shell function in place of curl shows what the command would have been given.
    writeFileSync(join(folder, 'run.sh'), `curl() { printf '%s\\0' "$@"; }\n${command}\n`);
    const words = execFileSync('sh', [join(folder, 'run.sh')], { cwd: folder, encoding: 'utf8' }).split('\0');
    expect(words.some((word) => word.includes(encodeURIComponent("'$(touch /tmp/x)'")) || word.includes("'$(touch"))).toBe(true);
    expect(words.some((word) => word.includes('process.exit()'))).toBe(true);
  });
});
