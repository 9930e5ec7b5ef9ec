/** The links authors write in descriptions: `operation:createOrganization`, `schema:Organization`, `error:<type>`, `guide:<name>`. */

/** What a description may link to beside the web. */
export type ReferenceScheme = 'operation' | 'schema' | 'error' | 'guide';

/** A link to something described in the same document. */
export interface Reference {
  readonly scheme: ReferenceScheme;
  readonly name: string;
  /** Without `#`; empty when there is none. */
  readonly fragment: string;
}

/** Turns a reference into an address; undefined where nothing of that name exists, and the link becomes plain text. */
export type ResolveReference = (reference: Reference) => string | undefined;

/** Reads `guide:metadata#limits`; undefined for every other kind of link. */
export function parseReference(href: string): Reference | undefined {
  const match = /^(operation|schema|error|guide):([^#]+)(?:#(.*))?$/.exec(href);
  const scheme = match?.[1];
  const name = match?.[2];
  if (name === undefined || !isScheme(scheme)) return undefined;
  return { scheme, name: decoded(name), fragment: match?.[3] ?? '' };
}

/**
 * The address a link of a description may lead to: a resolved reference, the web, mail, or a place on the same page.
 * Undefined for everything else (scripts, files, addresses relative to a page that is not this one).
 */
export function safeAddress(href: string, resolve: ResolveReference): string | undefined {
  const reference = parseReference(href);
  if (reference !== undefined) return resolve(reference);
  if (/^https?:\/\/[^/]/i.test(href) || /^mailto:/i.test(href)) return href;
  return undefined;
}

function isScheme(text: string | undefined): text is ReferenceScheme {
  return text === 'operation' || text === 'schema' || text === 'error' || text === 'guide';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
