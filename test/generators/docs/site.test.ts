/** The site of this package's own description: complete, consistent, within its budgets. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGuides } from '../../../generators/package.js';
import { reachableSchemas } from '../../../generators/model/walk.js';
import type { NavigationGroup, NavigationPage } from '../../../generators/model/model.js';
import { plainText } from '../../../generators/text/markdown.js';
import { attributeValues, brokenLinks, buildDocsSite, fileOf, htmlFiles, ownHtmlFiles, textOf, type BuiltSite } from '../../support/docsSite.js';

let site: BuiltSite;
let everything: string;

beforeAll(async () => {
  site = await buildDocsSite();
  everything = textOf(htmlFiles(site).map(([, html]) => html.replace(/<nav id="nav"[\s\S]*?<\/nav>/, '').replace(/<div class="side">[\s\S]*?<div class="details">/, '')).join('\n'));
}, 180_000);

/** Letters and digits alone, so that what Markdown and HTML treat differently does not matter. */
function words(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

describe('the documentation site', () => {
  it('has no link to a file or a fragment that is not there', () => {
    expect(brokenLinks(site)).toEqual([]);
  });

  it('has no page that no other page leads to, but for those under former names', () => {
    const reached = new Set(htmlFiles(site).flatMap(([path, html]) => attributeValues(html, 'href').filter((href) => !href.startsWith('#')).map((href) => new URL(href, `http://site/${path}`).pathname.slice(1)).filter((target) => target !== path)));
    const former = new Set(site.model.errors.flatMap(({ status, aliases }) => aliases.map((alias) => `errors/${status}/${alias}/index.html`)));
    expect(ownHtmlFiles(site).flatMap(([path]) => (reached.has(path) || former.has(path) || path === '404.html' ? [] : [path]))).toEqual([]);
  });

  it('is the same, byte for byte, when built again by two that share the work', () => {
    const again = site.rebuildInParts();
    expect([...again.files.keys()]).toEqual([...site.files.keys()]);
    expect([...again.files].filter(([path, text]) => site.files.get(path) !== text).map(([path]) => path)).toEqual([]);
  }, 120_000);

  it('has every description, enum value and error type in its HTML', () => {
    const shown = words(everything);
    const expected: string[] = [];
    for (const operation of site.model.operations) {
      expected.push(operation.path);
      if (operation.description !== undefined) expected.push(plainText(operation.description));
      for (const parameter of operation.parameters) expected.push(parameter.name);
    }
    const bodies = site.model.operations.flatMap((operation) => [...(operation.requestBody?.contents ?? []), ...operation.responses.filter(({ status }) => status.startsWith('2')).flatMap(({ contents }) => contents)]);
    for (const schema of reachableSchemas([...site.model.schemas, ...bodies.map((body) => body.schema)])) {
      for (const name of schema.properties?.keys() ?? []) expected.push(name);
      for (const value of schema.enum ?? []) if (value !== null && value !== '') expected.push(String(value));
      for (const text of Object.values(schema.enumDescriptions)) expected.push(plainText(text));
    }
    for (const error of site.model.errors) expected.push(error.type, error.title, plainText(error.meaning), ...error.causes.map(plainText), ...error.fixes.map(plainText));
    const missing = [...new Set(expected)].filter((text) => !shown.includes(words(text)));
    expect(missing).toEqual([]);
  }, 120_000);

  it('loads within the budget on every page: 60 kB in all, 10 kB of script, 8 kB of style', () => {
    const size = (path: string): number => gzipSync(fileOf(site, path)).length;
    const shared = size('assets/site.css') + size('assets/site.js') + size('assets/code.js') + size('assets/icon.svg');
    expect(size('assets/site.css')).toBeLessThanOrEqual(8 * 1024);
    expect(size('assets/site.js') + size('assets/code.js')).toBeLessThanOrEqual(10 * 1024);
    const heavy = ownHtmlFiles(site).map(([path, html]) => ({ path, total: gzipSync(html).length + shared })).filter(({ total }) => total > 60 * 1024);
    expect(heavy).toEqual([]);
  });

  it('keeps pages light: what a browser must lay out, and what it must read', () => {
    // Lists of everything, and a call with eighteen situations in four languages.
    const long = new Map([['errors/400/index.html', 5000], ['fields/index.html', 5000], ['members/search-for-members/index.html', 3500]]);
    const heavy = ownHtmlFiles(site).flatMap(([path, html]) => {
      // What a template holds is not on the page.
      const elements = html.replace(/<template[\s\S]*?<\/template>/g, '').match(/<[a-z][a-z0-9]*[\s>]/g)?.length ?? 0;
      return html.length > (long.has(path) ? 380_000 : 250_000) || elements > (long.get(path) ?? 3300) ? [`${path}: ${html.length} bytes, ${elements} elements`] : [];
    });
    expect(heavy).toEqual([]);
  });

  it('asks no other server for anything and has nothing inline', () => {
    for (const [path, html] of htmlFiles(site)) {
      expect(attributeValues(html, 'src').filter((address) => /^(https?:)?\/\//.test(address)), path).toEqual([]);
      expect([...html.matchAll(/<link [^>]*rel="(?:stylesheet|icon|preload)"[^>]*href="(?:https?:)?\/\//g)], path).toEqual([]);
      expect(html, path).not.toMatch(/<style|\sstyle="|<script(?![^>]*\ssrc=)|\son[a-z]+="/);
    }
  });

  it('gives every id once on a page', () => {
    const doubled = htmlFiles(site).flatMap(([path, html]) => {
      const ids = attributeValues(html.replace(/<svg[\s\S]*?<\/svg>/g, ''), 'id');
      return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${path}#${id}`);
    });
    expect(doubled).toEqual([]);
  });

  it('has an entry and a page for every error type and every former name', () => {
    for (const error of site.model.errors) {
      const ids = new Set(attributeValues(fileOf(site, `errors/${error.status}/index.html`), 'id'));
      const page = textOf(fileOf(site, `errors/${error.status}/${error.type}/index.html`));
      for (const name of [error.type, ...error.aliases]) expect(ids, name).toContain(name);
      for (const alias of error.aliases) expect(textOf(fileOf(site, `errors/${error.status}/${alias}/index.html`))).toContain(`${alias} is now ${error.type}`);
      for (const operation of error.operations) expect(page).toContain(operation.summary ?? operation.id);
    }
    expect(site.model.errors.length).toBeGreaterThan(100);
  });

  it('leads every error_url of every example to its entry', () => {
    const urls = new Set<string>();
    for (const operation of site.model.operations) {
      for (const example of operation.responses.flatMap(({ contents }) => contents.flatMap(({ examples }) => examples))) {
        for (const match of JSON.stringify(example.value).matchAll(/"(?:error_url|error_uri)":"([^"]+)"/g)) urls.add(match[1] ?? '');
      }
    }
    const base = site.model.docsBaseUrl ?? '';
    const dangling = [...urls].filter((url) => {
      const [path = '', fragment = ''] = url.slice(base.length + 1).split('#');
      const html = site.files.get(`${path}/index.html`);
      return !url.startsWith(`${base}/`) || html === undefined || !attributeValues(html, 'id').includes(fragment);
    });
    expect(dangling).toEqual([]);
    expect(urls.size).toBeGreaterThan(100);
  });

  it('links a call and its errors both ways, and an error to the field concerned', () => {
    const call = fileOf(site, 'organizations/create-an-organization/index.html');
    expect(call).toContain('href="../../errors/400/organization_slug_already_used/index.html"');
    expect(call).toContain('href="#body.organization_slug"');
    expect(fileOf(site, 'errors/400/organization_slug_already_used/index.html')).toContain('href="../../../organizations/create-an-organization/index.html#errors"');
  });

  it('says on an error page how to get the error from the mock and how to catch it', () => {
    const page = textOf(fileOf(site, 'errors/400/organization_slug_already_used/index.html'));
    expect(page).toContain("-H 'Prefer: code=400, example=organization_slug_already_used'");
    expect(page.replace(/\s/g, '')).toContain("isError(error,'organization_slug_already_used')");
    // The example that sends the field which the error is about, though it is not the first of the call.
    expect(page).toContain('"organization_slug": "acme-robotics"');
    expect(page).toContain("organization_slug: 'acme-robotics'");
  });

  it('has a Markdown twin of every page, with links that lead somewhere', () => {
    const broken: string[] = [];
    for (const [path] of ownHtmlFiles(site)) {
      if (path === '404.html') continue;
      const markdown = fileOf(site, path.replace(/\.html$/, '.md'));
      expect(markdown, path).toMatch(/^# \S/);
      for (const match of markdown.replace(/```[\s\S]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
        const href = match[1] ?? '';
        if (/^(https?|mailto):|^#/.test(href)) continue;
        const target = decodeURIComponent(new URL(href, `http://site/${path}`).pathname.slice(1));
        if (!site.files.has(target)) broken.push(`${path} → ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('has Redoc’s page as files of its own, linked from every page, without our extensions', () => {
    expect(fileOf(site, 'organizations/create-an-organization/index.html')).toContain('href="../../redoc/index.html"');
    const definition = fileOf(site, 'redoc/definition.js');
    expect(definition).toContain('../organizations/update-an-organization/index.html');
    expect(definition).not.toMatch(/\]\((operation|schema|error|guide):|x-error-catalogue|x-navigation/);
    expect(fileOf(site, 'redoc/redoc.js')).not.toMatch(/^import |\bexport\s*\{|import\.meta|cdn\.redoc\.ly/m);
  });

  it('has the files programs ask for', () => {
    expect(fileOf(site, 'llms.txt')).toContain('organizations/create-an-organization/index.md');
    expect(fileOf(site, 'llms-full.txt')).toContain('POST /v1/b2b/organizations');
    expect(fileOf(site, 'llms.txt')).toContain('(postman-collection.json)');
    expect(site.files.has('postman-collection.json')).toBe(true);
    expect(fileOf(site, 'sitemap.xml')).toContain('<loc>http://localhost:4000/organizations/create-an-organization/</loc>');
    const errors: unknown = JSON.parse(fileOf(site, 'errors.json'));
    expect(errors).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ type: 'organization_slug_already_used', status: 400, url: 'errors/400#organization_slug_already_used' })]) });
    expect(JSON.parse(fileOf(site, 'openapi.json'))).toHaveProperty('openapi');
    expect(fileOf(site, 'openapi.yaml')).toMatch(/^openapi: /);
  });

  it('carries the whole navigation, in its order, on every page that is part of it, and the way to each group on all others', () => {
    const navigationOf = (html: string): string => /<nav id="nav"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    const titles = (html: string): readonly string[] =>
      [...navigationOf(html).matchAll(/<summary>([^<]+)|<p class="nav-heading">([^<]+)|<li><a [^>]*>([^<]+)/g)].map((match) => textOf(match[1] ?? match[2] ?? match[3] ?? '').trim());
    // The guides of workflows are made by another stage, which this site is built without.
    const guides = readGuides();
    const written = (page: NavigationPage): boolean => page.kind !== 'guide' || guides.has(page.guide);
    const listed = (group: NavigationGroup): readonly string[] => [group.title, ...group.pages.filter(written).map(({ title }) => title), ...group.groups.flatMap(listed)];
    // Every group begins with its overview, which the navigation does not name.
    const named = (title: string): boolean => title !== 'Overview';
    const expected = site.model.navigation.flatMap(listed).filter(named);
    const pages = ownHtmlFiles(site).filter(([path]) => path === 'index.html' || /^(?!errors\/\d+\/\w|objects\/\w|404|guides)/.test(path));
    expect(pages.length).toBeGreaterThan(150);
    for (const [path, html] of pages) expect(titles(html).filter((title) => expected.includes(title)), path).toEqual(expected);

    const beside = fileOf(site, 'errors/400/organization_slug_already_used/index.html');
    const groups = site.model.navigation.map(({ title }) => title);
    expect([...navigationOf(beside).matchAll(/<summary>([^<]+)/g)].map((match) => textOf(match[1] ?? '').trim())).toEqual(groups);
    expect(navigationOf(beside)).toContain('href="../../../organizations/index.html">Overview');
    expect(navigationOf(beside)).toContain('href="../../../errors/400/index.html" aria-current="page"');
    expect(textOf(fileOf(site, 'assets/navigation.js').replace(/\\u003c/g, '<'))).toContain('Create an organization');
  });

  it('lists in the field index where a field is accepted and where it belongs', () => {
    const index = fileOf(site, 'fields/index.html');
    const entry = /<div id="field-mfa_phone_number">[\s\S]*?\n<\/div>/.exec(index)?.[0] ?? '';
    expect(textOf(entry)).toContain('Accepted by');
    expect(entry).toMatch(/members\/create-a-member\/index\.html#body\.mfa_phone_number/);
    expect(entry).toMatch(/members\/member-object\/index\.html#mfa_phone_number/);
  });
});
