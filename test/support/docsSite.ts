/** The documentation site, made in memory for tests, and the smallest server it needs. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { siteDivision } from '../../generators/docs/division.js';
import { docs } from '../../generators/docs/index.js';
import type { OutputFile } from '../../generators/generator.js';
import { buildModel } from '../../generators/model/build.js';
import type { ApiModel } from '../../generators/model/model.js';
import { defaultInput, fileTemplates, readGuides, redocScript } from '../../generators/package.js';
import { loadDescription } from '../../generators/source/index.js';

/** A built site: its files by path, and the model it was made from. */
export interface BuiltSite {
  readonly files: ReadonlyMap<string, string>;
  readonly model: ApiModel;
  /** Builds it again, from the same description, as two threads do: each makes every other part, and neither uses what was kept from the first time. */
  rebuildInParts(): BuiltSite;
}

/** Builds the site of a description; of this package's own, with its guides, by default. */
export async function buildDocsSite(input = defaultInput, options: { readonly guides?: ReadonlyMap<string, string>; readonly docsBaseUrl?: string } = {}): Promise<BuiltSite> {
  const description = await loadDescription(input, options.docsBaseUrl === undefined ? {} : { docsBaseUrl: options.docsBaseUrl });
  const guides = options.guides ?? (input === defaultInput ? readGuides() : new Map<string, string>());
  const context = { document: description.document, templates: fileTemplates(), guides, redoc: redocScript, downloads: [{ path: 'postman-collection.json', title: 'Postman collection', contents: '{}\n' }], toolVersion: '0.0.0' };
  const modelOf = (): ApiModel => buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) }).model;
  const built = (model: ApiModel, files: readonly OutputFile[]): BuiltSite => ({
    model,
    files: new Map(files.map(({ path, contents }) => [path, String(contents)])),
    rebuildInParts() {
      const here = siteDivision.open(modelOf(), context);
      const there = siteDivision.open(modelOf(), context);
      const parts = siteDivision.parts.map((part, index) => structuredClone((index % 2 === 0 ? here : there).make(part)));
      return built(model, here.whole(parts).files);
    },
  });
  const model = modelOf();
  const { files } = await docs.generate(model, context);
  return built(model, files);
}

/** Text of one file; fails the test when the site has no such file. */
export function fileOf(site: BuiltSite, path: string): string {
  const text = site.files.get(path);
  if (text === undefined) throw new Error(`The site has no ${path}.`);
  return text;
}

/** The HTML files of a site. */
export function htmlFiles(site: BuiltSite): readonly (readonly [string, string])[] {
  return [...site.files].filter(([path]) => path.endsWith('.html'));
}

/** The HTML files that this package draws itself: all but Redoc's page. */
export function ownHtmlFiles(site: BuiltSite): readonly (readonly [string, string])[] {
  return htmlFiles(site).filter(([path]) => path !== 'redoc/index.html');
}

/** The values of an attribute in an HTML text, entities decoded. */
export function attributeValues(html: string, name: string): readonly string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => decodeEntities(match[1] ?? ''));
}

/** The words of an HTML text: tags taken out, entities decoded, white space collapsed. */
export function textOf(html: string): string {
  return decodeEntities(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
}

function decodeEntities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&amp;/g, '&');
}

/** The links of a site that lead nowhere: to a file or a fragment that is not there. */
export function brokenLinks(site: BuiltSite): readonly string[] {
  const ids = new Map(htmlFiles(site).map(([path, html]) => [path, new Set(attributeValues(html, 'id'))]));
  const broken = new Set<string>();
  for (const [path, html] of htmlFiles(site)) {
    for (const href of [...attributeValues(html, 'href'), ...attributeValues(html, 'src')]) {
      if (/^(https?|mailto):/.test(href)) continue;
      const target = new URL(href, `http://site/${path}`);
      const file = decodeURIComponent(target.pathname.slice(1));
      const fragment = decodeURIComponent(target.hash.slice(1));
      if (!site.files.has(file)) broken.add(`${path} → ${href} (no such file)`);
      else if (fragment !== '' && ids.get(file)?.has(fragment) !== true) broken.add(`${path} → ${href} (no such fragment)`);
    }
  }
  return [...broken];
}

/** A server for a built site. */
export interface SiteServer {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
};

/** What a strict host sends: nothing inline, nothing from elsewhere; the console may reach the mock. */
export const strictPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http://localhost:* http://127.0.0.1:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves a site on a free port under a path. @param base `/` or `/some/sub-path/` @param policy its Content-Security-Policy */
export async function serveSite(site: BuiltSite, base = '/', policy = strictPolicy): Promise<SiteServer> {
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = path.startsWith(base) ? path.slice(base.length) : '404.html';
    const directory = file === '' || file.endsWith('/') ? `${file}index.html` : file;
    if (!site.files.has(directory) && site.files.has(`${directory}/index.html`)) {
      response.writeHead(301, { location: `${path}/` }).end();
      return;
    }
    const contents = site.files.get(directory);
    response.writeHead(contents === undefined ? 404 : 200, {
      'content-type': types[contents === undefined ? 'html' : (directory.split('.').at(-1) ?? '')] ?? 'text/plain; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(contents ?? site.files.get('404.html'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}${base}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
