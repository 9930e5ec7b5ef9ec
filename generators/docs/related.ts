/** What belongs to a call: the objects it takes and returns, and the guides that speak of it. */
import type { Operation, Schema } from '../model/model.js';
import { childSchemas } from '../model/walk.js';
import { parseReference } from '../text/links.js';
import type { PageContext, Site } from './page.js';
import { isScalar } from './schema/typeLabel.js';

/** A link with its text. */
export interface LinkView {
  readonly text: string;
  readonly href: string;
}

/** Objects and guides of a call, each once. */
export function relatedOf(operation: Operation, page: PageContext): { readonly objects: readonly LinkView[]; readonly guides: readonly LinkView[]; readonly any: boolean } {
  const { map } = page.site;
  const objects = new Map<string, LinkView>();
  for (const schema of nearSchemas(operation, page)) {
    const address = map.schemaPage(schema);
    if (address !== undefined && !isScalar(schema)) objects.set(address, { text: schema.title ?? schema.name ?? 'object', href: page.href(address) });
  }
  const guides = new Map<string, LinkView>();
  for (const [name, text] of page.site.guides) {
    const address = map.guide(name);
    if (address !== undefined && mentionsOf(text, page.site).has(operation.id)) guides.set(address, { text: guideTitle(text, name), href: page.href(address) });
  }
  return { objects: [...objects.values()], guides: [...guides.values()], any: objects.size + guides.size > 0 };
}

/** The text of a guide's first heading. */
export function guideTitle(text: string, name: string): string {
  return /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? name;
}

/** The first named schemas with a page of their own that are met on the way into the success bodies. */
function nearSchemas(operation: Operation, page: PageContext): ReadonlySet<Schema> {
  const found = new Set<Schema>();
  const seen = new Set(operation.responses.filter(({ status }) => status.startsWith('2')).flatMap(({ contents }) => contents.map(({ schema }) => schema)));
  for (const schema of seen) {
    if (page.site.map.schemaPage(schema) !== undefined) found.add(schema);
    else for (const child of childSchemas(schema)) seen.add(child);
  }
  return found;
}

/** The calls that a guide links to, by name: looked for once, for each call asks. */
function mentionsOf(text: string, { caches }: Site): ReadonlySet<string> {
  let names = caches.mentions.get(text);
  if (names === undefined) {
    const references = [...text.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => parseReference(match[1] ?? ''));
    names = new Set(references.flatMap((reference) => (reference?.scheme === 'operation' ? [reference.name] : [])));
    caches.mentions.set(text, names);
  }
  return names;
}
