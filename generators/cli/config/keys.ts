/**
 * What a configuration file may hold, derived from the options of the commands: what several commands share stands at the
 * top, what is a command's own in a section named after the command's first word.
 */
import type { Command, CommandEntry, Option } from '../command.js';
import { configurableOptions, reportOptions } from '../sharedOptions.js';

/** One key of the file. */
export interface ConfigKey {
  /** As written in the file: `docsBaseUrl`. */
  readonly name: string;
  /** What it holds. */
  readonly option: Option;
}

/** The keys of one section, or of the top. */
export type ConfigKeys = ReadonlyMap<string, ConfigKey>;

/** Everything a configuration file may hold. */
export interface ConfigTable {
  readonly shared: ConfigKeys;
  /** By section: `generate`, `docs`, `mock` … */
  readonly sections: ReadonlyMap<string, ConfigKeys>;
}

/** The key under which an option stands in a file: `--docs-base-url` is `docsBaseUrl`. */
export function keyOf(optionName: string, option: Option): string {
  return option.configKey ?? optionName.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The section of a command: the first word of its name. */
export function sectionOf(commandName: string): string {
  return commandName.split(' ')[0] ?? commandName;
}

/** The operands of a command, as something a file can hold. */
export function operandsOption(command: Command): Option {
  return { type: 'texts', ...(command.operandsKey === 'targets' ? { default: 'all but docs' } : {}), summary: `The operands of \`${command.name}\`.` };
}

/** Reads the table off the commands. */
export async function configTable(commands: readonly CommandEntry[]): Promise<ConfigTable> {
  const sections = new Map<string, Map<string, ConfigKey>>();
  for (const entry of commands) {
    const command = await entry.load();
    if (command.ignoresConfig === true) continue;
    const section = sections.get(sectionOf(command.name)) ?? new Map<string, ConfigKey>();
    // Of commands of one section the first says what a setting is.
    for (const [name, key] of keysOf({ ...reportOptions, ...command.options })) if (!section.has(name)) section.set(name, key);
    if (command.operandsKey !== undefined) section.set(command.operandsKey, { name: command.operandsKey, option: operandsOption(command) });
    if (section.size > 0) sections.set(sectionOf(command.name), section);
  }
  return { shared: keysOf(configurableOptions), sections };
}

function keysOf(options: Readonly<Record<string, Option>>): Map<string, ConfigKey> {
  const keys = new Map<string, ConfigKey>();
  for (const [optionName, option] of Object.entries(options)) {
    if (option.onlyFlag === true) continue;
    const name = keyOf(optionName, option);
    keys.set(name, { name, option });
  }
  return keys;
}
