import { nearest } from '../../../generators/source/suggest.js';
import { listAt, objectAt, operationsOf, textAt } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** What has no place in the tree is found by nobody; a page of something that is gone is worse. */
export const navigationComplete: Rule = {
  name: 'navigation-complete',
  severity: 'error',
  summary: 'Each operation has a page in the navigation, one in each chapter it belongs to, and each page is of something that exists.',
  help: 'Correct spec/nav.yaml.',
  *check(document, { guides }): Iterable<Finding> {
    if (!Object.hasOwn(document, 'x-navigation')) {
      return;
    }
    const operations = [...operationsOf(document)];
    const known = {
      operation: new Set(operations.map(({ name }) => name)),
      object: new Set(Object.keys(objectAt(document, 'components', 'schemas'))),
      guide: guides,
    };
    const placed = new Set<string>();
    const placedInChapter = new Set<string>();
    for (const { page, path } of pagesOf(document['x-navigation'], ['x-navigation'])) {
      for (const kind of ['operation', 'object', 'guide'] as const) {
        const target = textAt(page, kind);
        const names = known[kind];
        if (target !== undefined && names !== undefined && !names.has(target)) {
          const near = nearest(target, names);
          yield { path: [...path, kind], message: `There is no ${kind} ${target}.`, ...(near === undefined ? {} : { help: `Did you mean ${near}?` }) };
        }
        if (kind === 'operation' && target !== undefined) {
          const inChapter = `${path[1]} ${target}`;
          if (placedInChapter.has(inChapter)) {
            yield { path: [...path, kind], message: `${target} has a page in this chapter already.` };
          }
          placed.add(target);
          placedInChapter.add(inChapter);
        }
      }
    }
    for (const { name, path } of operations) {
      if (!placed.has(name)) {
        yield { path, message: `${name} has no page in the navigation.`, help: 'Add it to spec/nav.yaml.' };
      }
    }
  },
};

function* pagesOf(groups: JsonValue | undefined, path: DocumentPath): Iterable<{ page: BundledDocument; path: DocumentPath }> {
  for (const [index, group] of listAt({ groups: groups ?? [] }, 'groups').entries()) {
    for (const [position, page] of listAt(group, 'pages').entries()) {
      yield { page: objectAt(page), path: [...path, index, 'pages', position] };
    }
    yield* pagesOf(objectAt(group)['groups'], [...path, index, 'groups']);
  }
}
