/**
 * Markdown of descriptions and guides. Raw HTML is shown, never passed on; links lead only where {@link safeAddress} allows;
 * pictures become their alternative text, so that a page never asks another server for anything.
 */
import type { Token } from 'markdown-it';
import { escapeHtml, printable } from './escape.js';
import { codeAttributes, codeText } from './languages.js';
import { parseReference, safeAddress, type ResolveReference } from './links.js';
import { MarkdownIt } from './renderers.js';
import { parseSequence, sequenceDiagram } from './sequence.js';

/** How a text is rendered. */
export interface MarkdownOptions {
  readonly resolve: ResolveReference;
  /** Added to every heading's level, so that a description's headings stay below those of its page. */
  readonly headingOffset?: number;
  /** Headings get ids and are reported, for a table of contents. */
  readonly onHeading?: (heading: Heading) => void;
}

/** A heading of a rendered text. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

const engine = new MarkdownIt({ html: false, linkify: false, typographer: false });
// A link that is not one of ours or the web's is dropped later, with its text kept; the engine must not refuse it first.
engine.validateLink = () => true;
engine.normalizeLink = (href) => href;

/** One line of words, numbers and punctuation that mean nothing but themselves, wherever they stand: most descriptions. They need not be parsed. */
const plainLine = /^[A-Za-z][A-Za-z0-9 ,.;:'"()/?%@$!+=#-]*$/;

/** Block Markdown as HTML. */
export function renderMarkdown(text: string, options: MarkdownOptions): string {
  if (plainLine.test(text)) return `<p>${escapeHtml(text.trimEnd())}</p>`;
  const tokens = engine.parse(printable(text), {});
  prepare(tokens, options);
  return engine.renderer.render(tokens, engine.options, {}).trim();
}

/** Markdown as HTML without a paragraph around it: for titles, table cells and list items. */
export function renderInlineMarkdown(text: string, options: MarkdownOptions): string {
  const line = printable(text).replace(/\s*\n\s*/g, ' ');
  if (plainLine.test(line)) return escapeHtml(line.trimEnd());
  const tokens = engine.parseInline(line, {});
  prepare(tokens, options);
  return engine.renderer.render(tokens, engine.options, {}).trim();
}

/** The words of a Markdown text on one line: for summaries, search and meta tags. */
export function plainText(text: string): string {
  if (plainLine.test(text)) return text.replace(/ {2,}/g, ' ').trimEnd();
  const words: string[] = [];
  for (const token of engine.parse(printable(text), {})) {
    if (token.type === 'fence' || token.type === 'code_block') words.push(' ', token.content, ' ');
    for (const child of token.children ?? []) {
      if (child.type === 'text' || child.type === 'code_inline' || child.type === 'image') words.push(child.content);
      else if (child.type === 'softbreak' || child.type === 'hardbreak') words.push(' ');
    }
    if (token.block) words.push(' ');
  }
  return words.join('').replace(/\s+/g, ' ').trim();
}

/** The first sentence of a Markdown text, as plain words, cut at a word when it is longer than `limit` characters. */
export function firstSentence(text: string, limit = 160): string {
  const words = plainText(text);
  const sentence = /^.*?[.!?](?=\s|$)/.exec(words)?.[0] ?? words;
  if (sentence.length <= limit) return sentence;
  return `${sentence.slice(0, limit - 1).replace(/\s+\S*$/, '')}…`;
}

/**
 * A description as Markdown that can stand in another Markdown document: references are resolved, raw HTML is escaped
 * (a reader that does render HTML must not), headings are moved down. Code is left alone.
 */
export function portableMarkdown(text: string, resolve: ResolveReference, headingOffset = 0): string {
  const blocks: { readonly code: boolean; readonly lines: string[] }[] = [{ code: false, lines: [] }];
  let fence = '';
  for (const line of printable(text).split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const opens = fence === '' && mark !== undefined;
    if (opens) blocks.push({ code: true, lines: [] });
    blocks.at(-1)?.lines.push(line);
    if (opens) {
      fence = mark;
    } else if (fence !== '' && mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) {
      fence = '';
      blocks.push({ code: false, lines: [] });
    }
  }
  if (fence !== '') blocks.at(-1)?.lines.push(fence);
  const portable = blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ code, lines }) => (code ? lines.join('\n') : portableProse(lines.join('\n'), resolve, headingOffset)))
    .join('\n')
    .trim();
  // After other words of its line it would not be a fence, and what it holds no code.
  return /^(?:`{3}|~{3})/.test(portable) ? `\n${portable}` : portable;
}

/**
 * A code span, a link or picture (its label may hold code), what could open a tag, any other end of a label before an address,
 * the beginning of a link reference definition: in that order of precedence.
 */
const portableParts = /(`+)[\s\S]*?\1(?!`)|!?\[((?:[^[\]`]|`[^`]*`)*)\]\(([^()\s]*)(?:\s+"[^"]*")?\)|<(?=[A-Za-z/!?])|\](?=\()|(?<=^[ >]*)\[(?=[^\]\n]*\]:)/gm;

function portableProse(text: string, resolve: ResolveReference, headingOffset: number): string {
  const portable = text.replace(portableParts, (whole: string, ticks: string | undefined, label: string | undefined, href: string | undefined) => {
    if (ticks !== undefined) return whole;
    if (label === undefined || href === undefined) return whole === '<' ? '&lt;' : `\\${whole}`;
    const words = label.replace(/(`[^`]*`)|<(?=[A-Za-z/!?])/g, (part: string, code: string | undefined) => code ?? (part === '<' ? '&lt;' : part));
    const address = safeAddress(href, resolve);
    return address === undefined ? words : `[${words}](${address})`;
  });
  return portable.replace(/^(#{1,6})(?=\s)/gm, (hashes) => '#'.repeat(Math.min(6, hashes.length + headingOffset)));
}

/** Rewrites the parsed text: addresses, pictures, headings, alignment, boxes that scroll. */
function prepare(tokens: Token[], options: MarkdownOptions): void {
  const ids = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.children !== null) prepareInline(token.children, options.resolve);
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      const tag = `h${Math.min(6, level + (options.headingOffset ?? 0))}`;
      token.tag = tag;
      const close = tokens.slice(index).find((later) => later.type === 'heading_close');
      if (close !== undefined) close.tag = tag;
      if (options.onHeading !== undefined) {
        const text = plainText(tokens[index + 1]?.content ?? '');
        const id = uniqueId(text, ids);
        token.attrSet('id', id);
        options.onHeading({ level, id, text });
      }
    }
    if (token.type === 'th_open' || token.type === 'td_open') {
      const alignment = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1];
      token.attrs = alignment === undefined ? null : [['class', `align-${alignment}`]];
    }
  });
}

function prepareInline(tokens: Token[], resolve: ResolveReference): void {
  const dropped: boolean[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href') ?? '');
      const address = safeAddress(href, resolve);
      dropped.push(address === undefined);
      token.attrs = address === undefined ? null : [['href', address]];
      token.hidden = address === undefined;
      if (address !== undefined && parseReference(href) === undefined) token.attrPush(['rel', 'noopener noreferrer']);
    } else if (token.type === 'link_close') {
      token.hidden = dropped.pop() ?? false;
    }
  }
}

function uniqueId(text: string, taken: Set<string>): string {
  const base = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'section';
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

engine.renderer.rules['link_open'] = (tokens, index, options, _environment, self) =>
  tokens[index]?.hidden === true ? '' : self.renderToken(tokens, index, options);
engine.renderer.rules['link_close'] = (tokens, index, options, _environment, self) =>
  tokens[index]?.hidden === true ? '' : self.renderToken(tokens, index, options);
engine.renderer.rules['image'] = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
engine.renderer.rules['text'] = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
engine.renderer.rules['code_inline'] = (tokens, index) => `<code>${escapeHtml(tokens[index]?.content ?? '')}</code>`;
engine.renderer.rules['code_block'] = (tokens, index) => codeBlock(tokens[index]?.content ?? '', '');
engine.renderer.rules['fence'] = (tokens, index) => {
  const code = tokens[index]?.content ?? '';
  const language = tokens[index]?.info.trim().split(/\s+/)[0] ?? '';
  const diagram = language === 'sequence' ? parseSequence(code) : undefined;
  return diagram === undefined ? codeBlock(code, language) : sequenceDiagram(diagram);
};
engine.renderer.rules['table_open'] = () => '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>';
engine.renderer.rules['table_close'] = () => '</table></div>';

/** A code block as pages show it; the button works with scripts alone. */
function codeBlock(code: string, language: string): string {
  return `<div class="code"><pre${codeAttributes(language)}>${codeText(code.replace(/\n$/, ''))}</pre><button class="copy scripted" type="button" data-copy aria-label="Copy the code"></button></div>`;
}
