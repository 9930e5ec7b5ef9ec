import { listAt, objectAt, operationsOf, textAt } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';
import type { ReferencePage } from './reference.js';

/** A page of the reference that has no counterpart is a part of the API that this description silently lacks. */
export const referencePages: Rule = {
  name: 'reference-pages',
  severity: 'error',
  summary: 'Each page of the reference, as spec/reference/pages.tsv lists them, has its page here, in its chapter and in its order, and its operation.',
  help: 'Add the page to spec/nav.yaml, where pages.tsv has it.',
  *check(document, { reference }): Iterable<Finding> {
    if (reference === undefined) {
      return;
    }
    const operations = new Map([...operationsOf(document)].map(({ path, name }) => [`${String(path[2]).toUpperCase()} ${String(path[1])}`, name]));
    const pages = [...pagesOf(document['x-navigation'], ['x-navigation'], [])];
    let last = -1;
    for (const row of reference.pages) {
      const call = `${row.method} ${row.path}`;
      if (row.method !== '' && !operations.has(call)) {
        yield { path: ['paths'], message: `The page "${row.title}" is about ${call}, which is not described.`, help: 'Describe the operation.' };
        continue;
      }
      const place = pages.findIndex(({ chapter, page }) => chapter === chapterOf(row) && isPageOf(row, page, operations.get(call)));
      const found = pages[place];
      if (found === undefined) {
        yield { path: ['x-navigation'], message: `The page "${titleOf(row)}" of "${chapterOf(row)}" is missing.` };
      } else if (place < last) {
        yield { path: found.path, message: `"${titleOf(row)}" stands before the page that it follows in the reference.` };
      } else {
        last = place;
      }
    }
  },
};

/** The guides at the top stand in the first chapter here, each a chapter of its own there. */
const firstChapter = new Set(['Overview', 'Postman']);

function chapterOf({ group, subgroup }: ReferencePage): string {
  if (firstChapter.has(group)) {
    return 'Introduction';
  }
  return subgroup === '' ? group : `${group} / ${subgroup}`;
}

/** A group that is one page has no title of its own. */
function titleOf({ group, title }: ReferencePage): string {
  return title === '' ? group : title;
}

function isPageOf(row: ReferencePage, page: BundledDocument, operation: string | undefined): boolean {
  return operation === undefined ? textAt(page, 'title') === titleOf(row) : textAt(page, 'operation') === operation;
}

function* pagesOf(groups: JsonValue | undefined, path: DocumentPath, titles: readonly string[]): Iterable<{ chapter: string; page: BundledDocument; path: DocumentPath }> {
  for (const [index, group] of listAt({ groups: groups ?? [] }, 'groups').entries()) {
    const inner = [...titles, textAt(group, 'title') ?? ''];
    for (const [position, page] of listAt(group, 'pages').entries()) {
      yield { chapter: inner.join(' / '), page: objectAt(page), path: [...path, index, 'pages', position] };
    }
    yield* pagesOf(objectAt(group)['groups'], [...path, index, 'groups'], inner);
  }
}
