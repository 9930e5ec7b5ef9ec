/**
 * The one shape in which every stage reports what is wrong with a document, a file or a request.
 *
 * A stage that can go on collects problems and returns them; a stage that cannot throws a {@link ProblemError}.
 * Either way the command line prints them through one formatter, with file, line, column and a code frame.
 */

/** `error` stops the run with a non-zero exit code; `warning` and `info` are printed and the run goes on. */
export type Severity = 'error' | 'warning' | 'info';

/** Where in a source document a thing was written. */
export interface Origin {
  /** The document as the user named it: a path relative to the working directory, a URL, or `<stdin>`. */
  readonly file: string;
  /** JSON Pointer (RFC 6901) inside that document; the empty string is its root. */
  readonly pointer: string;
}

/** A place a person can jump to. Both numbers start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding about an input. */
export interface Problem {
  /** Stable, kebab-case, documented: `ref-not-found`, `yaml-syntax`, `unsupported-keyword`, a lint rule's name … */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence, without the place. */
  readonly message: string;
  /** The document and pointer concerned, when there is one. */
  readonly origin?: Origin;
  /** Line and column, when already known; otherwise worked out from `origin` when the problem is printed. */
  readonly position?: Position;
  /** What to do about it, in one sentence. */
  readonly help?: string;
}

/**
 * The exit codes of the command line, one per kind of failure, so that scripts can tell them apart.
 * The list is printed by `stytch-b2b-openapi help exit-codes`.
 */
export const ExitCode = {
  ok: 0,
  /** The input was read and problems were found in it, or `--check` found drift. */
  problems: 1,
  /** An unknown command or flag, or a flag without its value. */
  usage: 2,
  /** An input that does not exist or cannot be read. */
  unreadableInput: 3,
  /** An output that cannot be written, or a port that cannot be opened. */
  unwritableOutput: 4,
  /** A defect of this program. */
  internal: 70,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Thrown by a stage that cannot go on; carries everything found until then. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  readonly exitCode: ExitCode;

  /**
   * @param problems at least one problem; the first error gives this error its message
   * @param exitCode the exit code the command line ends with
   */
  constructor(problems: readonly Problem[], exitCode: ExitCode = ExitCode.problems) {
    super((problems.find(({ severity }) => severity === 'error') ?? problems[0])?.message ?? 'Problems were found.');
    this.name = 'ProblemError';
    this.problems = problems;
    this.exitCode = exitCode;
  }
}

/** True when any of the problems is an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** How many warnings of one kind are worth reading. */
const enoughOfOneKind = 5;

/** The problems, with no more than a few warnings of one kind: where there are more, a last one says how many. Errors all stay. */
export function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const kept: Problem[] = [];
  const counts = new Map<string, { count: number; last: Problem }>();
  for (const problem of problems) {
    // What stands in quotes differs from place to place.
    const kind = `${problem.code} ${problem.message.replace(/"[^"]*"/g, '""')}`;
    const seen = counts.get(kind) ?? { count: 0, last: problem };
    counts.set(kind, { count: seen.count + 1, last: problem });
    if (problem.severity === 'error' || seen.count < enoughOfOneKind) kept.push(problem);
  }
  for (const { count, last } of counts.values()) {
    if (last.severity === 'error' || count <= enoughOfOneKind) continue;
    const { position: _, ...rest } = last;
    kept.push({ ...rest, message: `${last.message} (The last of ${count} of this kind, of which only the first ${enoughOfOneKind} and this one are shown.)` });
  }
  return kept;
}
