/**
 * Redoc's single-page reference, as a secondary page: Redocly's own script from the package that carries it, made to run as a
 * plain script beside the page (also from a file system, also under a policy that forbids inline scripts) and to ask no other
 * server for anything.
 */
import type { TemplateSource } from '../generator.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { replaceLinks } from '../model/links.js';
import { scriptLiteral } from '../text/escape.js';
import type { Site, SiteFile } from './page.js';

/** Where the page is. */
export const redocPath = 'redoc/index.html';

/** What the page may do: run its own scripts, style itself, and nothing over the network. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src blob:; base-uri 'none'; form-action 'none'";

/** Redoc shows none of these, and other tools than Redoc read them from openapi.json. */
const ownExtensions: ReadonlySet<string> = new Set(['x-error-catalogue', 'x-error-sets', 'x-navigation', 'x-errors', 'x-docs-base-url', 'x-sdk', 'x-sdk-path']);

/**
 * The files of the page.
 *
 * @param script Redoc's bundle for browsers, an ECMAScript module
 */
export function redocFiles(site: Site, document: { readonly [key: string]: Json }, templates: TemplateSource, script: () => string): readonly SiteFile[] {
  return [
    { path: redocPath, contents: () => site.html.render('redoc', { title: site.model.info.title, policy }) },
    { path: 'redoc/redoc.js', contents: () => plainScript(script()) },
    // Parsed from a string: quicker, and a member named `__proto__` stays a member.
    { path: 'redoc/definition.js', contents: () => `globalThis.redocDefinition = JSON.parse(${scriptLiteral(JSON.stringify(withAddresses(document, site)))});\n` },
    ...templates.list('docs/redoc').map((name) => ({ path: name.replace(/^docs\//, ''), contents: () => templates.read(name) })),
  ];
}

/**
 * The module as a script that leaves one function behind, `startRedoc`. Its logo, which would come from Redocly's server, is an
 * empty picture beside the page.
 */
function plainScript(module: string): string {
  const body = module
    .replace(/export\s*\{[^{}]*\};?\s*$/, '')
    .replaceAll('import.meta', '({})')
    .replace(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-[a-z-]+\.svg/g, 'blank.svg');
  return `${body}\nglobalThis.startRedoc = init;\n`;
}

/** The document with the links of its descriptions leading to the pages of this site; parts without any are the document's own. */
function withAddresses(value: Json, site: Site): Json {
  if (isJsonArray(value)) {
    const items = value.map((item) => withAddresses(item, site));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  // Most of a document is as it was, and nothing is made for it.
  let changes: Map<string, Json | undefined> | undefined;
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const changed = ownExtensions.has(name) ? undefined : name === 'description' && typeof member === 'string' ? linked(member, site) : withAddresses(member, site);
    if (changed !== member) (changes ??= new Map<string, Json | undefined>()).set(name, changed);
  }
  return changes === undefined ? value : withChanges(value, changes);
}

/** The object with other members, in their places, and without those that are undefined. */
function withChanges(value: { readonly [name: string]: Json }, changes: ReadonlyMap<string, Json | undefined>): Json {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const changed = changes.has(name) ? changes.get(name) : member;
      return changed === undefined ? [] : [[name, changed] as const];
    }),
  );
}

function linked(markdown: string, { map }: Site): string {
  if (!markdown.includes('](')) return markdown;
  return replaceLinks(markdown, ({ kind, target, text }) => {
    const [name = '', fragment = ''] = target.split('#');
    const address = map.resolve({ scheme: kind, name, fragment });
    return address === undefined ? text : `[${text}](../${address})`;
  });
}
