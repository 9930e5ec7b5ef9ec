/** Authored pages. */
import type { Heading } from '../../text/markdown.js';
import { firstSentence } from '../../text/markdown.js';
import { markup } from '../../text/templates.js';
import { expandIncludes } from '../includes.js';
import { PageContext, type Page, type Site } from '../page.js';
import { guideTitle } from '../related.js';

/** A guide, rendered. */
export interface GuideContent {
  readonly title: string;
  readonly description: string;
  /** Without the title. */
  readonly html: string;
  readonly markdown: string;
  /** Second and third level, for the table of contents. */
  readonly headings: readonly Heading[];
}

/** Renders a guide: includes filled in, references resolved. */
export function guideContent(text: string, context: PageContext): GuideContent {
  const title = guideTitle(text, 'Guide');
  const body = text.replace(/^\s*#\s+.+\n/, '');
  const headings: Heading[] = [];
  const { markdown, restore } = expandIncludes(body, context.site);
  const html = restore(context.prose(markdown, (heading) => headings.push(heading)));
  const firstParagraph = body.split(/\n\s*\n/).find((block) => block.trim() !== '' && !/^[#{|`-]/.test(block.trim())) ?? title;
  return {
    title,
    description: firstSentence(firstParagraph),
    html,
    markdown: String(context.portable(expandIncludes(body, context.site).portable, 0)),
    headings: headings.filter(({ level }) => level === 2 || level === 3),
  };
}

/** Makes the page of a guide. */
export function guidePage(site: Site, name: string, title: string | undefined, path: string, sdkPath: readonly string[] | undefined): Page {
  const context = new PageContext(site, path);
  const content = guideContent(site.guides.get(name) ?? '', context);
  const view = { title: content.title, prose: markup(content.html), sdk: sdkPath === undefined ? undefined : `client.${sdkPath.join('.')}()`, markdownHref: context.markdownHref(path) };
  return {
    path,
    title: title ?? content.title,
    description: content.description,
    content: site.html.render('guide', view),
    markdown: site.markdown.render('guide', { ...view, prose: markup(content.markdown) }),
    layout: 'prose',
    headings: content.headings,
    entries: [],
    kind: 'Guide',
  };
}
