/** Where the links of descriptions may lead when they are printed: to what they refer to, to the web, and nowhere else. */
import { isLinkKind, type LinkKind } from '../model/links.js';

/** The address of a link to something described in the same document, taken apart. */
export interface Reference {
  readonly scheme: LinkKind;
  readonly name: string;
  /** Without `#`; empty when there is none. */
  readonly fragment: string;
}

/** Turns a reference into an address; undefined where nothing of that name exists, and the link becomes plain text. */
export type ResolveReference = (reference: Reference) => string | undefined;

/** Reads `guide:metadata#limits`; undefined for every other kind of link. */
export function parseReference(href: string): Reference | undefined {
  const match = /^([a-z]+):([^#]+)(?:#(.*))?$/.exec(href);
  const scheme = match?.[1] ?? '';
  const name = match?.[2];
  if (name === undefined || !isLinkKind(scheme)) return undefined;
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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
