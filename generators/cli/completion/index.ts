/** What can be completed, read off the commands, and the scripts that do it. */
import { type Command, type Option } from '../command.js';
import { optionsOf } from '../arguments.js';
import { commands } from '../registry.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { zshScript } from './zsh.js';

/** An option, as a shell needs it. */
export interface CompletedOption {
  /** `--output`, and `-o` where there is one. */
  readonly words: readonly string[];
  readonly summary: string;
  /** What its value may be: nothing for a flag, words, a path, or anything. */
  readonly value: 'none' | 'any' | 'file' | 'folder' | readonly string[];
}

/** A command, as a shell needs it. */
export interface CompletedCommand {
  /** `docs build`. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operands: 'none' | 'file' | readonly string[];
}

/** The shells there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** The script of a shell. */
export async function completionScript(shell: Shell): Promise<string> {
  const table = await Promise.all(commands.map(async (entry) => completed(await entry.load(), entry.summary)));
  const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
  return scripts[shell]([...table, helpCommand(table)]);
}

/** Everything that may follow the program's name, with a summary where there is one. */
export function firstWords(table: readonly CompletedCommand[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { name, summary } of table) {
    const [first = name, second] = name.split(' ');
    words.set(first, second === undefined ? summary : [words.get(first), second].filter((word) => word !== undefined).join(', '));
  }
  return words;
}

/** The second words of commands that begin alike: `build` and `serve` of `docs`. */
export function secondWords(table: readonly CompletedCommand[]): ReadonlyMap<string, readonly CompletedCommand[]> {
  const words = new Map<string, CompletedCommand[]>();
  for (const command of table) {
    const [first = '', second] = command.name.split(' ');
    if (second !== undefined) words.set(first, [...(words.get(first) ?? []), command]);
  }
  return words;
}

function completed(command: Command, summary: string): CompletedCommand {
  const { operandValues, operandCount } = command;
  return {
    name: command.name,
    summary,
    options: Object.entries(optionsOf(command)).map(([name, option]) => completedOption(name, option)),
    operands: operandCount.max === 0 || operandValues === undefined ? 'none' : operandValues === 'files' ? 'file' : operandValues,
  };
}

function completedOption(name: string, option: Option): CompletedOption {
  // The first sentence, without what could mean something to a shell.
  const [sentence = ''] = option.summary.split(/(?<=[.:;]) /);
  return {
    words: [`--${name}`, ...(option.short === undefined ? [] : [`-${option.short}`])],
    summary: sentence.replaceAll(/[`'"\\$[\]]/g, '').replace(/[.:;]$/, ''),
    value: option.type === 'flag' ? 'none' : (option.choices ?? (option.value === 'FILE' ? 'file' : option.value === 'FOLDER' ? 'folder' : 'any')),
  };
}

function helpCommand(table: readonly CompletedCommand[]): CompletedCommand {
  return { name: 'help', summary: 'Explain a command', options: [], operands: [...firstWords(table).keys(), 'exit-codes'] };
}
