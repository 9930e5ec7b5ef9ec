/** The help texts. */
import { type Command, type CommandEntry, type Option, UsageError, programName } from './command.js';
import { commonOptions, findCommand, optionsOf } from './arguments.js';
import type { Style } from '../text/terminal.js';

const width = 100;

/** The exit codes and what each means. */
const exitCodes: readonly (readonly [number, string])[] = [
  [0, 'Success. Warnings may have been printed.'],
  [1, 'Problems in the input, a file in the way, a difference (--check), a breaking change, or a failed story.'],
  [2, 'Wrong usage: an unknown command or option, or an option without its value.'],
  [3, 'The input does not exist or cannot be read.'],
  [4, 'The output folder cannot be written, or the port that was asked for cannot be opened.'],
  [70, 'A defect of this program.'],
];

/** The program's own help: every command, one line each. */
export function programHelp(commands: readonly CommandEntry[], style: Style): string {
  const nameWidth = Math.max(...commands.map((command) => command.name.length));
  return [
    `An OpenAPI 3.1 description of the Stytch B2B API (independent and unofficial), and tools for any OpenAPI document.`,
    '',
    heading('Usage', style),
    `  ${programName} <command> [options]`,
    '',
    heading('Commands', style),
    ...commands.map(({ name, summary }) => `  ${style.cyan(name.padEnd(nameWidth))}  ${summary}`),
    '',
    heading('Options', style),
    '  -h, --help     Show this help, or with a command that command\'s.',
    '      --version  Print the version.',
    '',
    wrap(`\`${programName} help <command>\` says everything about a command, \`help config\` what a configuration file may hold, \`help exit-codes\` what the exit codes mean.`, ''),
    '',
  ].join('\n');
}

/** The whole help of one command. */
export function commandHelp(command: Command, style: Style): string {
  const operands = command.operands === '' ? '' : ` ${command.operands}`;
  const common = Object.fromEntries(Object.entries(commonOptions).filter(([name]) => !Object.hasOwn(command.options, name)));
  const sections = [
    heading('Usage', style),
    `  ${programName} ${command.name}${operands} [options]`,
    '',
    ...command.description.trim().split('\n\n').flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), flow(paragraph)]),
  ];
  if (Object.keys(command.options).length > 0) sections.push('', heading('Options', style), ...optionLines(command.options, style));
  sections.push('', heading('Options of every command', style), ...optionLines(common, style));
  if (command.examples.length > 0) {
    sections.push('', heading('Examples', style));
    for (const { command: line, says } of command.examples) sections.push(`  ${style.dim(`# ${says}`)}`, `  ${line}`);
  }
  const seeAlso = [...(command.seeAlso ?? []), ...(command.ignoresConfig === true ? [] : ['config']), 'exit-codes'];
  sections.push('', heading('See also', style), ...seeAlso.map((topic) => `  ${programName} help ${topic}`));
  return `${sections.join('\n')}\n`;
}

/**
 * The same as {@link helpOn}, for programs that read along.
 *
 * @throws UsageError when there is no such topic
 */
export async function helpAsJson(topic: readonly string[], commands: readonly CommandEntry[]): Promise<string> {
  const { jsonSuccess } = await import('./report/json.js');
  const [first] = topic;
  if (topic.length === 1 && first === 'exit-codes') return jsonSuccess({ exitCodes: exitCodeTable() });
  if (topic.length === 1 && first === 'config') return jsonSuccess({ settings: await settingsTable(commands) });
  const chosen = first === undefined || first === 'help' ? commands : commandsOn(topic, commands);
  const described = await Promise.all(chosen.map(async ({ name, summary, load }) => ({ name, summary, ...describe(await load()) })));
  return jsonSuccess({ program: programName, commands: described, exitCodes: exitCodeTable() });
}

function describe(command: Command): object {
  const { operands, description, examples } = command;
  const options = Object.entries(optionsOf(command)).map(([name, { type, short, value, choices, default: usual, summary }]) => ({ name, type, short, value, choices, default: usual, summary }));
  return { operands, description: description.trim(), options, examples };
}

function exitCodeTable(): readonly object[] {
  return exitCodes.map(([code, meaning]) => ({ code, meaning }));
}

/** Each setting of a configuration file: `generate.output`. */
async function settingsTable(commands: readonly CommandEntry[]): Promise<readonly object[]> {
  const { configTable } = await import('./config/keys.js');
  const { shared, sections } = await configTable(commands);
  const list = (keys: Iterable<readonly [string, { readonly option: Option }]>, prefix: string): readonly object[] =>
    [...keys].map(([name, { option: { type, choices, default: usual, summary } }]) => ({ key: prefix + name, type, choices, default: usual, summary }));
  return [...list(shared, ''), ...[...sections].flatMap(([section, keys]) => list(ownKeys(keys, shared), `${section}.`))];
}

/** What is shared is said once, unless a command means something of its own by the name. */
function ownKeys<Key extends { readonly option: Option }>(keys: ReadonlyMap<string, Key>, shared: ReadonlyMap<string, Key>): readonly (readonly [string, Key])[] {
  return [...keys].filter(([name, { option }]) => shared.get(name)?.option !== option);
}

/**
 * The commands a topic is about: one, or those of which it is the first word.
 *
 * @throws UsageError when there are none
 */
function commandsOn(topic: readonly string[], commands: readonly CommandEntry[]): readonly CommandEntry[] {
  const below = topic.length === 1 ? commands.filter((command) => command.name.startsWith(`${topic[0] ?? ''} `)) : [];
  if (below.length > 0) return below;
  const { entry, rest } = findCommand(topic, commands);
  if (rest.length > 0) throw new UsageError(`There is no help on \`${topic.join(' ')}\`.`);
  return [entry];
}

/**
 * The text of `help <topic…>`: a command's help, the exit codes, or the program's help.
 *
 * @throws UsageError when there is no such topic
 */
export async function helpOn(topic: readonly string[], commands: readonly CommandEntry[], style: Style): Promise<string> {
  const [first] = topic;
  if (first === undefined) return programHelp(commands, style);
  if (first === 'exit-codes') {
    return `${[heading('Exit codes', style), ...exitCodes.map(([code, meaning]) => `  ${String(code).padStart(2)}  ${meaning}`)].join('\n')}\n`;
  }
  if (first === 'config' && topic.length === 1) return configHelp(commands, style);
  if (first === 'help') return programHelp(commands, style);
  const [entry, ...others] = commandsOn(topic, commands);
  if (entry !== undefined && others.length === 0 && entry.name === topic.join(' ')) return commandHelp(await entry.load(), style);
  const listed = [entry, ...others].filter((command) => command !== undefined);
  return `${[heading('Commands', style), ...listed.map(({ name, summary }) => `  ${style.cyan(name)}  ${summary}`)].join('\n')}\n`;
}

/** The settings a configuration file may hold. */
async function configHelp(commands: readonly CommandEntry[], style: Style): Promise<string> {
  const { configTable } = await import('./config/keys.js');
  const { configNames, packageKey } = await import('./config/find.js');
  const { shared, sections } = await configTable(commands);
  const lines = [
    wrap(`Settings come from a file in the working directory, named ${configNames.join(', ')}, or from the member "${packageKey}" of package.json. The command line wins over the file. A program exports its settings as default; paths are relative to the file.`, ''),
    '',
    heading('Settings of all commands', style),
    ...[...shared].map(([name, { option }]) => wrap(`${style.cyan(name)}: ${option.summary}`, '  ')),
  ];
  for (const [section, keys] of sections) {
    const own = ownKeys(keys, shared);
    if (own.length > 0) lines.push('', heading(section, style), ...own.map(([name, { option }]) => wrap(`${style.cyan(name)}: ${option.summary}`, '  ')));
  }
  lines.push('', `\`${programName} config print\` shows which value comes from where, \`${programName} init\` writes a file to begin with.`, '');
  return lines.join('\n');
}

function heading(text: string, style: Style): string {
  return style.bold(text);
}

function optionLines(options: Readonly<Record<string, Option>>, style: Style): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `;
    const value = option.type === 'flag' ? '' : ` ${option.value ?? (option.choices ?? []).join('|')}`;
    return [`  ${style.cyan(`${short}--${name}${value}`)}`, wrap(option.summary, '          ')];
  });
}

/** Fills a paragraph to the width; one that is indented is laid out already. */
function flow(paragraph: string): string {
  return paragraph.startsWith(' ') ? paragraph : wrap(paragraph.replaceAll('\n', ' '), '');
}

/** Breaks a paragraph into lines that each begin with the indent. */
function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(`${indent}${line}`);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, `${indent}${line}`].join('\n');
}
