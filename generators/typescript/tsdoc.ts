/** Descriptions as doc comments (TSDoc). */
import { replaceLinks } from '../model/links.js';
import type { DescriptionLink } from '../model/links.js';
import type { ApiModel, Schema } from '../model/model.js';
import { shapeOf } from '../model/shape.js';
import { commentText, isPlainComment, jsdoc } from './literals.js';
import type { TypeScriptNames } from './names.js';

/** What a link of a description becomes in a comment: TSDoc or Markdown; undefined for its text alone. */
export type LinkPrinter = (link: DescriptionLink) => string | undefined;

/**
 * Links for files where the types of types/ are in scope: a schema becomes `{@link Organization | text}`, an error the address of
 * its entry in the documentation. Operations have no one symbol and become their text.
 */
export function typeLinks(model: ApiModel, names: TypeScriptNames): LinkPrinter {
  const schemas = new Map(model.schemas.map((schema) => [schema.name, names.schema(schema)]));
  const errors = new Map(model.errors.map(({ type, status }) => [type, status]));
  return ({ kind, target, text }) => {
    if (kind === 'schema') {
      const name = schemas.get(target);
      return name === undefined ? undefined : `{@link ${name} | ${plain(text)}}`;
    }
    const status = kind === 'error' ? errors.get(target) : undefined;
    return status === undefined || model.docsBaseUrl === undefined ? undefined : `[${text}](${model.docsBaseUrl}/errors/${status}#${target})`;
  };
}

/** Markdown of a description as the text of a comment, its links printed. */
export function tsdocText(markdown: string, link: LinkPrinter = () => undefined): string {
  // No bracket, no link.
  if (!markdown.includes('[') && isPlainComment(markdown)) return markdown;
  // Links made here are TSDoc; everything around them is hostile and escaped. Private-use characters mark their places.
  const made: string[] = [];
  const marked = replaceLinks(markdown.replace(/[\uE000\uE001]/g, ''), (found) => {
    made.push(link(found) ?? jsdoc(found.text));
    return `\uE000${made.length - 1}\uE001`;
  });
  const escaped = marked
    .split(/\uE000(\d+)\uE001/)
    .map((part, index) => (index % 2 === 0 ? escapeKeepingEdges(part) : commentText(made[Number(part)] ?? '')))
    .join('');
  return jsdocLineStarts(escaped).trim();
}

/** What one declaration's comment says. */
export interface Documentation {
  readonly summary?: string | undefined;
  readonly remarks?: readonly string[];
  readonly deprecated?: boolean;
  readonly defaultValue?: string | undefined;
}

/** The inside of a doc comment, without its delimiters; empty when there is nothing to say. */
export function documentation({ summary, remarks = [], deprecated = false, defaultValue }: Documentation, link?: LinkPrinter): string {
  const paragraphs = [summary, ...remarks].flatMap((text) => {
    const printed = text === undefined ? '' : tsdocText(text, link);
    return printed === '' ? [] : [printed];
  });
  const tags = [
    ...(defaultValue === undefined ? [] : [`@defaultValue \`${commentText(defaultValue).replace(/`/g, "'").replace(/\s+/g, ' ')}\``]),
    ...(deprecated ? ['@deprecated'] : []),
  ];
  return [...paragraphs, ...(tags.length === 0 ? [] : [tags.join('\n')])].join('\n\n');
}

/** A doc comment as source text, on one line where it fits; nothing (not even a line) for an empty one. */
export function docComment(text: string): string {
  if (text === '') return '';
  if (!text.includes('\n') && text.length < 120) return `/** ${text} */\n`;
  const lines = text.split('\n').map((line) => (line === '' ? ' *' : ` * ${line}`));
  return `/**\n${lines.join('\n')}\n */\n`;
}

/** The comment of a schema or of a property that has it: description, limits, meaning of each value. */
export function schemaDocumentation(schema: Schema, link?: LinkPrinter): string {
  const described = schema.description === undefined && schema.ref !== undefined ? schema.ref : schema;
  const values = Object.entries(schema.enumDescriptions).map(([value, text]) => `- \`${value.replace(/`/g, "'")}\`: ${text}`);
  const limits = limitsOf(schema);
  return documentation(
    {
      summary: described.description ?? schema.title,
      remarks: [...(values.length === 0 ? [] : [values.join('\n')]), ...(limits === '' ? [] : [limits])],
      deprecated: schema.deprecated,
      defaultValue: schema.default === undefined ? undefined : JSON.stringify(schema.default),
    },
    link,
  );
}

/** What the type itself cannot say: `Format: date-time. Length: 1 to 128.` */
function limitsOf(schema: Schema): string {
  const { format, pattern } = schema;
  const said = [
    format === undefined || shapeOf(schema).kind === 'literal' ? '' : `Format: \`${format.replace(/`/g, "'")}\`.`,
    range('Length', schema.minLength, schema.maxLength),
    range('Range', schema.minimum, schema.maximum),
    range('Items', schema.minItems, schema.maxItems),
    pattern === undefined || pattern.includes('`') || pattern.length > 120 ? '' : `Pattern: \`${pattern}\`.`,
  ];
  return said.filter(Boolean).join(' ');
}

function range(label: string, least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return least === most ? `${label}: ${least}.` : `${label}: ${least} to ${most}.`;
  if (least !== undefined) return least === 0 ? '' : `${label}: at least ${least}.`;
  return most === undefined ? '' : `${label}: at most ${most}.`;
}

/** Inside `{@link X | text}` neither braces nor bars may stand. */
function plain(text: string): string {
  return jsdoc(text).replace(/[{}|`\\]/g, '').replace(/\s+/g, ' ');
}

/** Like jsdoc(), which trims, for a piece out of the middle of a text. */
function escapeKeepingEdges(part: string): string {
  const [, before = '', after = ''] = /^(\s*)(?:[\s\S]*?)(\s*)$/.exec(part) ?? [];
  const inner = jsdoc(part);
  return inner === '' ? part.replace(/[^\s]/g, '') : `${before.replace(/\r/g, '')}${inner}${after.replace(/\r/g, '')}`;
}

/** A link that stands at the beginning of a line may have brought a tag there. */
function jsdocLineStarts(text: string): string {
  return text.replace(/(^|\n)([ \t]*)@/g, '$1$2\\@');
}
