/** Completion for fish: one `complete` line for each word. */
import { programName } from '../command.js';
import { type CompletedCommand, type CompletedOption, firstWords, secondWords } from './table.js';

/** Prints the script. */
export function fishScript(table: readonly CompletedCommand[]): string {
  const begin = `complete -c ${programName}`;
  const nested = secondWords(table);
  const lines = [
    `# fish completion of ${programName}: save as ~/.config/fish/completions/${programName}.fish`,
    `${begin} -f`,
    ...[...firstWords(table)].map(([word, summary]) => `${begin} -n __fish_use_subcommand -a ${word} -d ${quoted(summary)}`),
  ];
  for (const [first, below] of nested) {
    const seconds = below.map(({ name }) => name.split(' ')[1] ?? '');
    for (const { name, summary } of below) {
      const condition = quoted(`__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${seconds.join(' ')}`);
      lines.push(`${begin} -n ${condition} -a ${name.split(' ')[1] ?? ''} -d ${quoted(summary)}`);
    }
  }
  for (const command of table) {
    const condition = quoted(command.name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`).join('; and '));
    for (const option of command.options) lines.push(`${begin} -n ${condition} ${optionWords(option)} -d ${quoted(option.summary)}`);
    if (command.operands === 'file') lines.push(`${begin} -n ${condition} -F`);
    else if (command.operands !== 'none') lines.push(`${begin} -n ${condition} -a ${quoted(command.operands.join(' '))}`);
  }
  return `${lines.join('\n')}\n`;
}

function optionWords({ words, value }: CompletedOption): string {
  const names = words.map((word) => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`)).join(' ');
  if (value === 'none') return names;
  if (value === 'file') return `${names} -r -F`;
  if (value === 'folder') return `${names} -x -a '(__fish_complete_directories)'`;
  return typeof value === 'object' ? `${names} -x -a ${quoted(value.join(' '))}` : `${names} -x`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
