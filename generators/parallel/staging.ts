/** New files, written by both threads: most of the time of writing is the system's, for each file and folder on its own. */
import { type StagedFile, stageFiles } from '../write/staging.js';
import type { Helper } from './helper.js';
import { type StagingTask, Tickets } from './protocol.js';

/** How many files a thread takes at a time. */
const filesAtOnce = 32;

/**
 * Writes files, as many of them in the second thread as it gets to. What it does not do, or fails at, is done here.
 *
 * @throws the system's error for a file that cannot be written; then neither thread writes any more
 */
export async function stageInThreads(files: readonly StagedFile[], helper: Pick<Helper, 'stage'>): Promise<void> {
  const shared = files.filter(({ contents }) => contents.buffer instanceof SharedArrayBuffer);
  const parts = Array.from({ length: Math.ceil(shared.length / filesAtOnce) }, (_, index) => shared.slice(index * filesAtOnce, (index + 1) * filesAtOnce));
  const done = new Set<number>();
  const tickets = new Tickets([...parts.keys()]);
  const staged = helper.stage({ kind: 'stage', parts, tickets: tickets.shared });
  try {
    stageFiles(files.filter(({ contents }) => !(contents.buffer instanceof SharedArrayBuffer)));
    stageParts(parts, tickets, done);
  } finally {
    // After a failure, so that the other thread stops.
    while (tickets.take() !== undefined);
    for (const part of await staged) done.add(part);
  }
  stageFiles([...parts.entries()].flatMap(([index, part]) => (done.has(index) ? [] : part)));
}

/**
 * What the second thread does of it: from the end, while the first one begins at the beginning.
 *
 * @returns the parts that it wrote; none of which it failed at, for the first thread to find out why
 */
export function stageAsHelper({ parts, tickets }: StagingTask): readonly number[] {
  const done = new Set<number>();
  try {
    stageParts(parts, new Tickets([...parts.keys()].reverse(), tickets), done);
  } catch {
    // The part is not among those that were written.
  }
  return [...done];
}

function stageParts(parts: readonly (readonly StagedFile[])[], tickets: Tickets, done: Set<number>): void {
  for (let index = tickets.take(); index !== undefined; index = tickets.take()) {
    stageFiles(parts[index] ?? []);
    done.add(index);
  }
}
