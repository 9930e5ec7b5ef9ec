/** One call of the program, from the arguments to the exit code. */
import { ExitCode, type Problem, ProblemError } from '../diagnostics.js';
import { findCommand, parseCommand } from './arguments.js';
import { type Command, OptionValues, UsageError, programName } from './command.js';
import { resolveInvocation } from './config/apply.js';
import { commandHelp, helpAsJson, helpOn, programHelp } from './help.js';
import { eraseLine } from './progress.js';
import { commands } from './registry.js';
import { nearest } from '../suggest.js';
import { printable } from '../text/terminal.js';
import type { Terminal } from './terminal.js';

/**
 * Runs the program.
 *
 * @param args what follows the program's name
 * @returns the exit code; never throws
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  // Known before the rest of the line is understood, so that a mistake in it is reported as the reader can read it.
  let values: OptionValues | undefined = asksForJson(args) ? new OptionValues(new Map([['json', true]])) : undefined;
  let command: Command | undefined;
  try {
    const [first] = args;
    if (first === undefined) {
      terminal.err(programHelp(commands, terminal.errStyle));
      return ExitCode.usage;
    }
    const ownText = await programText(args, terminal);
    if (ownText !== undefined) return print(ownText);
    if (first.startsWith('-')) {
      const near = nearest(first, ['--help', '--version']);
      throw new UsageError(`There is no option \`${first}\` without a command.`, near === undefined ? {} : { suggestion: `Did you mean \`${near}\`?` });
    }

    checkWorkingDirectory();
    const { entry, rest } = findCommand(args, commands);
    command = await entry.load();
    // Asked for help, nothing else on the line matters, not even a mistake.
    if (asksFor(rest, '--help', '-h')) return print(values === undefined ? commandHelp(command, terminal.outStyle) : await helpAsJson([command.name], commands));
    const given = parseCommand(command, rest);
    values = new OptionValues(given.options);
    const resolved = await endsSomehow(resolveInvocation(command, given, commands));
    values = resolved.values;
    return await endsSomehow(command.run({ ...resolved, terminal }));
  } catch (error) {
    return await report(error);
  }

  function print(text: string): ExitCode {
    terminal.out(text);
    return ExitCode.ok;
  }

  async function report(error: unknown): Promise<ExitCode> {
    // The line of the step in which it happened may still stand there.
    if (terminal.isLive === true) terminal.err(eraseLine);
    const { code, problems } = failureOf(error);
    const { formatFrom, reportProblems } = await import('./report/index.js');
    if (formatFrom(values) === 'pretty') {
      if (error instanceof UsageError) return reportUsage(error, terminal);
      if (!(error instanceof ProblemError)) return reportDefect(error, values?.flag('verbose') === true, terminal);
    }
    await reportProblems(problems, { terminal, values, tool: command?.name ?? programName, onTerminal: 'err', outcome: code });
    return code;
  }
}

/** What the program answers without a command: its version and its help. */
async function programText(args: readonly string[], { outStyle }: Terminal): Promise<string | undefined> {
  const [first = '', second = ''] = args;
  const json = asksForJson(args);
  const topic = args.slice(1).filter((word) => word !== '--json');
  if (['--version', '-V', 'version'].includes(first)) {
    const { packageVersion } = await import('../package.js');
    if (!json) return `${packageVersion()}\n`;
    const { jsonSuccess } = await import('./report/json.js');
    return jsonSuccess({ version: packageVersion() });
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    if (json) return helpAsJson(topic, commands);
    return first === 'help' ? helpOn(topic, commands, outStyle) : programHelp(commands, outStyle);
  }
  // `docs --help`: of commands that have a word in common.
  if (second === '--help' || second === '-h') return json ? helpAsJson([first], commands) : helpOn([first], commands, outStyle);
  return undefined;
}

/**
 * Gives what a piece of work gives, and an error when it waits although nothing is left that could wake it: a plugin that never settles its
 * promise, for instance. Node would end the process without a word.
 *
 * @throws ProblemError when nothing is left to wait for; whatever the work throws
 */
async function endsSomehow<T>(work: Promise<T>): Promise<T> {
  let atDeadEnd = (): void => undefined;
  const deadEnd = new Promise<never>((_, reject) => {
    atDeadEnd = () => {
      reject(new ProblemError([{ code: 'never-ends', severity: 'error', message: 'The run waits for something that never comes.', help: 'A plugin or a configuration awaits a promise that nothing settles: look for one in the step after the last that is shown.' }]));
    };
  });
  process.once('beforeExit', atDeadEnd);
  try {
    return await Promise.race([work, deadEnd]);
  } finally {
    process.off('beforeExit', atDeadEnd);
  }
}

/** Every path is relative to the working directory, and a shell may stand in one that somebody else removed. */
function checkWorkingDirectory(): void {
  try {
    process.cwd();
  } catch {
    throw new ProblemError([{ code: 'working-directory-gone', severity: 'error', message: 'The working directory is not there any more.', help: 'Change to a folder that exists: `cd "$HOME"`, for instance.' }], ExitCode.unreadableInput);
  }
}

function asksForJson(args: readonly string[]): boolean {
  const words = beforeTerminator(args);
  return words.includes('--json') || words.includes('--format=json') || words.some((word, index) => word === '--format' && words[index + 1] === 'json');
}

function asksFor(args: readonly string[], ...names: readonly string[]): boolean {
  return beforeTerminator(args).some((word) => names.includes(word));
}

/** What stands before `--`; what follows are operands, whatever they look like. */
function beforeTerminator(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

/** An error as problems for the machine-readable formats. */
function failureOf(error: unknown): { readonly code: ExitCode; readonly problems: readonly Problem[] } {
  if (error instanceof ProblemError) return { code: error.exitCode, problems: error.problems };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    const help = error.suggestion === undefined ? {} : { help: error.suggestion };
    return { code: ExitCode.usage, problems: [{ code: 'usage', severity: 'error', message, ...help }] };
  }
  return { code: ExitCode.internal, problems: [{ code: 'internal', severity: 'error', message, help: `This is a defect of ${programName}, not of your input.` }] };
}

function reportUsage(error: UsageError, terminal: Terminal): ExitCode {
  const { errStyle: style } = terminal;
  const help = error.command === undefined ? `${programName} --help` : `${programName} ${error.command} --help`;
  const hint = error.suggestion === undefined ? '' : `${printable(error.suggestion)} `;
  terminal.err(`${style.red('error')}: ${printable(error.message)}\n${hint}See \`${help}\`.\n`);
  return ExitCode.usage;
}

function reportDefect(error: unknown, verbose: boolean, terminal: Terminal): ExitCode {
  const { errStyle: style } = terminal;
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`${style.red('internal error')}: ${printable(message)}\n`);
  if (verbose && error instanceof Error) terminal.err(`${printable(error.stack ?? '')}\n`);
  terminal.err(`This is a defect of ${programName}, not of your input.${verbose ? '' : ' Run again with --verbose for the place.'}\n`);
  return ExitCode.internal;
}
