/** What a page is, and what its parts are written with. */
import type { Download } from '../generator.js';
import type { ApiModel, Operation, Schema } from '../model/model.js';
import { escapeHtml } from '../text/escape.js';
import { codeAttributes, codeText } from '../text/languages.js';
import type { Reference } from '../text/links.js';
import { portableMarkdown, renderInlineMarkdown, renderMarkdown, type Heading } from '../text/markdown.js';
import { markup, type Markup, type Templates } from '../text/templates.js';
import type { OperationFields } from './operationFields.js';
import type { ClientFacts } from './samples/client.js';
import type { Children } from './schema/attributes.js';
import { markdownTwin, rootOf, type SiteMap } from './siteMap.js';

/** What all pages are made from. */
export interface Site {
  readonly model: ApiModel;
  readonly map: SiteMap;
  readonly guides: ReadonlyMap<string, string>;
  readonly client: ClientFacts;
  readonly downloads: readonly Download[];
  /** templates/docs, escaping for HTML. */
  readonly html: Templates;
  /** templates/docs/markdown, escaping for Markdown. */
  readonly markdown: Templates;
  /** Diagrams of templates/docs/diagrams by name: inline SVG. */
  readonly diagrams: ReadonlyMap<string, string>;
  readonly caches: Caches;
}

/** Texts already rendered, because the same description stands on many pages; and fields that a page and the field index both list. */
export interface Caches {
  readonly blocks: TextCache;
  readonly lines: TextCache;
  readonly portable: TextCache;
  /** The calls that a guide links to, by its text. */
  readonly mentions: Map<string, ReadonlySet<string>>;
  readonly operationFields: Map<Operation, OperationFields>;
  readonly objectFields: Map<Schema, Children>;
}

/** By what the rendering of a text depends on beside itself, such as how links lead to the root; then by the text. */
type TextCache = Map<string, RenderedTexts>;
type RenderedTexts = Map<string, Markup>;

/** A file of the site, made when it is asked for. */
export interface SiteFile {
  readonly path: string;
  contents(): string;
}

/** One page, before the frame that all pages share is put around it. */
export interface Page {
  /** `organizations/create-an-organization/index.html`. */
  readonly path: string;
  readonly title: string;
  /** One sentence for search engines and link previews. */
  readonly description: string;
  /** The inside of `<main>`. */
  readonly content: string;
  /** The same as Markdown. */
  readonly markdown: string;
  /** `wide` pages use the third column themselves; `prose` pages get their table of contents there. */
  readonly layout: 'wide' | 'prose';
  readonly headings: readonly Heading[];
  /** What search finds on it beside its title. */
  readonly entries: readonly SearchEntry[];
  /** What kind of page it is, for search results. */
  readonly kind: PageKind;
}

export type PageKind = 'Page' | 'Call' | 'Object' | 'Guide' | 'Error' | 'Group' | 'Webhook';

/** A field or an error type that search finds. */
export interface SearchEntry {
  readonly kind: 'Field' | 'Error';
  readonly text: string;
  readonly anchor: string;
}

/** Code as a template shows it: `<pre{{attributes}}>{{text}}</pre>`. */
export interface CodeView {
  readonly attributes: Markup;
  readonly text: Markup;
}

/** Writes the parts of one page: addresses and descriptions relative to where it is. */
export class PageContext {
  readonly site: Site;
  readonly path: string;
  readonly root: string;
  /** What was rendered for pages from which links lead to the root by the same way. */
  readonly #rendered: { readonly blocks: RenderedTexts; readonly lines: RenderedTexts };

  constructor(site: Site, path: string) {
    this.site = site;
    this.path = path;
    // The page a server shows at any address cannot link relatively.
    this.root = path === '404.html' ? basePath(site.model.docsBaseUrl) : rootOf(path);
    this.#rendered = { blocks: renderedFor(site.caches.blocks, this.root), lines: renderedFor(site.caches.lines, this.root) };
  }

  /** The address of a file of the site, as this page links to it. */
  href(target: string): string {
    return this.root + target;
  }

  /** The address of the Markdown twin of a page. */
  markdownHref(target: string): string {
    return this.root + markdownTwin(target);
  }

  /** A description as blocks of HTML; headings below the page's own. */
  blocks(text: string | undefined): Markup | undefined {
    return text === undefined ? undefined : rendered(this.#rendered.blocks, text, () => renderMarkdown(text, { resolve: this.#resolve, headingOffset: 2 }));
  }

  /** A description as one line of HTML. */
  line(text: string | undefined): Markup | undefined {
    return text === undefined ? undefined : rendered(this.#rendered.lines, text, () => renderInlineMarkdown(text, { resolve: this.#resolve }));
  }

  /** A guide as HTML, its headings linkable. */
  prose(text: string, onHeading: (heading: Heading) => void): string {
    return renderMarkdown(text, { resolve: this.#resolve, onHeading });
  }

  /** A description inside this page's Markdown twin. */
  portable(text: string | undefined, headingOffset = 2): Markup | undefined {
    return text === undefined ? undefined : rendered(renderedFor(this.site.caches.portable, `${this.root}${headingOffset}`), text, () => portableMarkdown(text, this.#twin, headingOffset));
  }

  /** Code, ready to be coloured. */
  code(text: string, language: string): CodeView {
    return { attributes: markup(codeAttributes(language)), text: markup(codeText(text)) };
  }

  readonly #resolve = (reference: Reference): string | undefined => {
    const target = this.site.map.resolve(reference);
    return target === undefined ? undefined : this.href(target);
  };

  readonly #twin = (reference: Reference): string | undefined => {
    const target = this.site.map.resolve(reference);
    return target === undefined ? undefined : this.markdownHref(target);
  };
}

function renderedFor(cache: TextCache, place: string): RenderedTexts {
  let texts = cache.get(place);
  if (texts === undefined) cache.set(place, (texts = new Map()));
  return texts;
}

function rendered(texts: RenderedTexts, text: string, render: () => string): Markup {
  let html = texts.get(text);
  if (html === undefined) texts.set(text, (html = markup(render())));
  return html;
}

/** Plain text as HTML, for the few places that put markup together without a template. */
export function htmlText(text: string): Markup {
  return markup(escapeHtml(text));
}

/** The path of a call, or a piece of it, which may be broken before a slash. */
export function breakablePath(path: string): Markup {
  return markup(escapeHtml(path).replace(/\//g, '<wbr>/'));
}

/** The path of the documentation's base address, with a slash at its end. */
function basePath(baseUrl: string | undefined): string {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return '/';
  return `${new URL(baseUrl).pathname.replace(/\/+$/, '')}/`;
}
