/** The list of the files that are ours in an output folder, with the hash each had when it was written. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the manifest in the output folder. It is committed along with the output. */
export const manifestName = '.stytch-b2b-openapi-manifest.json';

/** Path below the output folder → hash of what was written there. */
export type Manifest = ReadonlyMap<string, string>;

/** The hash that the manifest holds. */
export function hashOf(contents: string | Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex');
}

/**
 * The manifest of an output folder. A missing one is empty; so is one that cannot be understood (a merge conflict, say),
 * for then nothing is known to be ours and every difference needs the user's word.
 */
export function readManifest(output: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(output, manifestName), 'utf8');
  } catch {
    return new Map();
  }
  return parseManifest(text);
}

/** The manifest as written: one file per line, in the order of the paths. */
export function printManifest(manifest: Manifest): string {
  const files = [...manifest].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // `fromEntries` defines properties, so that a file named __proto__ is listed like any other.
  return `${JSON.stringify({ version: 1, files: Object.fromEntries(files) }, null, 2)}\n`;
}

function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (typeof value !== 'object' || value === null || !('files' in value)) return new Map();
  if (typeof value.files !== 'object' || value.files === null) return new Map();
  const entries = Object.entries(value.files).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(entries);
}
