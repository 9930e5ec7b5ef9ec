/** Says in lines what a plan would change: the output of `--check` and `--dry-run`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, Plan, PlannedFile } from './plan.js';

/** One changed file, and where it first differs. */
export interface Difference {
  readonly path: string;
  readonly action: Exclude<Action, 'unchanged'>;
  /** The first line that differs, starting at 1; only for text files that are there and would be another, and only where nothing is written. */
  readonly line?: number;
  /** That line as it is there; undefined past the end of the file. */
  readonly found?: string;
  /** That line as it would be; undefined past the end of the file. */
  readonly expected?: string;
}

/**
 * Every file that a plan would change, in the order of their paths.
 *
 * @param withLines whether to look for the line too: for that, what is there is read
 */
export function differencesOf(plan: Plan, withLines: boolean): readonly Difference[] {
  return plan.files.flatMap((file) => {
    const { path, action } = file;
    if (action === 'unchanged') return [];
    return [{ path, action, ...(withLines && (action === 'update' || action === 'conflict') ? firstDifference(plan.output, file) : {}) }];
  });
}

function firstDifference(output: string, file: PlannedFile): Partial<Difference> {
  const wanted = file.contents;
  if (wanted === undefined || wanted.includes(0)) return {};
  let there: Buffer;
  try {
    there = readFileSync(join(output, file.path));
  } catch {
    return {};
  }
  const start = startOfDifference(there, wanted);
  const [foundLine, expectedLine] = [lineAt(there, start), lineAt(wanted, start)];
  return {
    line: countLines((there.length < wanted.length ? wanted : there).subarray(0, start)),
    ...(foundLine === undefined ? {} : { found: foundLine }),
    ...(expectedLine === undefined ? {} : { expected: expectedLine }),
  };
}

/** A line break is one byte of UTF-8, and no part of anything else. */
const lineBreak = 0x0a;

/** Where the first line begins in which two texts differ; past the end of a text that is the beginning of the other. */
function startOfDifference(a: Buffer, b: Buffer): number {
  // Whole stretches are compared at once: the bundle has megabytes, and splitting it into lines would take longer than writing it.
  const stretch = 4096;
  let from = 0;
  const end = Math.min(a.length, b.length);
  while (from + stretch <= end && a.compare(b, from, from + stretch, from, from + stretch) === 0) from += stretch;
  while (from < end && a[from] === b[from]) from += 1;
  const rest = a.length < b.length ? b : a;
  // One text ends where the other has a line break: the next line is the one that differs.
  if (from === end && rest[from] === lineBreak) return from + 1;
  return from === 0 ? 0 : rest.lastIndexOf(lineBreak, from - 1) + 1;
}

/** The line that begins at a place; undefined past the end of the text. */
function lineAt(text: Buffer, start: number): string | undefined {
  if (start > text.length) return undefined;
  const end = text.indexOf(lineBreak, start);
  return text.toString('utf8', start, end === -1 ? text.length : end);
}

function countLines(text: Buffer): number {
  let lines = 1;
  for (let at = text.indexOf(lineBreak); at !== -1; at = text.indexOf(lineBreak, at + 1)) lines += 1;
  return lines;
}
