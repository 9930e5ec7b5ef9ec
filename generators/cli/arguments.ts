/** Arguments → a command, its operands and its options, checked. */
import { parseArgs } from 'node:util';
import { type Command, type CommandEntry, type Option, type OptionValue, UsageError, programName } from './command.js';
import { reportOptions } from './sharedOptions.js';
import { nearest } from '../suggest.js';

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  ...reportOptions,
  config: { type: 'text', short: 'c', value: 'FILE', onlyFlag: true, summary: 'The configuration file, in place of the one in the working directory.' },
  'no-config': { type: 'flag', onlyFlag: true, summary: 'Read no configuration file.' },
  quiet: { type: 'flag', short: 'q', onlyFlag: true, summary: 'Print errors and results only, no progress.' },
  verbose: { type: 'flag', short: 'v', onlyFlag: true, summary: 'Print the time of each step, and the stack of an internal error.' },
  help: { type: 'flag', short: 'h', onlyFlag: true, summary: 'Show this help.' },
};

/** All options of a command: its own win over those of every command. */
export function optionsOf(command: Command): Readonly<Record<string, Option>> {
  return { ...commonOptions, ...command.options };
}

/** What stands on the command line after a command's name, checked. */
export interface GivenArguments {
  readonly operands: readonly string[];
  /** By the option's long name, without `--`. */
  readonly options: ReadonlyMap<string, OptionValue>;
}

/** A command that was found, and what follows its name. */
export interface Resolved {
  readonly entry: CommandEntry;
  readonly rest: readonly string[];
}

/**
 * Finds the command that the arguments begin with.
 *
 * @throws UsageError when there is none of that name
 */
export function findCommand(args: readonly string[], commands: readonly CommandEntry[]): Resolved {
  const [first = '', second] = args;
  const single = commands.find((command) => command.name === first);
  if (single !== undefined) return { entry: single, rest: args.slice(1) };

  const below = commands.filter((command) => command.name.startsWith(`${first} `));
  const nested = below.find((command) => command.name === `${first} ${second ?? ''}`);
  if (nested !== undefined) return { entry: nested, rest: args.slice(2) };
  if (below.length > 0) {
    const names = below.map((command) => command.name.slice(first.length + 1));
    if (second === undefined || second.startsWith('-')) throw new UsageError(`\`${first}\` needs one of: ${names.join(', ')}.`, { command: first });
    throw unknown('command', `${first} ${second}`, suggestion(second, names, `${programName} ${first} `));
  }
  const names = [...new Set([...commands.map((command) => command.name.split(' ')[0] ?? ''), 'help'])];
  throw unknown('command', first, suggestion(first, names, `${programName} `));
}

/**
 * Checks what follows a command's name against the options it takes.
 *
 * @throws UsageError for an unknown flag, a missing or superfluous value, or an operand beside the option that says the same
 */
export function parseCommand(command: Command, args: readonly string[]): GivenArguments {
  const options = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [
        name,
        { type: option.type === 'flag' ? ('boolean' as const) : ('string' as const), ...(option.short === undefined ? {} : { short: option.short }) },
      ]),
    ),
  });

  const operands: string[] = [];
  const values = new Map<string, OptionValue>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const known = Object.keys(options);
      throw unknown('option', token.rawName, suggestion(token.name, known, '--'), command.name);
    }
    const value = checkedValue(command, token.rawName, option, token.value);
    const before = values.get(token.name);
    if (option.type === 'texts' && typeof value === 'string') values.set(token.name, [...(typeof before === 'object' ? before : []), value]);
    else values.set(token.name, value);
  }
  const { operandOption } = command;
  if (operandOption !== undefined && operands.length > 0 && values.has(operandOption)) {
    throw new UsageError(`\`${command.name}\` takes ${command.operands.replace(/[[\]]/g, '')} or \`--${operandOption}\`, not both.`, { command: command.name });
  }
  return { operands, options: values };
}

function checkedValue(command: Command, flag: string, option: Option, value: string | undefined): string | boolean {
  const fail = (message: string, hint?: string): never => {
    throw new UsageError(message, { command: command.name, ...(hint === undefined ? {} : { suggestion: hint }) });
  };
  if (option.type === 'flag') return value === undefined ? true : fail(`\`${flag}\` takes no value.`);
  // parseArgs hands over a following flag as the value: `--output --check`. `-` alone is standard input.
  const isNumber = option.type === 'integer' && /^-\d+$/.test(value ?? '');
  if (value === undefined || value === '' || (/^--?\w/.test(value) && !isNumber)) return fail(`\`${flag}\` needs a value: ${flag} ${option.value ?? 'VALUE'}.`);
  if (option.type === 'integer' && !isInteger(value, option)) return fail(`\`${flag}\` takes ${integerText(option)}, not ${JSON.stringify(value)}.`);
  if (option.type === 'choice' && option.choices !== undefined && !option.choices.includes(value)) {
    return fail(`\`${flag}\` takes one of ${option.choices.join(', ')}, not ${JSON.stringify(value)}.`, suggestion(value, option.choices, ''));
  }
  return value;
}

function isInteger(value: string, { most = Number.MAX_SAFE_INTEGER }: Option): boolean {
  return /^\d{1,16}$/.test(value) && Number(value) <= most;
}

/** What an option of type `integer` takes. */
export function integerText({ most }: Option): string {
  return most === undefined ? 'a whole number' : `a whole number up to ${most}`;
}

/**
 * Checks the number of operands.
 *
 * @throws UsageError for too many or too few
 */
export function checkOperands(command: Command, operands: readonly string[]): void {
  const { min, max } = command.operandCount;
  const superfluous = operands[max];
  if (superfluous !== undefined) {
    throw new UsageError(`\`${command.name}\` does not take ${JSON.stringify(superfluous)}.`, { command: command.name });
  }
  if (operands.length < min) {
    const { operandValues } = command;
    const choice = operandValues === undefined || operandValues === 'files' ? '' : `: ${operandValues.join(', ')}`;
    throw new UsageError(`\`${command.name}\` needs ${command.operands}${choice}.`, { command: command.name });
  }
}

function suggestion(word: string, candidates: readonly string[], prefix: string): string | undefined {
  const near = nearest(word, candidates);
  return near === undefined ? undefined : `Did you mean \`${prefix}${near}\`?`;
}

function unknown(kind: 'command' | 'option', word: string, hint: string | undefined, command?: string): UsageError {
  return new UsageError(`There is no ${kind} \`${word}\`.`, {
    ...(command === undefined ? {} : { command }),
    ...(hint === undefined ? {} : { suggestion: hint }),
  });
}
