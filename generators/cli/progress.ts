/** What a command says on standard error while it works. */
import type { StepListener } from '../pipeline.js';
import type { OptionValues } from './command.js';
import { formatFrom } from './report/index.js';
import type { Terminal } from './terminal.js';

/** Prints progress unless the user wants quiet or a machine reads along. */
export interface Progress {
  /** One line, in any case but with `--quiet`. */
  say(line: string): void;
  /** One finished step: with `--verbose` a line of its own. */
  readonly step: StepListener;
}

/** The progress of one command. */
export function progressOf(terminal: Terminal, values: OptionValues): Progress {
  const silent = values.flag('quiet') || formatFrom(values) !== 'pretty';
  const { errStyle: style } = terminal;
  return {
    say: (line) => {
      if (!silent) terminal.err(`${line}\n`);
    },
    step: ({ name, milliseconds }) => {
      if (!silent && values.flag('verbose')) terminal.err(`${style.dim(`  ${name.padEnd(12)} ${duration(milliseconds)}`)}\n`);
    },
  };
}

/** `87 ms`, `1.24 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** `312 B`, `48 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
