/** The description as one document: the files at the top of the output folder. */
import type { OutputFile } from './generator.js';
import type { Json } from './model/model.js';
import type { PrintedParts } from './source/index.js';

/** The names of the bundle's files in the output folder. */
export const bundleNames = { yaml: 'openapi.yaml', json: 'openapi.json' } as const;

/** What the runs of one watcher printed. */
const printedBefore = new WeakMap<object, PrintedParts>();

/**
 * Prints the bundle in both of its forms.
 *
 * @param session stands for runs in the same process that follow one another
 */
export async function bundleFiles(document: { readonly [key: string]: Json }, session?: object): Promise<readonly OutputFile[]> {
  const source = await import('./source/index.js');
  if (session === undefined) {
    return [
      { path: bundleNames.yaml, contents: source.printBundle(document, 'yaml') },
      { path: bundleNames.json, contents: source.printBundle(document, 'json') },
    ];
  }
  const known = printedBefore.get(session) ?? new source.PrintedParts();
  printedBefore.set(session, known);
  return [
    { path: bundleNames.yaml, contents: source.printBundleBytes(document, 'yaml', known) },
    { path: bundleNames.json, contents: source.printBundleBytes(document, 'json', known) },
  ];
}
