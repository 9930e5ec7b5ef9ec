/** Links between things of a description: `[text](operation:createOrganization)`, `schema:`, `error:`, `guide:`. */

/** What a link leads to. */
export type LinkKind = 'operation' | 'schema' | 'error' | 'guide';

/** One link found in Markdown. */
export interface DescriptionLink {
  readonly kind: LinkKind;
  /** The operationId, component name, error type or guide name. */
  readonly target: string;
  /** The Markdown between the brackets. */
  readonly text: string;
}

const link = /(`+)[\s\S]*?\1|\[((?:[^[\]\\]|\\.)*)\]\((operation|schema|error|guide):([^()\s]+)\)/g;

/** Replaces every link of a Markdown text; what stands in code spans stays. */
export function replaceLinks(markdown: string, replacement: (link: DescriptionLink) => string): string {
  return markdown.replace(link, (whole: string, _ticks: string | undefined, text: string | undefined, kind: string, target: string) => {
    if (text === undefined || !isLinkKind(kind)) return whole;
    return replacement({ kind, target, text });
  });
}

/** The text with every link of this kind replaced by its text alone, for outputs that cannot link. */
export function withoutLinks(markdown: string): string {
  return replaceLinks(markdown, ({ text }) => text);
}

/** Every link, in order: for checks that none dangles. */
export function linksOf(markdown: string): readonly DescriptionLink[] {
  const links: DescriptionLink[] = [];
  replaceLinks(markdown, (found) => {
    links.push(found);
    return '';
  });
  return links;
}

/** True for the words a link to a thing of the description begins with. */
export function isLinkKind(kind: string): kind is LinkKind {
  return kind === 'operation' || kind === 'schema' || kind === 'error' || kind === 'guide';
}
