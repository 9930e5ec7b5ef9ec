/** What a check found in the bundle, and its way back to the source files. */
import type { Problem, Severity } from '../diagnostics.js';
import type { Description } from '../source/index.js';
import { pointerOf } from '../source/pointer.js';

/** A finding about the bundle. */
export interface BundleFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** JSON Pointer into the bundle. */
  readonly pointer: string;
  readonly help?: string;
}

/** The pointer of a path of keys and indices. */
export function pointerOfPath(path: readonly (string | number)[]): string {
  return pointerOf(...path);
}

/** Turns findings about the bundle into problems in the files that people edit, each said once. */
export function toProblems(findings: Iterable<BundleFinding>, description: Description): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { code, severity, message, pointer, help } of findings) {
    const origin = description.originOf(pointer);
    const key = `${code} ${origin.file} ${origin.pointer} ${message}`;
    if (!problems.has(key)) {
      const position = description.locate(origin);
      problems.set(key, {
        code,
        severity,
        message,
        origin,
        ...(position === undefined ? {} : { position }),
        ...(help === undefined ? {} : { help }),
      });
    }
  }
  return [...problems.values()];
}

/** The problem with its line and column. */
export function placed(problem: Problem, description: Description): Problem {
  const position = problem.position ?? (problem.origin === undefined ? undefined : description.locate(problem.origin));
  return position === undefined ? problem : { ...problem, position };
}

/** By file, line, column, then code: the order in which somebody works through them. */
export function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.origin?.file ?? '', b.origin?.file ?? '') ||
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
