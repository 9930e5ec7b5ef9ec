/** The page of a named schema, and the list of all of them. */
import type { Operation, Schema } from '../../model/model.js';
import { sampleOf } from '../../model/sample.js';
import { childSchemas } from '../../model/walk.js';
import { markdownFence } from '../../text/escape.js';
import { firstSentence } from '../../text/markdown.js';
import { markup } from '../../text/templates.js';
import { childrenMarkdown, childrenView, typeView } from '../attributeView.js';
import { PageContext, type Page, type Site } from '../page.js';
import { annotationsOf } from '../schema/annotations.js';
import { Anchors, AttributeBuilder, enumValues, everyAttribute, type Children } from '../schema/attributes.js';
import { isScalar, typeLabel, typeText } from '../schema/typeLabel.js';
import type { SiteMap } from '../siteMap.js';

/** Works out the attribute list of a named schema: its page and the field index use the same fragments. */
export function objectFields(schema: Schema, { map, caches }: Site): Children {
  let fields = caches.objectFields.get(schema);
  if (fields === undefined) caches.objectFields.set(schema, (fields = workOut(schema, map)));
  return fields;
}

function workOut(schema: Schema, map: SiteMap): Children {
  const anchors = new Anchors();
  for (const reserved of ['content', 'nav', 'search']) anchors.take(reserved);
  // The schema stands for itself here, so that what it contains of itself is linked.
  return new AttributeBuilder(anchors, { hasPage: (inner) => map.schemaPage(inner) !== undefined }).children(schema, '');
}

/** Makes the page of a named schema. */
export function objectPage(site: Site, schema: Schema, title: string, path: string, uses: SchemaUses): Page {
  const context = new PageContext(site, path);
  const fields = objectFields(schema, site);
  const notes = annotationsOf(schema);
  const example = JSON.stringify(sampleOf(schema, { direction: 'response', members: 'all' }) ?? null, undefined, 2);
  const usedBy = uses.of(schema);
  const link = (operation: Operation): { text: string; method: string; methodClass: string; href: string; twin: string } => ({
    text: operation.summary ?? operation.id,
    method: operation.method,
    methodClass: operation.method.toLowerCase(),
    href: context.href(site.map.operation(operation)),
    twin: context.markdownHref(site.map.operation(operation)),
  });
  const values = enumValues(schema);
  const view = {
    title,
    name: schema.name ?? title,
    description: context.blocks(notes.description),
    scalar: isScalar(schema),
    type: typeView(typeLabel(schema).filter(({ target }) => target !== schema), context),
    limits: notes.limits,
    hasLimits: notes.limits.length > 0,
    values: values.map(({ value, description }) => ({ value, description: context.line(description) })),
    hasValues: values.length > 0,
    children: childrenView(fields, context),
    example: context.code(example, 'json'),
    operations: usedBy.map(link),
    used: usedBy.length > 0,
    markdownHref: context.markdownHref(path),
  };
  const markdown = site.markdown.render('object', {
    ...view,
    description: context.portable(notes.description),
    type: typeText(schema),
    list: markup(childrenMarkdown(fields, context)),
    values: values.map(({ value, description }) => ({ value, description: context.portable(description) })),
    example: markup(markdownFence(example, 'json')),
  });
  return {
    path,
    title,
    description: firstSentence(notes.description ?? `The fields of ${title}.`),
    content: site.html.render('object', view),
    markdown,
    layout: 'wide',
    headings: [],
    entries: [...everyAttribute(fields)].filter(({ declaredBy }) => declaredBy === undefined || declaredBy === schema).map(({ path: field, anchor }) => ({ kind: 'Field', text: field, anchor })),
    kind: 'Object',
  };
}

/** Which calls take or return a named schema, however deep inside. */
export class SchemaUses {
  readonly #uses = new Map<Schema, Set<Operation>>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const roots = [
        ...(operation.requestBody?.contents ?? []),
        ...operation.responses.filter(({ status }) => !/^[45]/.test(status)).flatMap(({ contents }) => contents),
        ...operation.parameters,
      ].map(({ schema }) => schema);
      const seen = new Set(roots);
      for (const schema of seen) {
        for (const child of childSchemas(schema)) seen.add(child);
        if (schema.name === undefined) continue;
        const users = this.#uses.get(schema);
        if (users === undefined) this.#uses.set(schema, new Set([operation]));
        else users.add(operation);
      }
    }
  }

  of(schema: Schema): readonly Operation[] {
    return [...(this.#uses.get(schema) ?? [])];
  }
}

/** Makes the list of all objects. */
export function objectsPage(site: Site): Page {
  const path = site.map.objects;
  const context = new PageContext(site, path);
  const rows = site.model.schemas.flatMap((schema) => {
    const address = site.map.schemaPage(schema);
    if (address === undefined) return [];
    const description = firstSentence(annotationsOf(schema).description ?? '', 140);
    return [{ name: schema.name ?? '', href: context.href(address), twin: context.markdownHref(address), description, scalar: isScalar(schema) }];
  });
  const byName = rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  const view = { objects: byName.filter(({ scalar }) => !scalar), scalars: byName.filter(({ scalar }) => scalar), hasScalars: byName.some(({ scalar }) => scalar) };
  return {
    path,
    title: 'All objects',
    description: 'Every named object and value of the API.',
    content: site.html.render('objects', view),
    markdown: site.markdown.render('objects', view),
    layout: 'prose',
    headings: [],
    entries: [],
    kind: 'Page',
  };
}
