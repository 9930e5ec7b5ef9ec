/** The first page, and the page of each group of calls. */
import type { NavigationGroup, NavigationPage } from '../../model/model.js';
import { firstSentence } from '../../text/markdown.js';
import { annotationsOf } from '../schema/annotations.js';
import { breakablePath, PageContext, type Page, type Site } from '../page.js';
import { everyPage } from '../siteMap.js';
import { schemeLabel } from '../security.js';
import { situationsOf } from '../samples/request.js';
import { sampleLanguages, summaryOf } from './operation.js';

/** Makes the first page. */
export function homePage(site: Site): Page {
  const { model, map } = site;
  const context = new PageContext(site, map.home);
  const groups = model.navigation.flatMap((group) => {
    const address = map.group(group);
    if (address === undefined) return [];
    const pages = everyPage(group);
    const calls = pages.filter(({ kind }) => kind === 'operation').length;
    return [{
      title: group.title,
      badge: group.badge,
      href: context.href(address),
      twin: context.markdownHref(address),
      description: groupDescription(site, group),
      calls,
      count: calls > 0 ? `${calls} ${calls === 1 ? 'call' : 'calls'}` : `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`,
    }];
  });
  const guides = model.navigation.flatMap(everyPage).flatMap((page) => {
    if (page.kind !== 'guide' || map.guide(page.guide) === undefined) return [];
    return [{ title: page.title, href: context.href(map.page(page)), twin: context.markdownHref(map.page(page)), text: guideSummary(site, page.guide) }];
  });
  const view = {
    title: model.info.title,
    version: model.info.version,
    summary: model.info.summary,
    description: context.blocks(model.info.description),
    license: model.info.license?.name,
    servers: model.servers.map((server) => ({ url: server.url, description: context.line(server.description) })),
    hasServers: model.servers.some(({ url }) => url !== '/'),
    schemes: model.securitySchemes.map((scheme) => ({ name: scheme.name, label: schemeLabel(scheme), detail: scheme.parameterName, description: context.line(scheme.description) })),
    hasSchemes: model.securitySchemes.length > 0,
    firstCall: firstCall(site, context),
    actions: [
      ...guides.slice(0, 1),
      ...groups.filter(({ calls }) => calls > 0).slice(0, 1).map(({ href }) => ({ title: 'Browse the calls', href })),
    ],
    groups,
    guides,
    hasGuides: guides.length > 0,
    operations: model.operations.length,
    errors: model.errors.length,
    hasErrors: model.errors.length > 0,
    errorsHref: context.href(map.errors),
    fieldsHref: context.href(map.fields),
    objectsHref: context.href(map.objects),
    links: [
      { name: 'OpenAPI, YAML', href: context.href('openapi.yaml') },
      { name: 'OpenAPI, JSON', href: context.href('openapi.json') },
      ...site.downloads.map(({ title, path }) => ({ name: title, href: context.href(path) })),
      ...(model.errors.length > 0 ? [{ name: 'Error catalogue', href: context.href('errors.json') }] : []),
      { name: 'llms.txt', href: context.href('llms.txt') },
      { name: 'llms-full.txt', href: context.href('llms-full.txt') },
    ],
  };
  return {
    path: map.home,
    title: model.info.title,
    description: model.info.summary ?? firstSentence(model.info.description ?? model.info.title),
    content: site.html.render('home', view),
    markdown: site.markdown.render('home', { ...view, description: context.portable(model.info.description, 1) }),
    layout: 'wide',
    headings: [],
    entries: [],
    kind: 'Page',
  };
}

/** The first call of the reference in every language: what using the API looks like. */
function firstCall(site: Site, context: PageContext) {
  const page = site.model.navigation.flatMap(everyPage).find(({ kind }) => kind === 'operation');
  if (page?.kind !== 'operation') return undefined;
  const { operation } = page;
  const situations = situationsOf(operation, site.client).slice(0, 1);
  return {
    call: { title: page.title, href: context.href(site.map.page(page)) },
    tryIt: undefined,
    languages: sampleLanguages(operation, situations, context),
    severalSituations: false,
    situations: [],
  };
}

/** Makes the page of a group: its calls and objects in the navigation's order. */
export function groupPage(site: Site, group: NavigationGroup, path: string): Page {
  const context = new PageContext(site, path);
  const sections = sectionsOf(group).map(({ title, pages }) => ({
    title,
    calls: pages.flatMap((page) => {
      if (page.kind !== 'operation') return [];
      const { operation } = page;
      return [{
        title: page.title,
        method: operation.method,
        methodClass: operation.method.toLowerCase(),
        path: operation.path,
        pathText: breakablePath(operation.path),
        href: context.href(site.map.page(page)),
        twin: context.markdownHref(site.map.page(page)),
        summary: summaryOf(operation),
        deprecated: operation.deprecated,
      }];
    }),
    others: pages.flatMap((page) => (page.kind === 'operation' || !hasPage(site, page) ? [] : [{ title: page.title, href: context.href(site.map.page(page)), twin: context.markdownHref(site.map.page(page)), summary: otherSummary(site, page) }])),
  })).map((section) => ({ ...section, hasCalls: section.calls.length > 0, hasOthers: section.others.length > 0 }));
  const headings = sections.flatMap(({ title }, index) => (title === undefined ? [] : [{ level: 2, id: `section-${index}`, text: title }]));
  const description = groupDescription(site, group);
  const view = { title: group.title, badge: group.badge, description: context.blocks(tagDescription(site, group)), sections, markdownHref: context.markdownHref(path) };
  return {
    path,
    title: group.title,
    description: description === '' ? `The calls and objects of ${group.title}.` : description,
    content: site.html.render('group', view),
    markdown: site.markdown.render('group', { ...view, description: context.portable(tagDescription(site, group)) }),
    layout: headings.length > 1 ? 'prose' : 'wide',
    headings,
    entries: [],
    kind: 'Group',
  };
}

/** True when the site has a page for an entry of the navigation: a guide may not have been written. */
export function hasPage(site: Site, page: NavigationPage): boolean {
  return site.map.page(page) !== site.map.home;
}

function sectionsOf(group: NavigationGroup): readonly { readonly title: string | undefined; readonly pages: readonly NavigationPage[] }[] {
  const own = group.pages.length === 0 ? [] : [{ title: undefined, pages: group.pages }];
  return [...own, ...group.groups.flatMap((inner) => sectionsOf(inner).map(({ title, pages }) => ({ title: title === undefined ? inner.title : `${inner.title}: ${title}`, pages })))];
}

function tagDescription(site: Site, group: NavigationGroup): string | undefined {
  return site.model.tags.find(({ name }) => name === group.title)?.description;
}

function groupDescription(site: Site, group: NavigationGroup): string {
  return firstSentence(tagDescription(site, group) ?? '', 140);
}

function otherSummary(site: Site, page: NavigationPage): string {
  if (page.kind === 'object') return firstSentence(annotationsOf(page.schema).description ?? '');
  if (page.kind === 'webhook') return summaryOf(page.webhook) || page.webhook.name;
  if (page.kind === 'guide' || page.kind === 'local') return guideSummary(site, page.guide);
  return '';
}

/** The first sentence below a guide's title. */
function guideSummary(site: Site, name: string): string {
  const text = site.guides.get(name)?.replace(/^\s*#\s+.+\n/, '') ?? '';
  return firstSentence(text.split(/\n\s*\n/).find((block) => block.trim() !== '' && !/^[#{|`-]/.test(block.trim())) ?? '');
}
