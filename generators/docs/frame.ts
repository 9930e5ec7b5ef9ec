/** What all pages share: head, header, navigation, footer, the way to the next page. */
import type { NavigationGroup, NavigationPage } from '../model/model.js';
import { scriptLiteral } from '../text/escape.js';
import { markup, type Markup } from '../text/templates.js';
import { hasPage } from './pages/overview.js';
import { PageContext, type Page, type Site } from './page.js';
import { guideTitle } from './related.js';
import { everyPage, markdownTwin } from './siteMap.js';

/** In place of a page's path: a list that leaves nothing out. */
const everything = '';

/** One step of the reading order. */
interface Step {
  readonly title: string;
  readonly path: string;
  readonly group: NavigationGroup;
}

/** What the template shows of the navigation. */
interface NavigationView {
  readonly groups: readonly Markup[];
  /** How many groups there are, where not all of them are shown. */
  readonly moreGroups: number | undefined;
}

/** A navigation of more pages is complete on the first page alone: pages times pages would be gigabytes. */
const mostPagesEverywhere = 400;

/** Where the navigation is not complete: so many pages, and groups, before and after the current one are listed. */
const neighbours = 40;

/**
 * Puts pages into their frame. The navigation is complete on every page that is part of it, also without scripts. On the many
 * pages beside it (one per error type, one per named value), and on all but the first page of a very large description, the
 * groups a page does not lie in hold the way to their overview, and are filled in from one shared file when somebody unfolds them.
 */
export class Frame {
  readonly #site: Site;
  readonly #redoc: string | undefined;
  readonly #steps: readonly Step[];
  readonly #stepAt: ReadonlyMap<string, number>;
  readonly #groups = new Map<string, Markup>();
  readonly #navigations = new Map<string, NavigationView>();
  /** The pages of each group, its overview among them; a page per error type lies below the page of its status. */
  readonly #pagesOf: ReadonlyMap<NavigationGroup, ReadonlySet<string>>;
  /** Guides that the navigation does not name. */
  readonly #otherGuides: readonly { readonly title: string; readonly path: string }[];
  /** Pages that carry the whole navigation. */
  readonly #complete: ReadonlySet<string>;

  /** @param redoc the single-page reference, when there is one */
  constructor(site: Site, redoc: string | undefined) {
    this.#site = site;
    this.#redoc = redoc;
    this.#steps = site.model.navigation.flatMap((group) =>
      everyPage(group).flatMap((page) => (hasPage(site, page) ? [{ title: page.title, path: site.map.page(page), group }] : [])),
    );
    const stepAt = new Map<string, number>();
    this.#steps.forEach(({ path }, index) => {
      if (!stepAt.has(path)) stepAt.set(path, index);
    });
    this.#stepAt = stepAt;
    this.#pagesOf = new Map(
      site.model.navigation.map((group) => [group, new Set([...[site.map.group(group)].filter((path) => path !== undefined), ...everyPage(group).flatMap((page) => (hasPage(site, page) ? [site.map.page(page)] : []))])]),
    );
    this.#otherGuides = [...site.guides].flatMap(([name, text]) => {
      const path = site.map.guide(name);
      return path === undefined || path === site.map.errors || stepAt.has(path) ? [] : [{ title: guideTitle(text, name), path }];
    });
    const everywhere = stepAt.size <= mostPagesEverywhere;
    this.#complete = new Set([
      site.map.home,
      ...(everywhere ? [site.map.fields, site.map.objects, ...stepAt.keys(), ...site.model.navigation.flatMap((group) => site.map.group(group) ?? [])] : []),
    ]);
  }

  /** What a group is filled with when it is unfolded: its lists of pages, in the navigation's order, with addresses from the site's root. */
  navigationScript(): string {
    const context = new PageContext(this.#site, this.#site.map.home);
    const groups = this.#site.model.navigation.map((group) => this.#site.html.render('navigationPages', this.#groupView(group, everything, context)));
    return `globalThis.docsNavigation = ${scriptLiteral(groups)};\n`;
  }

  /** The whole HTML document of a page. */
  html(page: Page): string {
    const { model } = this.#site;
    const context = new PageContext(this.#site, page.path);
    const index = this.#stepAt.get(page.path);
    const base = model.docsBaseUrl;
    return this.#site.html.render('frame', {
      siteTitle: model.info.title,
      pageTitle: page.path === 'index.html' ? model.info.title : `${page.title} · ${model.info.title}`,
      title: page.title,
      description: page.description,
      home: context.href('index.html'),
      stylesheet: context.href('assets/site.css'),
      script: context.href('assets/site.js'),
      searchScript: context.href('assets/search.js'),
      codeScript: page.content.includes('<pre data-code=') ? context.href('assets/code.js') : undefined,
      icon: context.href('assets/icon.svg'),
      root: context.root,
      markdownHref: page.path === '404.html' ? undefined : context.href(markdownTwin(page.path)),
      canonical: base === undefined ? undefined : `${base}/${page.path.replace(/index\.html$/, '')}`,
      layout: page.layout,
      contents: page.headings.length > 1 && page.layout === 'prose' ? page.headings.map(({ id, text, level }) => ({ id, text, deep: level > 2 })) : undefined,
      content: markup(page.content),
      ...this.#navigation(page.path, context),
      otherGuides: this.#otherGuides.map(({ title, path }) => ({ title, href: context.href(path), current: path === page.path })),
      trail: this.#trail(page, context),
      previous: index === undefined ? undefined : this.#neighbour(index - 1, context),
      next: index === undefined ? undefined : this.#neighbour(index + 1, context),
      fieldsHref: context.href(this.#site.map.fields),
      objectsHref: context.href(this.#site.map.objects),
      errorsHref: model.errors.length > 0 ? context.href(this.#site.map.errors) : undefined,
      llmsHref: context.href('llms.txt'),
      redocHref: this.#redoc === undefined ? undefined : context.href(this.#redoc),
      openapiHref: context.href('openapi.yaml'),
      version: model.info.version,
    });
  }

  #neighbour(index: number, context: PageContext): { readonly title: string; readonly href: string } | undefined {
    const step = this.#steps[index];
    return step === undefined ? undefined : { title: step.title, href: context.href(step.path) };
  }

  /** The groups a page lies in, for the line above its title. */
  #trail(page: Page, context: PageContext): readonly { readonly text: string; readonly href: string | undefined }[] {
    if (page.path.startsWith('errors/') && page.path !== this.#site.map.errors) return [{ text: 'Errors', href: context.href(this.#site.map.errors) }];
    const index = this.#stepAt.get(page.path);
    const group = index === undefined ? undefined : this.#steps[index]?.group;
    if (group === undefined) return [];
    const address = this.#site.map.group(group);
    if (address === page.path) return [];
    return [{ text: group.title, href: address === undefined ? undefined : context.href(address) }];
  }

  /** Pages of error types of one status have the same navigation. */
  #navigation(path: string, context: PageContext): NavigationView {
    const current = this.#complete.has(path) ? path : path.replace(/^(errors\/\d+\/).*/, '$1');
    const key = `${context.root}\n${current}`;
    let view = this.#navigations.get(key);
    if (view === undefined) this.#navigations.set(key, (view = this.#navigationView(current, context)));
    return view;
  }

  #navigationView(current: string, context: PageContext): NavigationView {
    const { navigation } = this.#site.model;
    const shown = this.#near(navigation, current, (group) => this.#holds(group, current));
    return {
      groups: navigation.flatMap((group, order) => (shown.includes(group) ? [this.#group(group, order, current, context)] : [])),
      moreGroups: shown.length < navigation.length ? navigation.length : undefined,
    };
  }

  /** The entries around the current one, or all of them on a page whose navigation is complete. */
  #near<T>(entries: readonly T[], current: string, isCurrent: (entry: T) => boolean): readonly T[] {
    if (this.#complete.has(current) || current === everything || entries.length <= 2 * neighbours + 1) return entries;
    const at = Math.max(0, entries.findIndex(isCurrent));
    const from = Math.max(0, Math.min(at - neighbours, entries.length - 2 * neighbours - 1));
    return entries.slice(from, from + 2 * neighbours + 1);
  }

  #holds(group: NavigationGroup, current: string): boolean {
    const pages = this.#pagesOf.get(group);
    return pages?.has(current) === true || pages?.has(statusPageOf(current)) === true;
  }

  #group(group: NavigationGroup, order: number, current: string, context: PageContext): Markup {
    const overview = this.#site.map.group(group);
    const holds = this.#holds(group, current);
    const open = holds || this.#site.model.navigation.length === 1;
    const fill = !open && overview !== undefined && !this.#complete.has(current);
    const key = `${context.root}\n${order}\n${holds ? current : ''}\n${fill ? 'fill' : ''}`;
    let html = this.#groups.get(key);
    if (html === undefined) {
      const view = fill
        ? { title: group.title, badge: group.badge, href: context.href(overview), current: false, pages: [], more: undefined, groups: [] }
        : this.#groupView(group, current, context);
      html = markup(this.#site.html.render('navigationGroup', { group: view, open, fill, order }));
      if (!holds) this.#groups.set(key, html);
    }
    return html;
  }

  #groupView(group: NavigationGroup, current: string, context: PageContext): object {
    const address = this.#site.map.group(group);
    const pages = group.pages.filter((page) => hasPage(this.#site, page));
    const shown = this.#near(pages, current, (page) => this.#isCurrent(page, current));
    return {
      title: group.title,
      badge: group.badge,
      href: address === undefined || group.pages.some((page) => this.#site.map.page(page) === address) ? undefined : context.href(address),
      current: address === current,
      pages: shown.map((page) => this.#pageView(page, current, context)),
      more: shown.length < pages.length && address !== undefined ? { count: pages.length, href: context.href(address) } : undefined,
      groups: group.groups.map((inner) => this.#groupView(inner, current, context)),
    };
  }

  #pageView(page: NavigationPage, current: string, context: PageContext): object {
    const method = page.kind === 'operation' ? page.operation.method : undefined;
    return {
      title: page.title,
      href: context.href(this.#site.map.page(page)),
      current: this.#isCurrent(page, current),
      method: method === 'DELETE' ? 'DEL' : method === 'OPTIONS' ? 'OPT' : method,
      deprecated: (page.kind === 'operation' && page.operation.deprecated) || (page.kind === 'webhook' && page.webhook.deprecated),
    };
  }

  #isCurrent(page: NavigationPage, current: string): boolean {
    if (!hasPage(this.#site, page)) return false;
    const address = this.#site.map.page(page);
    // A page per error type lies below the page of its status.
    return address === current || address === statusPageOf(current);
  }
}

/** The page of the status that the page of an error type belongs to; the page itself for all others. */
function statusPageOf(path: string): string {
  return path.replace(/^(errors\/\d+\/).*/, '$1index.html');
}
