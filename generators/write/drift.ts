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
  const found = text.split('\n');
  const expected = file.contents.toString('utf8').split('\n');
  const line = expected.findIndex((text, index) => text !== found[index]);
  const index = line === -1 ? expected.length : line;
  const [foundLine, expectedLine] = [found[index], expected[index]];
  return {
    line: index + 1,
    ...(foundLine === undefined ? {} : { found: foundLine }),
    ...(expectedLine === undefined ? {} : { expected: expectedLine }),
  };
}
