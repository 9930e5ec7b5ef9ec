/** Completion for fish: one `complete` line for each word. */
import { programName } from '../command.js';
import { type CompletedCommand, type CompletedOption, firstWords, programOptions, secondWords } from './table.js';

/** Tells whether the line begins with a command, and with its second argument whether nothing follows it yet. */
const conditionFunction = `__${programName.replaceAll('-', '_')}_begins`;

/** Prints the script. */
export function fishScript(table: readonly CompletedCommand[]): string {
  const begin = `complete -c ${programName}`;
  const first = `${begin} -n ${quoted(`${conditionFunction} "" only`)}`;
  const lines = [
    `# fish completion of ${programName}: save as ~/.config/fish/completions/${programName}.fish`,
    `function ${conditionFunction}`,
    '  set -l words (commandline -opc)[2..]',
    '  set -l wanted (string split -n " " -- $argv[1])',
    '  set -l count (count $wanted)',
    '  test (count $words) -ge $count; or return 1',
    '  if set -q argv[2]; and test (count $words) -ne $count; return 1; end',
    '  test $count -eq 0; or test "$words[1..$count]" = "$argv[1]"',
    'end',
    `${begin} -f`,
    ...[...firstWords(table)].map(([word, summary]) => `${first} -a ${word} -d ${quoted(summary)}`),
    ...[...programOptions].map(([word, summary]) => `${first} -l ${word.slice(2)} -d ${quoted(summary)}`),
  ];
  for (const [word, below] of secondWords(table)) {
    const condition = quoted(`${conditionFunction} ${word} only`);
    for (const { name, summary } of below) lines.push(`${begin} -n ${condition} -a ${name.split(' ')[1] ?? ''} -d ${quoted(summary)}`);
  }
  for (const command of table) {
    const condition = quoted(`${conditionFunction} "${command.name}"`);
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
