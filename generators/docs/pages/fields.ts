/** The field index: where each field is accepted, where it is returned, and where the API sends it. */
import { PageContext, type Page, type Site } from '../page.js';
import { everyAttribute, type Children } from '../schema/attributes.js';
import { callbackFields } from '../callbacks.js';
import type { IncomingFields } from '../incoming.js';
import { objectFields } from './object.js';
import { operationFields } from '../operationFields.js';
import { webhookFields } from './webhook.js';

interface Place {
  readonly text: string;
  readonly href: string;
  readonly twin: string;
}

interface Field {
  readonly accepted: Map<string, Place>;
  readonly returned: Map<string, Place>;
  readonly members: Map<string, Place>;
  /** Webhooks and callbacks that bring it. */
  readonly sent: Map<string, Place>;
  /** Webhooks and callbacks that expect it in the answer. */
  readonly expected: Map<string, Place>;
}

/** Makes the index. A field that a named object declares is listed there once, not at every call that carries the object. */
export function fieldsPage(site: Site): Page {
  const path = site.map.fields;
  const context = new PageContext(site, path);
  const fields = new Map<string, Field>();
  const add = (kind: keyof Field, children: Children, page: string, title: string, ownOnly: boolean): void => {
    for (const attribute of everyAttribute(children)) {
      if (ownOnly && attribute.declaredBy !== undefined && site.map.schemaPage(attribute.declaredBy) !== undefined) continue;
      if (attribute.name.includes(' ') || attribute.name.startsWith('/')) continue;
      let field = fields.get(attribute.name);
      if (field === undefined) fields.set(attribute.name, (field = { accepted: new Map(), returned: new Map(), members: new Map(), sent: new Map(), expected: new Map() }));
      const key = `${page} ${title}`;
      if (!field[kind].has(key)) field[kind].set(key, { text: title, href: `${context.href(page)}#${attribute.anchor}`, twin: context.markdownHref(page) });
    }
  };
  const addIncoming = ({ sections, payload, answers }: IncomingFields, page: string, title: string): void => {
    for (const { children } of sections) add('sent', children, page, title, false);
    if (payload !== undefined) add('sent', payload, page, title, true);
    for (const { children } of answers) if (children !== undefined) add('expected', children, page, title, true);
  };
  for (const operation of site.model.operations) {
    const title = operation.summary ?? operation.id;
    const { sections, body, responses } = operationFields(operation, site);
    for (const { children } of sections) add('accepted', children, site.map.operation(operation), title, false);
    if (body !== undefined) add('accepted', body, site.map.operation(operation), title, true);
    for (const { children } of responses) add('returned', children, site.map.operation(operation), title, true);
    for (const { callback, fields: lists } of callbackFields(operation, context)) {
      addIncoming(lists, site.map.operation(operation), `${callback.summary ?? callback.name} (${title})`);
    }
  }
  for (const webhook of site.model.webhooks) addIncoming(webhookFields(webhook, context), site.map.operation(webhook), webhook.summary ?? webhook.name);
  for (const schema of site.model.schemas) {
    const page = site.map.schemaPage(schema);
    if (page !== undefined) add('members', objectFields(schema, site), page, schema.title ?? schema.name ?? 'object', true);
  }
  const letters = new Map<string, FieldView[]>();
  const taken = new Set<string>();
  for (const [name, field] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const letter = /^[A-Za-z]/.test(name) ? name.charAt(0).toUpperCase() : '#';
    let anchor = `field-${name.replace(/[^A-Za-z0-9_.-]+/g, '-')}`;
    while (taken.has(anchor)) anchor += '-2';
    taken.add(anchor);
    const view = {
      name,
      anchor,
      accepted: listView(field.accepted),
      returned: listView(field.returned),
      members: listView(field.members),
      sent: listView(field.sent),
      expected: listView(field.expected),
    };
    const list = letters.get(letter);
    if (list === undefined) letters.set(letter, [view]);
    else list.push(view);
  }
  const groups = [...letters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([letter, list]) => ({ letter, id: letter === '#' ? 'letter-other' : `letter-${letter}`, fields: list }));
  const view = { groups, count: fields.size };
  return {
    path,
    title: 'Field index',
    description: 'Every field of the API: which calls accept it, which return it, and which objects have it.',
    content: site.html.render('fields', view),
    markdown: site.markdown.render('fields', view),
    layout: 'wide',
    headings: [],
    entries: [],
    kind: 'Page',
  };
}

/** An entry of the index. */
type FieldView = { readonly name: string; readonly anchor: string } & { readonly [kind in keyof Field]: ListView };

interface ListView {
  readonly any: boolean;
  readonly places: readonly Place[];
  /** So many that they are folded away. */
  readonly many: boolean;
  readonly count: number;
  /** How many there are beyond those listed. */
  readonly unlisted: number;
}

/** Of a field that is everywhere, such as `id`, no more places are listed: search finds the rest. */
const mostPlaces = 60;

function listView(places: ReadonlyMap<string, Place>): ListView {
  return { any: places.size > 0, places: [...places.values()].slice(0, mostPlaces), many: places.size > 8, count: places.size, unlisted: Math.max(0, places.size - mostPlaces) };
}
