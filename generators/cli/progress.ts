/** What a command says on standard error while it works. */
import type { Step, StepListener } from '../pipeline.js';
import type { OptionValues } from './command.js';
import { formatFrom } from './report/index.js';
import { printable } from '../text/terminal.js';
import type { Terminal } from './terminal.js';

/** Prints progress unless the user wants quiet or a machine reads along. */
export interface Progress {
  /** One line, in any case but with `--quiet`. */
  say(line: string): void;
  /**
   * Takes the steps: where a person watches, the running one stands on a line that is written over by the next; elsewhere,
   * and with `--verbose` everywhere, each step gets a line when it is done.
   */
  readonly step: StepListener;
}

/** Back to the start of the line, and the line emptied. */
export const eraseLine = '\r\u001b[2K';

/** The progress of one command. */
export function progressOf(terminal: Terminal, values: OptionValues): Progress {
  const silent = values.flag('quiet') || formatFrom(values) !== 'pretty';
  const verbose = values.flag('verbose');
  const isLive = terminal.isLive === true;
  const { errStyle: style } = terminal;
  let standing = false;
  const clear = (): void => {
    if (standing) terminal.err(eraseLine);
    standing = false;
  };
  const done = ({ name, milliseconds }: Step): void => {
    if (silent) return;
    clear();
    if (verbose || !isLive) terminal.err(`${style.dim(`  ${printable(name).padEnd(12)} ${duration(milliseconds)}`)}\n`);
  };
  const begins = (name: string): void => {
    if (silent || !isLive) return;
    clear();
    terminal.err(style.dim(`  ${printable(name)} …`));
    standing = true;
  };
  return {
    say: (line) => {
      if (silent) return;
      clear();
      terminal.err(`${line}\n`);
    },
    step: Object.assign(done, { begins }),
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
