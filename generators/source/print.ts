/** The bundle as a file: stable and line-oriented, so that a small change is a small diff. */
import { printJsonBytes, type PrintedJson } from '../text/json.js';
import { type PrintedBlocks, printYaml, printYamlBytes } from '../text/yaml.js';
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
 */
export function printBundle(document: JsonObject, format: 'yaml' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(document, undefined, 2)}\n` : printYaml(document);
}

/** How deep the parts stand that are kept: operations, components. */
const keptDepth = 3;

/**
 * Prints a document as {@link printBundle} does, in UTF-8.
 *
 * @param known what earlier calls printed of parts that are the very same objects; used and added to
 */
export function printBundleBytes(document: JsonObject, format: 'yaml' | 'json', known: PrintedParts): Buffer {
  return format === 'yaml' ? printYamlBytes(document, known.yaml) : printJsonBytes(document, known.json, (part, depth) => depth >= keptDepth || Array.isArray(part));
}
