/** The command line over the configuration file: what a command is called with in the end. */
import { type GivenArguments, checkOperands, optionsOf } from '../arguments.js';
import { type Command, type CommandEntry, type Invocation, type OptionValue, OptionValues, UsageError } from '../command.js';
import type { LoadedConfig } from './loaded.js';

/**
 * Fills in from the configuration what the command line does not say.
 *
 * @throws UsageError for a wrong number of operands
 * @throws ProblemError for a configuration that cannot be used
 */
export async function resolveInvocation(command: Command, given: GivenArguments, commands: readonly CommandEntry[]): Promise<Omit<Invocation, 'terminal'>> {
  const config = command.ignoresConfig === true ? undefined : await configFor(command, given, commands);
  const options = new Map<string, OptionValue>(given.options);
  let { operands } = given;
  if (config !== undefined) {
    const { operandsOf, settingOf } = await import('./read.js');
    for (const [name, option] of Object.entries(optionsOf(command))) {
      if (options.has(name)) continue;
      const setting = settingOf(config, command, name, option);
      if (setting !== undefined) options.set(name, setting.value);
    }
    const fromFile = operandsOf(config, command)?.value;
    if (operands.length === 0 && typeof fromFile === 'object') operands = fromFile;
  }
  checkOperands(command, operands);
  return { operands, values: new OptionValues(options), config, commands };
}

/** The configuration a command line is to be read with; undefined when there is none. */
export async function configFor(command: Command, { options }: GivenArguments, commands: readonly CommandEntry[]): Promise<LoadedConfig | undefined> {
  const asked = options.get('config');
  if (options.get('no-config') === true) {
    if (asked !== undefined) throw new UsageError('`--config` and `--no-config` exclude each other.', { command: command.name });
    return undefined;
  }
  const { findConfig } = await import('./find.js');
  const file = typeof asked === 'string' ? asked : undefined;
  if (findConfig(process.cwd(), file) === undefined) return undefined;
  const { readConfig } = await import('./read.js');
  return readConfig(commands, file);
}
