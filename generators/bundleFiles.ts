/** The description as one document: the files at the top of the output folder. */
import type { OutputFile } from './generator.js';
import type { Json } from './model/model.js';

/** The names of the bundle's files in the output folder. */
export const bundleNames = { yaml: 'openapi.yaml', json: 'openapi.json' } as const;

/** Prints the bundle in both of its forms. */
export async function bundleFiles(document: { readonly [key: string]: Json }): Promise<readonly OutputFile[]> {
  const { printBundle } = await import('./source/index.js');
  return [
    { path: bundleNames.yaml, contents: printBundle(document, 'yaml') },
    { path: bundleNames.json, contents: printBundle(document, 'json') },
  ];
}
