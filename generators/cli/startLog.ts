/** What `start` says: a line for each thing made, and problems. */
import { ExitCode, type Problem } from '../diagnostics.js';
import type { GenerateResult } from '../pipeline.js';
import type { Invocation } from './command.js';
import type { Linted } from './lintBeside.js';
import { type Progress, count, duration, progressOf, size } from './progress.js';
import { reportProblems } from './report/index.js';

/** Prints what a start does, for people as it happens. */
export interface StartLog {
  readonly progress: Progress;
  /** One line: what was made, how long it took, and what it is. */
  done(name: string, milliseconds: number, what: string): void;
  /** One line for each target. */
  made(result: Pick<GenerateResult, 'targets'>): void;
  /** One line for a lint, without its findings. */
  linted(linted: Linted): void;
  /** Problems, in the format for people. */
  print(problems: readonly Problem[]): Promise<void>;
}

/** The log of one start. */
export function startLog({ terminal, values }: Pick<Invocation, 'terminal' | 'values'>): StartLog {
  const progress = progressOf(terminal, values);
  const { errStyle: style } = terminal;
  const line = (mark: string, name: string, milliseconds: number, what: string): void => {
    progress.say(`${mark} ${name.padEnd(10)} ${duration(milliseconds).padStart(7)}  ${what}`);
  };
  const done = (name: string, milliseconds: number, what: string): void => {
    line(style.green('✓'), name, milliseconds, style.dim(what));
  };
  return {
    progress,
    done,
    made({ targets }) {
      for (const target of targets) done(target.name, target.milliseconds, `${count(target.files, 'file')}, ${size(target.bytes)}`);
    },
    linted({ problems, milliseconds }) {
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      if (errors === 0) done('lint', milliseconds, count(problems.length, 'problem'));
      else line(style.red('✗'), 'lint', milliseconds, count(errors, 'error'));
    },
    async print(problems) {
      await reportProblems(problems, { terminal, values, tool: 'start', onTerminal: 'err', outcome: ExitCode.ok });
    },
  };
}
