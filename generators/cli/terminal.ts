/** What a command prints to, and in which colours. */

/** Colours and weights; each returns its text unchanged where colour is off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

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

/** A style that colours, or one that does not. */
export function style(coloured: boolean): Style {
  const paint = (on: number, off: number) => (text: string): string => (coloured && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), green: paint(32, 39), yellow: paint(33, 39), cyan: paint(36, 39) };
}

/**
 * Text from a document, safe to show on a terminal and in the log of a build: control characters, which could move the cursor or
 * change the title, and the marks that turn the direction of writing are shown as escapes, and so is what a build server would
 * take for a command to it (`::add-mask::` at the start of a line, `##[…]`, `##vso[…]`, `##teamcity[…]`). Line breaks and tabs stay.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped)
    .replace(/^(\s*):(?=:)/gm, (_, space: string) => `${space}${escaped(':')}`)
    .replace(/#(?=#(?:vso|teamcity)?\[)/gi, escaped);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
