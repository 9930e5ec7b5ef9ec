/**
 * Places of problems, across threads. The second thread knows the bundle but not the sources, so its origins name pointers of the
 * bundle; the first thread, which has the map of the sources, makes them what they would have been there.
 */
import type { Origin, Problem } from '../diagnostics.js';

/** The "file" of an origin that is still to be mapped: no file can have that name. */
const bundle = '\0';

/** Ends the pointer of a model's node; what a target appends (`/pattern`) follows it. */
const end = '\0';

/** An origin in the second thread. */
export function bundleOrigin(pointer: string): Origin {
  return { file: bundle, pointer: pointer + end };
}

/** Problems of the second thread with the origins that they have in the first. */
export function inSources(problems: readonly Problem[], originOf: (pointer: string) => Origin): readonly Problem[] {
  return problems.map((problem) => (problem.origin?.file === bundle ? { ...problem, origin: sourceOrigin(problem.origin.pointer, originOf) } : problem));
}

function sourceOrigin(pointer: string, originOf: (pointer: string) => Origin): Origin {
  const cut = pointer.indexOf(end);
  // A pointer that a target made up, in the root document.
  if (cut === -1) return { file: originOf('').file, pointer };
  const { file, pointer: source } = originOf(pointer.slice(0, cut));
  return { file, pointer: source + pointer.slice(cut + end.length) };
}
