/** Says in lines what a plan would change: the output of `--check` and `--dry-run`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, Plan, PlannedFile } from './plan.js';

/** One changed file, and where it first differs. */
export interface Difference {
  readonly path: string;
  readonly action: Exclude<Action, 'unchanged'>;
  /** The first line that differs, starting at 1; only for text files that are there and would be another. */
  readonly line?: number;
  /** That line as it is there; undefined past the end of the file. */
  readonly found?: string;
  /** That line as it would be; undefined past the end of the file. */
  readonly expected?: string;
}

/** Every file that a plan would change, in the order of their paths. */
export function differencesOf(plan: Plan): readonly Difference[] {
  return plan.files.flatMap((file) => {
    const { path, action } = file;
    if (action === 'unchanged') return [];
    return [{ path, action, ...(action === 'update' || action === 'conflict' ? firstDifference(plan.output, file) : {}) }];
  });
}

function firstDifference(output: string, file: PlannedFile): Partial<Difference> {
  if (file.contents === undefined || file.contents.includes(0)) return {};
  let text: string;
  try {
    text = readFileSync(join(output, file.path), 'utf8');
  } catch {
    return {};
  }
  const wanted = file.contents.toString('utf8');
  const start = startOfDifference(text, wanted);
  const [foundLine, expectedLine] = [lineAt(text, start), lineAt(wanted, start)];
  return {
    line: countLines((text.length < wanted.length ? wanted : text).slice(0, start)),
    ...(foundLine === undefined ? {} : { found: foundLine }),
    ...(expectedLine === undefined ? {} : { expected: expectedLine }),
  };
}

/** Where the first line begins in which two texts differ; past the end of a text that is the beginning of the other. */
function startOfDifference(a: string, b: string): number {
  // Whole stretches are compared at once: the bundle has megabytes, and splitting it into lines would take longer than writing it.
  const stretch = 4096;
  let from = 0;
  const end = Math.min(a.length, b.length);
  while (from + stretch <= end && a.slice(from, from + stretch) === b.slice(from, from + stretch)) from += stretch;
  while (from < end && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  const rest = a.length < b.length ? b : a;
  // One text ends where the other has a line break: the next line is the one that differs.
  if (from === end && rest[from] === '\n') return from + 1;
  return from === 0 ? 0 : rest.lastIndexOf('\n', from - 1) + 1;
}

/** The line that begins at a place; undefined past the end of the text. */
function lineAt(text: string, start: number): string | undefined {
  if (start > text.length) return undefined;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
