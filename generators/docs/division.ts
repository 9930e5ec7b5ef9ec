/** How threads share the making of a site: by kind of page, for pages of a kind have templates and texts in common. */
import type { Division, GeneratorResult, OutputFile, PageNote, PartResult } from '../generator.js';
import type { Page, SiteFile } from './page.js';
import { openSite, type SitePage } from './site.js';

/** How many parts the pages of calls make: they take longer than all others, and the last parts are to end at the same time. */
const callParts = 4;

/** What is no page: the description and its one-page reference, assets. */
const filesPart = 'files';

/** The parts of a site. */
export const siteDivision: Division = {
  parts: [
    { name: 'objects', effort: 6 },
    { name: 'errors', effort: 5 },
    { name: 'guides', effort: 4 },
    { name: filesPart, effort: 4 },
    ...Array.from({ length: callParts }, (_, index) => ({ name: callPart(index), effort: 2 })),
  ],
  open(model, context) {
    const site = openSite(model, context);
    return {
      make: (part) => (part === filesPart ? { files: site.files.map(made), notes: [] } : pagesPart(site.pages.filter((page, index) => partOf(page, index) === part))),
      whole(parts): GeneratorResult {
        const notes = new Map(parts.flatMap((part) => part.notes).map((note) => [note.path, note]));
        const inOrder = site.pages.flatMap(({ path }) => notes.get(path) ?? []);
        return { files: [...parts.flatMap(({ files }) => files), ...site.listings(() => inOrder).map(made)], problems: [] };
      },
    };
  },
};

function callPart(index: number): string {
  return `calls ${index % callParts}`;
}

function partOf({ kind }: SitePage, index: number): string {
  return kind === 'calls' ? callPart(index) : kind;
}

function pagesPart(pages: readonly SitePage[]): PartResult {
  return { files: pages.flatMap(({ files }) => files.map(made)), notes: pages.map(({ page }) => noteOf(page())) };
}

function made({ path, contents }: SiteFile): OutputFile {
  return { path, contents: contents() };
}

function noteOf({ path, title, kind, description, markdown, entries }: Page): PageNote {
  return { path, title, kind, description, markdown, entries };
}
