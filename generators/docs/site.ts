/** Puts the whole site together: every page, its Markdown twin, and the files for programs. */
import type { GeneratorContext, PageNote } from '../generator.js';
import type { ApiModel, NavigationPage } from '../model/model.js';
import { escapeHtml, escapeMarkdown } from '../text/escape.js';
import { compileTemplates } from '../text/templates.js';
import { Frame } from './frame.js';
import { listingFiles, machineFiles } from './machine.js';
import type { Page, Site, SiteFile } from './page.js';
import { aliasPage, errorsByStatus, errorsOverview, errorStatusPage, errorTypePage } from './pages/errors.js';
import { fieldsPage } from './pages/fields.js';
import { guidePage } from './pages/guide.js';
import { notFoundPage } from './pages/notFound.js';
import { objectPage, objectsPage, SchemaUses } from './pages/object.js';
import { operationPage } from './pages/operation.js';
import { groupPage, hasPage, homePage } from './pages/overview.js';
import { webhookPage } from './pages/webhook.js';
import { readClientFacts } from './samples/client.js';
import { redocFiles, redocPath } from './redoc.js';
import { searchIndexScript } from './searchIndex.js';
import { everyPage, markdownTwin, SiteMap } from './siteMap.js';

/** A kind of pages, for those who make all of one together. */
export type SitePageKind = 'calls' | 'objects' | 'errors' | 'guides';

/** A page of the site, made once when it or one of its files is first asked for. */
export interface SitePage {
  readonly path: string;
  readonly kind: SitePageKind;
  page(): Page;
  /** The page in its frame, and its Markdown twin. */
  readonly files: readonly SiteFile[];
  /** As {@link page}, anew each time: for who makes all pages and keeps none. */
  make(): Page;
  /** As {@link files}, of a page that was made. */
  filesOf(page: Page): readonly SiteFile[];
}

/** A site, of which nothing is made yet. */
export interface OpenedSite {
  readonly pages: readonly SitePage[];
  /** What is no page and knows of none. */
  readonly files: readonly SiteFile[];
  /** What lists all pages, in their order. */
  listings(pages: () => readonly PageNote[]): readonly SiteFile[];
}

/** Every file of the site. Nothing is rendered until a file is asked for, and a page that two files show is made once. */
export function siteFiles(model: ApiModel, context: GeneratorContext): readonly SiteFile[] {
  const { pages, files, listings } = openSite(model, context);
  const everyPage = once(() => pages.map(({ page }) => page()));
  return [...pages.flatMap((page) => page.files), ...files, ...listings(everyPage)];
}

/** Works out what a site consists of. */
export function openSite(model: ApiModel, context: GeneratorContext): OpenedSite {
  const site: Site = {
    model,
    map: new SiteMap(model, context.guides),
    guides: context.guides,
    client: readClientFacts(context.document),
    downloads: context.downloads ?? [],
    html: compileTemplates(context.templates, 'docs', escapeHtml),
    markdown: compileTemplates(context.templates, 'docs/markdown', escapeMarkdown),
    diagrams: readDiagrams(context),
    caches: { blocks: new Map(), lines: new Map(), portable: new Map(), mentions: new Map(), operationFields: new Map(), objectFields: new Map() },
  };
  const frame = new Frame(site, context.redoc === undefined ? undefined : redocPath);
  return {
    pages: [...pagesOf(site)].map(([path, { kind, make }]) => {
      const page = once(make);
      return { path, kind, page, files: filesOfPage(path, page, frame), make, filesOf: (made) => filesOfPage(path, () => made, frame) };
    }),
    files: [
      ...site.downloads.map((download) => ({ path: download.path, contents: () => download.contents })),
      ...machineFiles(site, context.document),
      { path: 'assets/navigation.js', contents: () => frame.navigationScript() },
      ...(context.redoc === undefined ? [] : redocFiles(site, context.document, context.templates, context.redoc)),
      ...assets(context),
    ],
    listings: (pages) => [...listingFiles(site, pages), { path: 'assets/search-index.js', contents: () => searchIndexScript(pages()) }],
  };
}

function filesOfPage(path: string, page: () => Page, frame: Frame): readonly SiteFile[] {
  const html = { path, contents: () => frame.html(page()) };
  return path === '404.html' ? [html] : [html, { path: markdownTwin(path), contents: () => `${page().markdown.trim()}\n` }];
}

/** Adds a page, unless there is one at that place. */
type AddPage = (kind: SitePageKind, path: string, make: () => Page) => void;

/** The pages by path. What claims a path first has it. */
function pagesOf(site: Site): ReadonlyMap<string, { readonly kind: SitePageKind; readonly make: () => Page }> {
  const { model, map } = site;
  const pages = new Map<string, { readonly kind: SitePageKind; readonly make: () => Page }>();
  const add: AddPage = (kind, path, make) => {
    if (!pages.has(path)) pages.set(path, { kind, make });
  };
  const uses = once(() => new SchemaUses([...model.operations, ...model.webhooks]));
  add('guides', map.home, () => homePage(site));
  for (const group of model.navigation) {
    const address = map.group(group);
    if (address !== undefined && address !== map.errors) add('guides', address, () => groupPage(site, group, address));
    for (const page of everyPage(group)) if (hasPage(site, page)) addNavigationPage(site, page, uses, add);
  }
  for (const operation of model.operations) {
    const path = map.operation(operation);
    add('calls', path, () => operationPage(site, { kind: 'operation', title: operation.summary ?? operation.id, slug: '', operation }, path));
  }
  for (const webhook of model.webhooks) {
    const path = map.operation(webhook);
    add('calls', path, () => webhookPage(site, webhook, webhook.summary ?? webhook.name, path));
  }
  for (const schema of model.schemas) {
    const path = map.schemaPage(schema);
    if (path !== undefined) add('objects', path, () => objectPage(site, schema, schema.title ?? schema.name ?? 'Object', path, uses()));
  }
  for (const name of site.guides.keys()) {
    const path = map.guide(name);
    if (path !== undefined && path !== map.errors) add('guides', path, () => guidePage(site, name, undefined, path, undefined));
  }
  if (model.errors.length > 0 || site.guides.has('errors')) add('errors', map.errors, () => errorsOverview(site));
  for (const [status, errors] of errorsByStatus(model.errors)) {
    add('errors', map.errorStatus(status), () => errorStatusPage(site, status, errors));
    for (const error of errors) {
      add('errors', map.errorType(error), () => errorTypePage(site, error));
      for (const alias of error.aliases) {
        const path = map.errorType(error, alias);
        add('errors', path, () => aliasPage(site, alias, error, path));
      }
    }
  }
  add('guides', map.objects, () => objectsPage(site));
  add('guides', map.fields, () => fieldsPage(site));
  add('guides', '404.html', () => notFoundPage(site));
  return pages;
}

function addNavigationPage(site: Site, page: NavigationPage, uses: () => SchemaUses, add: AddPage): void {
  const path = site.map.page(page);
  switch (page.kind) {
    case 'operation':
      add('calls', path, () => operationPage(site, page, path));
      break;
    case 'webhook':
      add('calls', path, () => webhookPage(site, page.webhook, page.title, path));
      break;
    case 'object':
      add('objects', path, () => objectPage(site, page.schema, page.title, path, uses()));
      break;
    case 'guide':
      if (path !== site.map.errors) add('guides', path, () => guidePage(site, page.guide, page.title, path, undefined));
      break;
    case 'local':
      add('guides', path, () => guidePage(site, page.guide, page.title, path, page.sdkPath));
      break;
    case 'errors':
      // Made from the catalogue, whether or not the navigation lists them.
      break;
    case 'collection':
      if (site.guides.has('postman')) add('guides', path, () => guidePage(site, 'postman', page.title, path, undefined));
      break;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function assets({ templates }: GeneratorContext): readonly SiteFile[] {
  return templates.list('docs/assets').map((name) => ({ path: name.replace(/^docs\//, ''), contents: () => templates.read(name) }));
}

function readDiagrams({ templates }: GeneratorContext): ReadonlyMap<string, string> {
  const drawings = templates.list('docs/diagrams').filter((name) => name.endsWith('.svg'));
  return new Map(drawings.map((name) => [name.replace(/^.*\/|\.svg$/g, ''), templates.read(name)]));
}
