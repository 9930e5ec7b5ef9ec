/** The bundle as a file: stable and line-oriented, so that a small change is a small diff. */
import { printJson, type PrintedJson } from '../text/json.js';
import { type PrintedBlocks, printYaml } from '../text/yaml.js';
import type { JsonObject } from './json.js';

/** What was printed of the parts of bundles. */
export class PrintedParts {
  readonly json: PrintedJson = new WeakMap();
  readonly yaml: PrintedBlocks = new WeakMap();
}

/**
 * Prints a document. Long texts are block strings, never folded; nothing is an anchor; texts that some YAML version takes
 * for a date, a number or a boolean are quoted.
 *
 * @param document a bundle; printed in its own order
 * @param known what earlier calls printed of parts that are the very same objects; used and added to
 */
export function printBundle(document: JsonObject, format: 'yaml' | 'json', known?: PrintedParts): string {
  if (format === 'yaml') return printYaml(document, known?.yaml);
  return known === undefined ? `${JSON.stringify(document, undefined, 2)}\n` : `${printJson(document, known.json)}\n`;
}
