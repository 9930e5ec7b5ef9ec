import { ExitCode, ProblemError } from '../../diagnostics.js';
import { type GivenArguments, findCommand, optionsOf, parseCommand } from '../arguments.js';
import type { Command, CommandEntry, Option, OptionValue } from '../command.js';
import { configFor } from '../config/apply.js';
import { keyOf, operandsOption, sectionOf } from '../config/keys.js';
import type { LoadedConfig } from '../config/loaded.js';
import { operandsOf, settingOf } from '../config/read.js';
import { formatFrom } from '../report/index.js';
import { jsonSuccess } from '../report/json.js';
import { configurableOptions } from '../sharedOptions.js';
import { type Style, printable } from '../../text/terminal.js';

/** One setting, its value and where that was written. */
interface PrintedSetting {
  /** `generate.output`; for what commands share `input`. */
  readonly key: string;
  readonly value: OptionValue | undefined;
  readonly from: 'command line' | 'file' | 'default';
  /** The file and the key in it; the flag; nothing for a default. */
  readonly place?: string;
}

/** `config print`: what holds, and why. */
export const configPrint: Command = {
  name: 'config print',
  operands: '[-- COMMAND…]',
  operandCount: { min: 0, max: Infinity },
  description: `
Shows every setting with its value and where that comes from: the command line, the configuration file (with its key there), or
the default. Without a command, the settings of all of them; with one after \`--\`, what that very command line would run with.`,
  options: {},
  examples: [
    { command: 'stytch-b2b-openapi config print', says: 'Everything that can be set, and what is' },
    { command: 'stytch-b2b-openapi config print -- generate sdk --output src/api', says: 'What would this run with?' },
  ],
  seeAlso: ['init'],
  async run({ operands, values, terminal, config, commands }) {
    const settings = operands.length === 0 ? await allSettings(commands, config) : await settingsOfLine(operands, commands, config);
    if (formatFrom(values) === 'json') terminal.out(jsonSuccess({ file: config?.file, settings }));
    else terminal.out(table(settings, config, terminal.outStyle));
    return ExitCode.ok;
  },
};

async function allSettings(commands: readonly CommandEntry[], config: LoadedConfig | undefined): Promise<readonly PrintedSetting[]> {
  const nothing: GivenArguments = { operands: [], options: new Map() };
  const settings = new Map<string, PrintedSetting>();
  for (const entry of commands) {
    const command = await entry.load();
    if (command.ignoresConfig === true) continue;
    for (const setting of settingsOf(command, nothing, config)) {
      // What is shared is shown once, unless a command has a value of its own.
      const shared = setting.key.split('.')[1];
      const isShared = shared !== undefined && Object.entries(configurableOptions).some(([name, option]) => keyOf(name, option) === shared && option === optionsOf(command)[name]);
      const key = isShared && setting.place?.endsWith(`: ${setting.key}`) !== true ? shared : setting.key;
      // Of commands of one section the first says what holds.
      if (!settings.has(key) || setting.from !== 'default') settings.set(key, { ...setting, key });
    }
  }
  return [...settings.values()].sort((a, b) => depth(a) - depth(b));
}

function depth({ key }: PrintedSetting): number {
  return key.includes('.') ? 1 : 0;
}

async function settingsOfLine(line: readonly string[], commands: readonly CommandEntry[], fallback: LoadedConfig | undefined): Promise<readonly PrintedSetting[]> {
  const { entry, rest } = findCommand(line, commands);
  const command = await entry.load();
  const given = parseCommand(command, rest);
  if (command.ignoresConfig === true) {
    throw new ProblemError([{ code: 'config-unused', severity: 'error', message: `\`${command.name}\` reads no configuration file.` }], ExitCode.usage);
  }
  const names = given.options.has('config') || given.options.has('no-config');
  return settingsOf(command, given, names ? await configFor(command, given, commands) : fallback);
}

function settingsOf(command: Command, given: GivenArguments, config: LoadedConfig | undefined): readonly PrintedSetting[] {
  const section = sectionOf(command.name);
  const settings: PrintedSetting[] = [];
  const add = (name: string, option: Option, flag: string | undefined, value: OptionValue | undefined, fromFile: ReturnType<typeof settingOf>): void => {
    const key = `${section}.${name}`;
    if (value !== undefined) settings.push({ key, value, from: 'command line', ...(flag === undefined ? {} : { place: flag }) });
    else if (fromFile !== undefined) settings.push({ key, value: fromFile.value, from: 'file', place: `${config?.file ?? ''}: ${fromFile.key}` });
    else settings.push({ key, value: option.default ?? (option.type === 'flag' ? false : undefined), from: 'default' });
  };
  if (command.operandsKey !== undefined) {
    const operands = given.operands.length === 0 ? undefined : given.operands;
    add(command.operandsKey, operandsOption(command), undefined, operands, config === undefined ? undefined : operandsOf(config, command));
  }
  for (const [name, option] of Object.entries(optionsOf(command))) {
    if (option.onlyFlag === true) continue;
    add(keyOf(name, option), option, `--${name}`, given.options.get(name), config === undefined ? undefined : settingOf(config, command, name, option));
  }
  return settings;
}

function table(settings: readonly PrintedSetting[], config: LoadedConfig | undefined, style: Style): string {
  const rows = settings.map(({ key, value, from, place }) => ({ key, shown: shown(value), from: place === undefined ? from : from === 'file' ? place : `${from}: ${place}`, isDefault: from === 'default' }));
  const keyWidth = Math.max(0, ...rows.map(({ key }) => key.length));
  const valueWidth = Math.min(40, Math.max(0, ...rows.map((row) => row.shown.length)));
  const head = config === undefined ? 'No configuration file here.' : `Configuration: ${printable(config.file)}`;
  const lines = rows.map(({ key, shown: text, from, isDefault }) => {
    const line = `${key.padEnd(keyWidth)}  ${printable(text).padEnd(valueWidth)}  ${printable(from)}`.trimEnd();
    return isDefault ? style.dim(line) : line;
  });
  return `${[style.bold(head), ...lines].join('\n')}\n`;
}

function shown(value: OptionValue | undefined): string {
  if (value === undefined) return 'none';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
