/** What the search box looks through: pages, fields with their path, error types. */
import type { PageNote } from '../generator.js';
import { scriptLiteral } from '../text/escape.js';

/**
 * The index as a script: a page opened from a file system may load a script, but not fetch a file.
 * `pages`: [path, title, kind, description]; `entries`: [page number, kind (0 field, 1 error), text, fragment].
 */
export function searchIndexScript(pages: readonly PageNote[]): string {
  const listed = pages.filter(({ path }) => path !== '404.html');
  const data = {
    pages: listed.map(({ path, title, kind, description }) => [path, title, kind, description]),
    entries: listed.flatMap((page, index) => page.entries.map(({ kind, text, anchor }) => [index, kind === 'Field' ? 0 : 1, text, anchor])),
  };
  return `globalThis.docsSearchIndex = ${scriptLiteral(data)};\n`;
}
