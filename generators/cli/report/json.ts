/** Problems, and whatever else a command found, as one JSON document. */
import { ExitCode } from '../../diagnostics.js';
import type { PlacedProblem } from './placedProblem.js';

/** What a command found where nothing went wrong, in the form of every report: `{ ok: true, exitCode: 0, …details, problems: [] }`. */
export function jsonSuccess(details: Readonly<Record<string, unknown>>): string {
  return jsonReport([], ExitCode.ok, details);
}

/**
 * Prints `{ ok, exitCode, …details, problems: [{ code, severity, message, file, line, column, pointer, help }] }`.
 *
 * @param onOneLine one line per report, for a reader of many
 */
export function jsonReport(problems: readonly PlacedProblem[], exitCode: ExitCode, details: Readonly<Record<string, unknown>>, onOneLine = false): string {
  const report = {
    ok: exitCode === 0,
    exitCode,
    ...details,
    problems: problems.map(({ code, severity, message, file, position, origin, help }) => ({
      code,
      severity,
      message,
      file,
      line: position?.line,
      column: position?.column,
      pointer: origin?.pointer,
      help,
    })),
  };
  return `${JSON.stringify(report, null, onOneLine ? 0 : 2)}\n`;
}
