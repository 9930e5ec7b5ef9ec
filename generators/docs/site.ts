/** Puts the whole site together: every page, its Markdown twin, and the files for programs. */
import type { GeneratorContext, OutputFile } from '../generator.js';
import type { ApiModel, NavigationPage } from '../model/model.js';
import { escapeHtml, escapeMarkdown } from '../text/escape.js';
import { compileTemplates } from '../text/templates.js';
import { Frame } from './frame.js';
import { machineFiles } from './machine.js';
import type { Page, Site } from './page.js';
import { aliasPage, errorsByStatus, errorsOverview, errorStatusPage, errorTypePage } from './pages/errors.js';
import { fieldsPage } from './pages/fields.js';
import { guidePage } from './pages/guide.js';
import { notFoundPage } from './pages/notFound.js';
import { objectPage, objectsPage, SchemaUses } from './pages/object.js';
import { operationPage } from './pages/operation.js';
import { groupPage, hasPage, homePage } from './pages/overview.js';
import { readClientFacts } from './samples/client.js';
import { redocFiles, redocPath } from './redoc.js';
import { searchIndexScript } from './searchIndex.js';
import { everyPage, fileName, markdownTwin, SiteMap } from './siteMap.js';

/** Every file of the site. */
export function buildSite(model: ApiModel, context: GeneratorContext): readonly OutputFile[] {
  const site: Site = {
    model,
    map: new SiteMap(model, context.guides),
    guides: context.guides,
    client: readClientFacts(context.document),
    html: compileTemplates(context.templates, 'docs', escapeHtml),
    markdown: compileTemplates(context.templates, 'docs/markdown', escapeMarkdown),
    diagrams: readDiagrams(context),
    caches: { blocks: new Map(), lines: new Map(), code: new Map() },
  };
  const pages = everyPageOf(site);
  const frame = new Frame(site, context.redoc === undefined ? undefined : redocPath);
  return [
    ...pages.flatMap((page) => [
      { path: page.path, contents: frame.html(page) },
      ...(page.path === '404.html' ? [] : [{ path: markdownTwin(page.path), contents: `${page.markdown.trim()}\n` }]),
    ]),
    ...machineFiles(site, pages.filter(({ path }) => path !== '404.html'), context.document),
    { path: 'assets/search-index.js', contents: searchIndexScript(pages) },
    { path: 'assets/navigation.js', contents: frame.navigationScript() },
    ...(context.redoc === undefined ? [] : redocFiles(site, context.document, context.templates, context.redoc())),
    ...assets(context),
  ];
}

function everyPageOf(site: Site): readonly Page[] {
  const { model, map } = site;
  const pages = new Map<string, Page>();
  const add = (page: Page): void => {
    if (!pages.has(page.path)) pages.set(page.path, page);
  };
  const uses = new SchemaUses(model.operations);
  add(homePage(site));
  for (const group of model.navigation) {
    const address = map.group(group);
    if (address !== undefined && address !== map.errors) add(groupPage(site, group, address));
    for (const page of everyPage(group)) addNavigationPage(site, page, uses, add);
  }
  for (const operation of model.operations) {
    const path = map.operation(operation);
    if (!pages.has(path)) add(operationPage(site, { kind: 'operation', title: operation.summary ?? operation.id, slug: '', operation }, path));
  }
  for (const schema of model.schemas) {
    const path = map.schemaPage(schema);
    if (path !== undefined && !pages.has(path)) add(objectPage(site, schema, schema.title ?? schema.name ?? 'Object', path, uses));
  }
  for (const name of site.guides.keys()) {
    const path = map.guide(name);
    if (path !== undefined && !pages.has(path) && path !== map.errors) add(guidePage(site, name, undefined, path, undefined));
  }
  if (model.errors.length > 0 || site.guides.has('errors')) add(errorsOverview(site));
  for (const [status, errors] of errorsByStatus(model.errors)) {
    add(errorStatusPage(site, status, errors));
    for (const error of errors) {
      add(errorTypePage(site, error));
      for (const alias of error.aliases) add(aliasPage(site, alias, error, `errors/${status}/${fileName(alias)}/index.html`));
    }
  }
  add(objectsPage(site));
  add(fieldsPage(site));
  add(notFoundPage(site));
  return [...pages.values()];
}

function addNavigationPage(site: Site, page: NavigationPage, uses: SchemaUses, add: (page: Page) => void): void {
  if (!hasPage(site, page)) return;
  const path = site.map.page(page);
  switch (page.kind) {
    case 'operation':
      add(operationPage(site, page, path));
      break;
    case 'object':
      add(objectPage(site, page.schema, page.title, path, uses));
      break;
    case 'guide':
      if (path !== site.map.errors) add(guidePage(site, page.guide, page.title, path, undefined));
      break;
    case 'local':
      add(guidePage(site, page.guide, page.title, path, page.sdkPath));
      break;
    case 'errors':
      // Made from the catalogue, whether or not the navigation lists them.
      break;
    case 'collection':
      if (site.guides.has('postman')) add(guidePage(site, 'postman', page.title, path, undefined));
      break;
  }
}

function assets({ templates }: GeneratorContext): readonly OutputFile[] {
  return templates.list('docs/assets').map((name) => ({ path: name.replace(/^docs\//, ''), contents: templates.read(name) }));
}

function readDiagrams({ templates }: GeneratorContext): ReadonlyMap<string, string> {
  const drawings = templates.list('docs/diagrams').filter((name) => name.endsWith('.svg'));
  return new Map(drawings.map((name) => [name.replace(/^.*\/|\.svg$/g, ''), templates.read(name)]));
}
