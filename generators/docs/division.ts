/** How threads share the making of a site: by kind of page, for pages of a kind have templates and texts in common. */
import type { Division, GeneratorResult, KeepText, OutputFile, PageNote, PartResult } from '../generator.js';
import type { Page, SiteFile } from './page.js';
import { openSite, type SitePage } from './site.js';

/** How many parts the pages of calls make: threads that take parts from both ends meet there, and are to end at the same time. */
const callParts = 4;

/** What is no page: the description and its one-page reference, assets. It has nothing in common with pages. */
const filesPart = 'files';

/** The parts of a site. */
export const siteDivision: Division = {
  parts: ['objects', 'errors', 'guides', ...Array.from({ length: callParts }, (_, index) => callPart(index)), filesPart],
  open(model, context) {
    const site = openSite(model, context);
    return {
      make: (part, keep = asItIs) =>
        part === filesPart ? { files: site.files.map((file) => made(file, keep)), notes: [] } : pagesPart(site.pages.filter((page, index) => partOf(page, index) === part), keep),
      whole(parts): GeneratorResult {
        const notes = new Map(parts.flatMap((part) => part.notes).map((note) => [note.path, note]));
        const inOrder = site.pages.flatMap(({ path }) => notes.get(path) ?? []);
        return { files: [...parts.flatMap(({ files }) => files), ...site.listings(() => inOrder).map((file) => made(file, asItIs))], problems: [] };
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

/** Each page is forgotten once it is in its files: what thousands of texts were put together from would be moved by every collection of garbage. */
function pagesPart(pages: readonly SitePage[], keep: KeepText): PartResult {
  const files: OutputFile[] = [];
  const notes: PageNote[] = [];
  for (const { make, filesOf } of pages) {
    const page = make();
    files.push(...filesOf(page).map((file) => made(file, keep)));
    notes.push(noteOf(page));
  }
  return { files, notes };
}

function made({ path, contents }: SiteFile, keep: KeepText): OutputFile {
  return { path, contents: keep(contents()) };
}

function asItIs(text: string): string {
  return text;
}

function noteOf({ path, title, kind, description, markdown, entries }: Page): PageNote {
  return { path, title, kind, description, markdown, entries };
}
