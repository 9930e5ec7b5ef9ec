/** What the site holds for programs. */
import type { PageNote } from '../generator.js';
import type { ErrorType, Json } from '../model/model.js';
import { escapeHtml, escapeMarkdown } from '../text/escape.js';
import { printYaml } from '../text/yaml.js';
import type { Site, SiteFile } from './page.js';
import { markdownTwin } from './siteMap.js';

/** What lists all pages: llms.txt (https://llmstxt.org), the whole documentation as one text, the sitemap. */
export function listingFiles(site: Site, pages: () => readonly PageNote[]): readonly SiteFile[] {
  const base = site.model.docsBaseUrl;
  const listed = (): readonly PageNote[] => pages().filter(({ path }) => path !== '404.html');
  return [
    { path: 'llms.txt', contents: () => llmsIndex(site, listed()) },
    { path: 'llms-full.txt', contents: () => `${listed().map(({ markdown }) => markdown.trim()).join('\n\n---\n\n')}\n` },
    ...(base === undefined ? [] : [{ path: 'sitemap.xml', contents: () => siteMapXml(base, listed()) }]),
  ];
}

/** The description itself, the catalogue, and what crawlers may read. */
export function machineFiles(site: Site, document: { readonly [key: string]: Json }): readonly SiteFile[] {
  const { model } = site;
  const base = model.docsBaseUrl;
  return [
    { path: 'openapi.json', contents: () => `${JSON.stringify(document)}\n` },
    { path: 'openapi.yaml', contents: () => printYaml(document) },
    { path: 'errors.json', contents: () => `${JSON.stringify({ errors: model.errors.map((error) => errorEntry(site, error)) })}\n` },
    { path: 'robots.txt', contents: () => `User-agent: *\nAllow: /\n${base === undefined ? '' : `Sitemap: ${base}/sitemap.xml\n`}` },
  ];
}

function llmsIndex({ model, downloads }: Site, pages: readonly PageNote[]): string {
  const lines = [`# ${escapeMarkdown(model.info.title)}`, ''];
  if (model.info.summary !== undefined) lines.push(`> ${escapeMarkdown(model.info.summary)}`, '');
  const sections = [
    { title: 'Guides', kinds: ['Page', 'Guide', 'Group'] },
    { title: 'Calls', kinds: ['Call'] },
    { title: 'Webhooks', kinds: ['Webhook'] },
    { title: 'Objects', kinds: ['Object'] },
    { title: 'Errors', kinds: ['Error'] },
  ];
  for (const { title, kinds } of sections) {
    const members = pages.filter(({ kind }) => kinds.includes(kind));
    if (members.length === 0) continue;
    lines.push(`## ${title}`, '', ...members.map((page) => `- [${escapeMarkdown(page.title)}](${markdownTwin(page.path)}): ${escapeMarkdown(page.description)}`), '');
  }
  lines.push('## Files', '', '- [OpenAPI description, YAML](openapi.yaml)', '- [OpenAPI description, JSON](openapi.json)', '- [Error catalogue](errors.json)', ...downloads.map(({ title, path }) => `- [${escapeMarkdown(title)}](${path})`), '- [Everything in one file](llms-full.txt)', '');
  return lines.join('\n');
}

function errorEntry(site: Site, error: ErrorType): Json {
  const { operations, origin, seeAlso, exampleMessage, ...entry } = error;
  return {
    type: entry.type,
    status: entry.status,
    format: entry.format,
    title: entry.title,
    message: entry.message,
    parameters: entry.parameters.map(({ name, description, example }) => ({ name, description, example })),
    example_message: exampleMessage,
    meaning: entry.meaning,
    causes: entry.causes,
    fixes: entry.fixes,
    actor: entry.actor,
    retry: entry.retry,
    fields: entry.fields,
    see_also: seeAlso,
    aliases: entry.aliases,
    provenance: entry.provenance,
    ...(entry.details === undefined ? {} : { details: entry.details }),
    operations: operations.map(({ id, method, path }) => ({ id, method, path })),
    url: site.map.errorEntry(error).replace('/index.html#', '#'),
    page: site.map.errorType(error),
  };
}

function siteMapXml(base: string, pages: readonly PageNote[]): string {
  const urls = pages.map(({ path }) => `  <url><loc>${escapeHtml(`${base}/${path.replace(/index\.html$/, '')}`)}</loc></url>`);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', ...urls, '</urlset>', ''].join('\n');
}
