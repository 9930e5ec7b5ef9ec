/**
 * What a guide takes from the description instead of repeating it:
 *
 * - `{{enum Organization.auth_methods}}`: a table of the values of a property, with their meaning
 * - `{{fields Organization email_allowed_domains email_invites}}`: a table of some properties of an object (all without names)
 * - `{{errors organization_slug_already_used …}}`: a list of error types with their meaning
 * - `{{diagram member-states}}`: an inline SVG of templates/docs/diagrams
 *
 * An include stands on a line of its own. One that names nothing there is left out.
 */
import type { Schema } from '../model/model.js';
import { resolvedShape, type ShapeProperty } from '../model/shape.js';
import { escapeMarkdown, markdownCode } from '../text/escape.js';
import type { Site } from './page.js';
import { annotationsOf } from './schema/annotations.js';
import { enumValues } from './schema/attributes.js';
import { typeText } from './schema/typeLabel.js';

/** A guide with its includes filled in. */
export interface Expanded {
  /** For rendering: diagrams are placeholders. */
  readonly markdown: string;
  /** For the Markdown twin: diagrams are left out. */
  readonly portable: string;
  /** Puts the diagrams into the rendered HTML. */
  restore(html: string): string;
}

/** Fills in the includes of an authored text. */
export function expandIncludes(text: string, site: Site): Expanded {
  const diagrams: string[] = [];
  const expand = (diagram: (svg: string) => string): string =>
    text.replace(/^\{\{(\w+) ([^{}\n]+)\}\}$/gm, (_whole, kind: string, words: string) => {
      const names = words.trim().split(/\s+/);
      if (kind === 'diagram') {
        const svg = site.diagrams.get(names[0] ?? '');
        return svg === undefined ? '' : diagram(svg);
      }
      if (kind === 'enum') return enumTable(names[0] ?? '', site);
      if (kind === 'fields') return fieldTable(names, site);
      if (kind === 'errors') return errorList(names, site);
      return '';
    });
  const portable = expand(() => '');
  const markdown = expand((svg) => `diagram-placeholder-${diagrams.push(svg) - 1}`);
  return {
    markdown,
    portable,
    restore: (html) =>
      html.replace(/<p>diagram-placeholder-(\d+)<\/p>/g, (_whole, index: string) => `<figure class="diagram" tabindex="0" role="group" aria-label="Diagram">${diagrams[Number(index)] ?? ''}</figure>`),
  };
}

function enumTable(path: string, site: Site): string {
  const schema = schemaAt(path, site);
  if (schema === undefined) return '';
  return table(['Value', 'Meaning'], valuesOf(schema).map(({ value, description }) => [markdownCode(value), cell(description)]));
}

function valuesOf(schema: Schema): ReturnType<typeof enumValues> {
  const shape = resolvedShape(schema);
  return enumValues(shape.kind === 'array' ? shape.items : schema);
}

function fieldTable([name = '', ...wanted]: readonly string[], site: Site): string {
  const schema = schemaAt(name, site);
  if (schema === undefined) return '';
  const rows = propertiesOf(schema)
    .filter((property) => wanted.length === 0 || wanted.includes(property.name))
    .map((property) => [markdownCode(property.name), cell(escapeMarkdown(typeText(property.schema))), cell(property.description ?? annotationsOf(property.schema).description)]);
  return table(['Field', 'Type', 'Description'], rows);
}

function errorList(types: readonly string[], site: Site): string {
  const rows = types.flatMap((type) => {
    const error = site.map.error(type);
    return error === undefined ? [] : [[`[${markdownCode(error.type)}](error:${error.type})`, String(error.status), cell(error.meaning)]];
  });
  return table(['Error type', 'Status', 'Meaning'], rows);
}

/** `Organization.sso_default_connection_id`: a component, then properties of properties. */
function schemaAt(path: string, site: Site): Schema | undefined {
  const [name, ...steps] = path.split('.');
  let schema = site.model.schemas.find((candidate) => candidate.name === name);
  for (const step of steps) {
    if (schema === undefined) return undefined;
    schema = propertiesOf(schema).find((property) => property.name === step)?.schema;
  }
  return schema;
}

function propertiesOf(schema: Schema): readonly ShapeProperty[] {
  const shape = resolvedShape(schema);
  return shape.kind === 'object' ? shape.properties : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string | undefined): string {
  return (text ?? '').replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}
