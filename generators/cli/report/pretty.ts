/** Problems for people: place, severity, code, message, the lines concerned, and what to do. */
import { readFileSync } from 'node:fs';
import type { Position, Severity } from '../../diagnostics.js';
import { type Style, printable } from '../../text/terminal.js';
import type { PlacedProblem } from './placedProblem.js';

/** Longer lines (minified JSON) are cut around the column. */
const longestLine = 160;

/**
 * Prints problems one below the other, and a line that counts them.
 *
 * @param stdin what standard input held, for code frames of `<stdin>`
 */
export function prettyProblems(problems: readonly PlacedProblem[], style: Style, stdin?: string): string {
  if (problems.length === 0) return '';
  const sources = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!sources.has(file)) sources.set(file, readLines(file, stdin));
    return sources.get(file);
  };
  const blocks = problems.map((problem) => {
    const paint = painter(problem.severity, style);
    const head = `${placeOf(problem, style)}${paint(problem.severity)} ${style.dim(printable(problem.code))}`;
    const lines = [head, indent(printable(problem.message))];
    const source = problem.file === undefined || problem.position === undefined ? undefined : linesOf(problem.file);
    if (source !== undefined && problem.position !== undefined) lines.push(...codeFrame(source, problem.position, style, paint));
    else if (problem.origin !== undefined && problem.position === undefined && problem.origin.pointer !== '') lines.push(indent(style.dim(`at ${printable(problem.origin.pointer)}`)));
    if (problem.help !== undefined) lines.push(indent(`${style.cyan('help:')} ${printable(problem.help)}`));
    return `${lines.join('\n')}\n`;
  });
  return `${blocks.join('\n')}\n${summaryOf(problems, style)}\n`;
}

/** `2 errors, 1 warning`, in the colour of the worst. */
export function summaryOf(problems: readonly { readonly severity: Severity }[], style: Style): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    if (count === 0) return [];
    const word = severity === 'info' ? (count === 1 ? 'note' : 'notes') : count === 1 ? severity : `${severity}s`;
    return [painter(severity, style)(`${count} ${word}`)];
  });
  return parts.join(', ');
}

/** `file:line:column`, which editors and terminals make a link of. */
function placeOf(problem: PlacedProblem, style: Style): string {
  if (problem.file === undefined) return '';
  const { position } = problem;
  return `${style.bold(printable(problem.file))}${position === undefined ? '' : `:${position.line}:${position.column}`} `;
}

/** The line concerned between its neighbours, with a mark under the column. */
function codeFrame(source: readonly string[], position: Position, style: Style, paint: (text: string) => string): readonly string[] {
  const first = Math.max(1, position.line - 1);
  const last = Math.min(source.length, position.line + 1);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = source[number - 1];
    if (text === undefined) continue;
    const here = number === position.line;
    const start = here ? Math.max(0, position.column - Math.floor(longestLine / 2)) : 0;
    const window = text.length > longestLine ? text.slice(start, start + longestLine) : text;
    const offset = text.length > longestLine ? start : 0;
    const bar = style.dim(`${String(number).padStart(gutter)} |`);
    frame.push(`  ${here ? paint('>') : ' '} ${bar} ${printable(window)}`.trimEnd());
    if (here) {
      const before = printable(window.slice(0, Math.max(0, position.column - 1 - offset))).replaceAll(/[^\t]/g, ' ');
      frame.push(`    ${style.dim(`${' '.repeat(gutter)} |`)} ${before}${paint('^')}`);
    }
  }
  return frame;
}

function readLines(file: string, stdin: string | undefined): readonly string[] | undefined {
  if (file === '<stdin>') return stdin?.split(/\r?\n/);
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // A URL, or a folder: then there is no frame.
    return undefined;
  }
}

function painter(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case 'error':
      return style.red;
    case 'warning':
      return style.yellow;
    case 'info':
      return style.cyan;
  }
}

function indent(text: string): string {
  return text.split('\n').map((line) => `  ${line}`).join('\n');
}
