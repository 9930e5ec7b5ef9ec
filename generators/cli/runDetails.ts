/** What a run made, for programs that read along. */
import type { GenerateResult } from '../pipeline.js';

/** The members that the JSON report of a run has beside its problems. */
export function detailsOf(result: GenerateResult): Readonly<Record<string, unknown>> {
  return {
    changed: result.changed,
    targets: result.targets,
    outputs: result.reports.map(({ output, differences, unchanged, bytes }) => ({ output, differences, unchanged, bytes })),
  };
}
