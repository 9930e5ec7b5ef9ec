/** The list of the files that are ours in an output folder, with the hash each had when it was written. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the manifest in the output folder. It is committed along with the output. */
export const manifestName = '.stytch-b2b-openapi-manifest.json';

/** The staging folder, inside the output folder. */
export const stagingName = '.stytch-b2b-openapi-staging';
/** One file that is ours. */
export interface ManifestEntry {
  /** The hash of what was written. */
  readonly hash: string;
  /** Which command's output it belongs to: two of them may share a folder, and neither deletes the other's files. */
  readonly kind: string;
}

/** Path below the output folder → what was written there. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

/** The hash that the manifest holds. */
export function hashOf(contents: string | Uint8Array): string {
  return hash('sha256', contents);
}

/**
 * The manifest of an output folder. A missing one is empty; so is one that cannot be understood (a merge conflict, say),
 * for then nothing is known to be ours and every difference needs the user's word.
 *
 * @param kind the kind of the files of a manifest that does not say it
 */
export function readManifest(output: string, kind: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(output, manifestName), 'utf8');
  } catch {
    return new Map();
  }
  return parseManifest(text, kind);
}

/** The manifest as written: one file per line, by kind and in the order of the paths. */
export function printManifest(manifest: Manifest): string {
  const kinds = [...new Set([...manifest.values()].map((entry) => entry.kind))].sort();
  const outputs = kinds.map((kind) => {
    const files = [...manifest].filter(([, entry]) => entry.kind === kind).map(([path, { hash }]) => [path, hash] as const);
    // `fromEntries` defines properties, so that a file named __proto__ is listed like any other.
    return [kind, Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))] as const;
  });
  return `${JSON.stringify({ version: 2, outputs: Object.fromEntries(outputs) }, null, 2)}\n`;
}

function parseManifest(text: string, kind: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const outputs = entriesOf(memberOf(value, 'outputs'));
  // Version 1 had one list and no kinds.
  const lists = outputs.length > 0 ? outputs : [[kind, memberOf(value, 'files')] as const];
  const entries = lists.flatMap(([listed, files]) =>
    entriesOf(files).flatMap(([path, hash]) => (typeof hash === 'string' ? [[path, { hash, kind: listed }] as const] : [])),
  );
  return new Map(entries);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
