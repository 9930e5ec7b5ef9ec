/** Where in a user's own code something was thrown. */
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Origin, Position } from './diagnostics.js';
import { packageRoot } from './package.js';

/** What stands beside a TypeScript module of the user while it is imported: `.plugin.ts.0123456789ab.mjs`. */
const besideTypeScript = /^\.(?<original>.+\.[cm]?ts)\.[0-9a-f]{12}\.mjs$/;

/** The place in a file, as much of it as is known. */
export interface UserPlace {
  readonly origin: Origin;
  readonly position?: Position;
}

/**
 * The innermost place outside this package and outside installed ones that an error came through; undefined when its stack names none.
 * Of TypeScript, whose lines moved when its types were taken off, only the file is told.
 */
export function placeInUserCode(error: unknown): UserPlace | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const [, place = '', line, column] of (error.stack ?? '').matchAll(/^ +at (?:async |.*\()?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?)(?:\?[^/():]*)?:(\d+):(\d+)\)?$/gm)) {
    const file = pathOf(place);
    if (file === undefined || file.startsWith(packageRoot + sep) || file.split(sep).includes('node_modules')) continue;
    const original = besideTypeScript.exec(basename(file))?.groups?.['original'];
    if (original !== undefined) return { origin: { file: join(dirname(file), original), pointer: '' } };
    return { origin: { file, pointer: '' }, position: { line: Number(line), column: Number(column) } };
  }
  return undefined;
}

/** Modules are told by URL, CommonJS by path. */
function pathOf(place: string): string | undefined {
  if (!place.startsWith('file:')) return place;
  try {
    return fileURLToPath(place);
  } catch {
    return undefined;
  }
}
