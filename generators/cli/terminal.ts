/** What a command prints to, and in which colours. */
import { type Style, style } from '../text/terminal.js';

/** The two streams of a command: results on `out`, everything about the run on `err`. */
export interface Terminal {
  /** Prints a result. */
  out(text: string): void;
  /** Prints progress, warnings, errors. */
  err(text: string): void;
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Whether a person watches standard error, so that a line there may be written over. */
  readonly isLive?: boolean;
  /** Asks a question and gives the answer; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outStyle: style(wantsColour(env, stdout.isTTY)),
    errStyle: style(wantsColour(env, stderr.isTTY)),
    isLive: stderr.isTTY && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '',
    ...(stdin.isTTY && stderr.isTTY ? { ask } : {}),
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } catch (error) {
    // Ctrl-C or Ctrl-D in place of an answer.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    process.stderr.write('\n');
    const { ExitCode, ProblemError } = await import('../diagnostics.js');
    throw new ProblemError([{ code: 'cancelled', severity: 'error', message: 'No answer was given. Nothing was written.' }], ExitCode.problems);
  } finally {
    lines.close();
  }
}

/** Whether to colour: NO_COLOR (any value but empty) wins, then FORCE_COLOR, then whether a person is looking. */
export function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}
