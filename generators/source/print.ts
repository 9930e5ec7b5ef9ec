/** The bundle as a file: stable and line-oriented, so that a small change is a small diff. */
import type { JsonObject } from './json.js';
import { printYaml } from '../text/yaml.js';

/**
 * Prints a document. Long texts are block strings, never folded; nothing is an anchor; texts that some YAML version takes
 * for a date, a number or a boolean are quoted.
 *
 * @param document a bundle; printed in its own order
 */
export function printBundle(document: JsonObject, format: 'yaml' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(document, undefined, 2)}\n` : printYaml(document);
}
