/** Line and column of problems, worked out while the description they are about is at hand. */
import { type Problem, ProblemError } from './diagnostics.js';
import type { Description } from './source/index.js';

/** Fills in line and column while the description is at hand, also in what a stage throws. */
export async function withPositions<T>(description: Description, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(located(error.problems, description), error.exitCode);
  }
}

/** Problems with their line and column. */
export function located(problems: readonly Problem[], description: Description): readonly Problem[] {
  return problems.map((problem) => {
    if (problem.position !== undefined || problem.origin === undefined) return problem;
    const position = description.locate(problem.origin);
    return position === undefined ? problem : { ...problem, position };
  });
}
