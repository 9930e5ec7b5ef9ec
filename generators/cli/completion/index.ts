/** What can be completed, read off the commands, and the scripts that do it. */
import type { Command, CommandEntry, Option } from '../command.js';
import { optionsOf } from '../arguments.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { type CompletedCommand, type CompletedOption, firstWords } from './table.js';
import { zshScript } from './zsh.js';

/** The shells there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** The script of a shell. */
export async function completionScript(shell: Shell, commands: readonly CommandEntry[]): Promise<string> {
  const table = await Promise.all(commands.map(async (entry) => completed(await entry.load(), entry.summary)));
  const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
  return scripts[shell]([...table, helpCommand(table)]);
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
