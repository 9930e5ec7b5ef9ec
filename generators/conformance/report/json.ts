/** A run as one JSON document. */
import { hasPassed, type RunResult, totalsOf } from '../result.js';

/**
 * Prints `{ ok, exitCode, url, milliseconds, cutShort, totals, stories: [{ name, title, tags, file, outcome, reason, steps: […] }] }`.
 *
 * @param shownFile how a story's file is named
 */
export function jsonReport(result: RunResult, shownFile: (file: string) => string): string {
  const ok = hasPassed(result);
  const report = {
    ok,
    exitCode: ok ? 0 : 1,
    url: result.url,
    milliseconds: Math.round(result.milliseconds),
    cutShort: result.cutShort ?? null,
    totals: totalsOf(result),
    stories: result.stories.map((story) => ({
      ...story,
      file: shownFile(story.file),
      milliseconds: Math.round(story.milliseconds),
      steps: story.steps.map(({ position, ...step }) => ({
        ...step,
        file: shownFile(step.file),
        line: position?.line,
        column: position?.column,
        milliseconds: Math.round(step.milliseconds),
      })),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
