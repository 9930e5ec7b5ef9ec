/** One call of the program, from the arguments to the exit code. */
import { ExitCode, ProblemError } from '../diagnostics.js';
import { findCommand, parseCommand } from './arguments.js';
import { type Command, type OptionValues, UsageError } from './command.js';
import { commandHelp, helpOn, programHelp } from './help.js';
import { programName } from './registry.js';
import { type Terminal, printable } from './terminal.js';

/**
 * Runs the program.
 *
 * @param args what follows the program's name
 * @returns the exit code; never throws
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let values: OptionValues | undefined;
  let command: Command | undefined;
  try {
    const [first] = args;
    if (first === undefined) {
      terminal.err(programHelp(terminal.errStyle));
      return ExitCode.usage;
    }
    if (first === '--help' || first === '-h') return print(programHelp(terminal.outStyle));
    if (first === '--version' || first === '-V' || first === 'version') {
      const { packageVersion } = await import('../package.js');
      return print(`${packageVersion()}\n`);
    }
    if (first === 'help') return print(await helpOn(args.slice(1), terminal.outStyle));
    if (first.startsWith('-')) throw new UsageError(`There is no option \`${first}\` without a command.`);
    if (args[1] === '--help' || args[1] === '-h') return print(await helpOn([first], terminal.outStyle));

    const { entry, rest } = findCommand(args);
    command = await entry.load();
    // Asked for help, nothing else on the line matters, not even a mistake.
    if (rest.includes('--help') || rest.includes('-h')) return print(commandHelp(command, terminal.outStyle));
    const parsed = parseCommand(command, rest);
    values = parsed.values;
    return await command.run({ ...parsed, terminal });
  } catch (error) {
    if (error instanceof UsageError) return reportUsage(error, terminal);
    if (error instanceof ProblemError) {
      const { reportProblems } = await import('./report/index.js');
      await reportProblems(error.problems, { terminal, values, tool: command?.name ?? programName, onTerminal: 'err', outcome: error.exitCode });
      return error.exitCode;
    }
    return reportDefect(error, values?.flag('verbose') === true, terminal);
  }

  function print(text: string): ExitCode {
    terminal.out(text);
    return ExitCode.ok;
  }
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
