/** Problems, printed one way by every command, in the format that was asked for. */
import { relative, resolve } from 'node:path';
import { type ExitCode, type Problem, ExitCode as ExitCodes } from '../../diagnostics.js';
import type { OptionValues } from '../command.js';
import type { PlacedProblem } from './placedProblem.js';
import type { Terminal } from '../terminal.js';

/** The formats of `--format`. */
export const problemFormats = ['pretty', 'json', 'github', 'sarif', 'junit'] as const;
/** One of {@link problemFormats}. */
export type ProblemFormat = (typeof problemFormats)[number];

/** How to print. */
export interface ReportOptions {
  readonly terminal: Terminal;
  readonly values: OptionValues | undefined;
  /** The command, as the origin of the findings. */
  readonly tool: string;
  /** Where pretty problems go: `out` when they are the result (lint), `err` when they accompany one. */
  readonly onTerminal: 'out' | 'err';
  /** The exit code of the run. */
  readonly outcome: ExitCode;
  /** What standard input held, for code frames. */
  readonly stdin?: string;
  /** Members to add to the JSON report. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** JSON on one line, because further reports follow. */
  readonly onOneLine?: boolean;
}

/** The format that the options ask for; `--json` is short for `--format json`. Of `bundle`, `--format` is the document's. */
export function formatFrom(values: OptionValues | undefined): ProblemFormat {
  const asked = values?.flag('json') === true ? 'json' : (values?.text('problems') ?? values?.text('format'));
  return problemFormats.find((format) => format === asked) ?? 'pretty';
}

/** Prints problems, and in the machine-readable formats the rest of the report. */
export async function reportProblems(problems: readonly Problem[], options: ReportOptions): Promise<void> {
  const { terminal, values } = options;
  const format = formatFrom(values);
  const placed = sorted(problems.map(place));
  switch (format) {
    case 'pretty': {
      const { prettyProblems } = await import('./pretty.js');
      const print = options.onTerminal === 'out' ? terminal.out : terminal.err;
      const style = options.onTerminal === 'out' ? terminal.outStyle : terminal.errStyle;
      const shown = values?.flag('quiet') === true ? placed.filter((problem) => problem.severity === 'error') : placed;
      print(prettyProblems(shown, style, options.stdin));
      return;
    }
    case 'json': {
      const { jsonReport } = await import('./json.js');
      terminal.out(jsonReport(placed, options.outcome, options.details ?? {}, options.onOneLine));
      return;
    }
    case 'github': {
      const { githubAnnotations } = await import('./github.js');
      terminal.out(githubAnnotations(placed));
      return;
    }
    case 'sarif': {
      const { sarifLog } = await import('./sarif.js');
      terminal.out(sarifLog(placed, options.outcome === ExitCodes.ok));
      return;
    }
    case 'junit': {
      const { junitReport } = await import('./junit.js');
      terminal.out(junitReport(placed, options.tool));
      return;
    }
  }
}

function place(problem: Problem): PlacedProblem {
  const file = problem.origin?.file;
  if (file === undefined) return problem;
  return { ...problem, file: shownFile(file) };
}

/** A path relative to the working directory where that is shorter; URLs and `<stdin>` as they are. */
function shownFile(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file) || file.startsWith('<')) return file;
  const shown = relative(process.cwd(), resolve(file)).replaceAll('\\', '/');
  return shown === '' ? '.' : shown.startsWith('../../') ? file : shown;
}

/** By file and place; what has no place comes first. */
function sorted(problems: readonly PlacedProblem[]): readonly PlacedProblem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.file ?? '', b.file ?? '') ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
