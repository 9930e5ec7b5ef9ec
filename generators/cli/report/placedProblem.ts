/** What every format prints. */
import type { Problem } from '../../diagnostics.js';

/** A problem with its place as a person reads it: the file relative to the working directory. */
export interface PlacedProblem extends Problem {
  readonly file?: string;
}
