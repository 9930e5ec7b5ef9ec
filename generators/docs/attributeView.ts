/** Attribute lists as the templates show them, and as Markdown. */
import { escapeHtml, escapeMarkdown, markdownCode } from '../text/escape.js';
import { markup, type Markup } from '../text/templates.js';
import type { PageContext } from './page.js';
import type { Attribute, Children, Variant } from './schema/attributes.js';
import { isScalar, type TypePiece } from './schema/typeLabel.js';

/** A piece of a type's name; `href` where it leads to an object's page. */
export interface TypePieceView {
  readonly text: string;
  readonly href: string | undefined;
}

/** What the template `partials/attributes` shows. */
export interface ChildrenView {
  readonly attributes: readonly AttributeView[];
  readonly variants: readonly VariantView[];
  readonly elsewhere: { readonly text: string; readonly href: string } | undefined;
  readonly eitherOr: readonly Markup[];
  /** What the expander says: `6 attributes`. */
  readonly summary: string;
  readonly empty: boolean;
}

interface AttributeView {
  readonly anchor: string;
  readonly name: string;
  readonly parent: string;
  readonly type: readonly TypePieceView[];
  readonly required: boolean;
  readonly flags: readonly string[];
  readonly description: Markup | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly code: boolean }[];
  readonly hasFacts: boolean;
  readonly values: readonly { readonly value: string; readonly description: Markup | undefined }[];
  readonly describedValues: boolean;
  readonly hasValues: boolean;
  readonly children: ChildrenView;
  readonly expander: boolean;
}

interface VariantView {
  readonly anchor: string;
  readonly name: string;
  readonly type: readonly TypePieceView[];
  readonly description: Markup | undefined;
  readonly children: ChildrenView;
}

/** The view of an attribute list. */
export function childrenView(children: Children, page: PageContext): ChildrenView {
  const { attributes, variants, elsewhere } = children;
  const elsewhereHref = elsewhere === undefined ? undefined : page.site.map.schema(elsewhere);
  return {
    attributes: attributes.map((attribute) => attributeView(attribute, page)),
    variants: variants.map((variant) => variantView(variant, page)),
    elsewhere: elsewhereHref === undefined ? undefined : { text: elsewhere?.name ?? 'object', href: page.href(elsewhereHref) },
    eitherOr: children.eitherOr.map((group) => markup(group.map((name) => `<code>${escapeHtml(name)}</code>`).join(' or '))),
    summary: summaryOf(children),
    empty: attributes.length === 0 && variants.length === 0 && elsewhereHref === undefined,
  };
}

/** Links for the pieces of a type's name. */
export function typeView(pieces: readonly TypePiece[], page: PageContext): readonly TypePieceView[] {
  return pieces.map(({ text, target }) => {
    const address = target === undefined ? undefined : page.site.map.schema(target);
    return { text, href: address === undefined ? undefined : page.href(address) };
  });
}

function attributeView(attribute: Attribute, page: PageContext): AttributeView {
  const facts = [
    ...(attribute.default === undefined ? [] : [{ label: 'Default', value: attribute.default, code: true }]),
    ...attribute.limits,
    ...(attribute.example === undefined || attribute.values.length > 0 ? [] : [{ label: 'Example', value: attribute.example, code: true }]),
  ];
  const children = childrenView(attribute.children, page);
  const parent = attribute.path.slice(0, -attribute.name.length);
  return {
    anchor: attribute.anchor,
    name: attribute.name,
    parent,
    type: typeView(attribute.type, page),
    required: attribute.required,
    flags: flagsOf(attribute),
    description: page.blocks(attribute.description),
    facts,
    hasFacts: facts.length > 0,
    values: attribute.values.map(({ value, description }) => ({ value, description: page.line(description) })),
    describedValues: attribute.values.some(({ description }) => description !== undefined),
    hasValues: attribute.values.length > 0,
    children,
    expander: !children.empty,
  };
}

function variantView(variant: Variant, page: PageContext): VariantView {
  return {
    anchor: variant.anchor,
    name: variant.name,
    type: typeView(variant.type, page),
    description: page.blocks(variant.description),
    children: childrenView(variant.children, page),
  };
}

function flagsOf(attribute: Attribute): readonly string[] {
  return [
    ...(attribute.deprecated ? ['deprecated'] : []),
    ...(attribute.readOnly ? ['read only'] : []),
    ...(attribute.writeOnly ? ['write only'] : []),
    ...(attribute.sensitive ? ['sensitive'] : []),
  ];
}

function summaryOf({ attributes, variants }: Children): string {
  if (attributes.length > 0) return attributes.length === 1 ? '1 attribute' : `${attributes.length} attributes`;
  return variants.length === 1 ? '1 form' : `${variants.length} forms`;
}

/** How attribute lists are written as Markdown. */
export interface ListOptions {
  /** Objects that have a page of their own are linked instead of opened: what a reader of many pages has met before. */
  readonly linkNamed?: boolean;
}

/** The list as nested Markdown bullets. */
export function childrenMarkdown(children: Children, page: PageContext, options: ListOptions = {}, indent = ''): string {
  const lines: string[] = [];
  for (const group of children.eitherOr) lines.push(`${indent}- Exactly one of ${group.map(markdownCode).join(', ')} must be sent.`);
  for (const attribute of children.attributes) {
    const marks = [escapeMarkdown(attribute.type.map((piece) => piece.text).join('')), ...(attribute.required ? ['required'] : []), ...flagsOf(attribute)];
    lines.push(`${indent}- ${markdownCode(attribute.name)} (${marks.join(', ')})${described(attribute.description, page, indent)}`);
    if (attribute.default !== undefined) lines.push(`${indent}  - Default: ${markdownCode(attribute.default)}`);
    for (const { label, value, code } of attribute.limits) lines.push(`${indent}  - ${label}: ${code ? markdownCode(value) : escapeMarkdown(value)}`);
    for (const { value, description } of attribute.values) lines.push(`${indent}  - ${markdownCode(value)}${described(description, page, `${indent}  `)}`);
    const named = options.linkNamed === true ? namedLinks(attribute, page) : [];
    if (named.length > 0) lines.push(`${indent}  - Its attributes: ${named.join(', ')}`);
    else lines.push(...nested(attribute.children, page, options, indent));
  }
  for (const variant of children.variants) {
    lines.push(`${indent}- One form: ${markdownCode(variant.name)}${described(variant.description, page, indent)}`);
    lines.push(...nested(variant.children, page, options, indent));
  }
  if (children.elsewhere !== undefined) {
    const address = page.site.map.schema(children.elsewhere);
    if (address !== undefined) lines.push(`${indent}- See [${escapeMarkdown(children.elsewhere.name ?? 'object')}](${page.markdownHref(address)})`);
  }
  return lines.join('\n');
}

/** Links to the objects a field's type names, when everything inside the field is on their pages. */
function namedLinks({ type, children }: Attribute, page: PageContext): readonly string[] {
  if (children.attributes.length + children.variants.length === 0) return [];
  return type.flatMap(({ text, target }) => {
    const address = target === undefined || isScalar(target) ? undefined : page.site.map.schemaPage(target);
    return address === undefined ? [] : [`[${escapeMarkdown(text)}](${page.markdownHref(address)})`];
  });
}

function nested(children: Children, page: PageContext, options: ListOptions, indent: string): readonly string[] {
  const text = childrenMarkdown(children, page, options, `${indent}  `);
  return text === '' ? [] : [text];
}

function described(description: string | undefined, page: PageContext, indent: string): string {
  const text = page.portable(description)?.text;
  return text === undefined || text === '' ? '' : `: ${text.replace(/\n/g, `\n${indent}  `)}`;
}
