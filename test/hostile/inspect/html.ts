/** Looks through HTML, as a browser would parse it, for what a hostile text may have become there. */
import { type DefaultTreeAdapterMap, parse, parseFragment } from 'parse5';
import { inspectTypeScript } from './typescript.js';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const addresses: ReadonlySet<string> = new Set(['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'poster', 'data', 'cite', 'background']);

/** What is wrong with a page, or with a part of one; nothing when every hostile text stayed text. */
export function inspectHtml(html: string, kind: 'page' | 'fragment' = 'page'): readonly string[] {
  const findings: string[] = [];
  visit(kind === 'page' ? parse(html) : parseFragment(html), findings);
  return findings;
}

function visit(node: Node, findings: string[]): void {
  if ('tagName' in node) inspectElement(node, findings);
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, findings);
  if ('content' in node) visit(node.content, findings);
}

function inspectElement({ tagName, attrs, childNodes }: Element, findings: string[]): void {
  const attributes = new Map(attrs.map(({ name, value }) => [name, value]));
  const isForeign = [...attributes.values()].some((value) => value.includes('pwned'));
  if (tagName.includes('pwned')) findings.push(`an element: <${tagName}>`);
  if (['iframe', 'object', 'embed', 'base', 'math'].includes(tagName)) findings.push(`an element: <${tagName}>`);
  if (['img', 'form', 'video', 'audio'].includes(tagName) && isForeign) findings.push(`an element: <${tagName}>`);
  if (tagName === 'meta' && isForeign && attributes.has('http-equiv')) findings.push('an element: <meta http-equiv>');
  if (tagName === 'link' && /^(?:https?:)?\/\/[^/]*pwned/.test(attributes.get('href') ?? '')) findings.push('an element: <link> to another host');
  for (const [name, value] of attributes) {
    if (name.startsWith('on') || name.includes('pwned') || name === 'srcdoc' || name === 'autofocus') findings.push(`an attribute: ${name} of <${tagName}>`);
    if (name === 'style' && value.includes('pwned')) findings.push(`a style of <${tagName}>`);
    // Browsers leave out control characters and white space when they look for the scheme.
    if (addresses.has(name) && /^(?:javascript|vbscript|data):/i.test(value.replace(/[\u0000-\u0020]/g, '')) && value.includes('pwned')) {
      findings.push(`an address: ${name}=${value.slice(0, 60)}`);
    }
  }
  if (tagName === 'script' || tagName === 'style') {
    const text = childNodes.map((child) => ('value' in child ? child.value : '')).join('');
    findings.push(...inspectEmbedded(tagName, attributes.get('type') ?? '', text));
  }
}

function inspectEmbedded(tagName: string, type: string, text: string): readonly string[] {
  if (tagName === 'style') return text.includes('pwned') ? ['a style'] : [];
  if (!text.includes('pwned')) return [];
  if (type.endsWith('json')) return isJson(text) ? [] : ['a JSON script that is not JSON'];
  return inspectTypeScript('inline.js', text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
