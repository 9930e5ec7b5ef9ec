/** Reads the configuration file and checks it. */
import { dirname, join, relative } from 'node:path';
import { ExitCode, type Problem, ProblemError } from '../../diagnostics.js';
import { isPlugin } from '../../plugins.js';
import { readUserText } from '../../userText.js';
import { configurableOptions } from '../sharedOptions.js';
import { importUserModule } from '../userModule.js';
import { type Locate, configProblems, isRecord } from './check.js';
import { type ConfigLocation, findConfig, packageKey } from './find.js';
import type { LoadedConfig } from './loaded.js';
import { configTable, keyOf, operandsOption, sectionOf } from './keys.js';
import type { Command, CommandEntry, Option, OptionValue } from '../command.js';

/** A value from the file, and its key there. */
export interface Setting {
  readonly key: string;
  readonly value: OptionValue;
}

/**
 * Reads the configuration of the working directory, if there is one.
 *
 * @param asked the file named by `--config`
 * @throws ProblemError when it cannot be read, is ambiguous, or holds something it may not hold
 */
export async function readConfig(commands: readonly CommandEntry[], asked?: string): Promise<LoadedConfig | undefined> {
  const location = findConfig(process.cwd(), asked);
  if (location === undefined) return undefined;
  const { value, locate } = await contentOf(location);
  const problems = configProblems(value, await configTable(commands), locate);
  if (problems.length > 0) throw new ProblemError(problems);
  const settings = isRecord(value) ? value : {};
  const plugins = Array.isArray(settings['plugins']) ? settings['plugins'].filter(isPlugin) : [];
  return { file: relative(process.cwd(), location.path), folder: dirname(location.path), settings, plugins };
}

/** What the configuration says about an option of a command: in the command's section, else at the top. */
export function settingOf(config: LoadedConfig, command: Command, optionName: string, option: Option): Setting | undefined {
  if (option.onlyFlag === true) return undefined;
  return find(config, command, keyOf(optionName, option), option);
}

/** What the configuration says about the operands of a command. */
export function operandsOf(config: LoadedConfig, command: Command): Setting | undefined {
  return command.operandsKey === undefined ? undefined : find(config, command, command.operandsKey, operandsOption(command));
}

function find(config: LoadedConfig, command: Command, key: string, option: Option): Setting | undefined {
  const name = sectionOf(command.name);
  const section = config.settings[name];
  const places: readonly (readonly [string, unknown])[] = [
    [`${name}.${key}`, isRecord(section) ? section[key] : undefined],
    // An option of the command's own may have the name of one that commands share: what stands at the top is not meant for it.
    [key, isShared(option) ? config.settings[key] : undefined],
  ];
  for (const [path, value] of places) {
    const converted = optionValue(value, option, config.folder);
    if (converted !== undefined) return { key: path, value: converted };
  }
  return undefined;
}

function isShared(option: Option): boolean {
  return Object.values(configurableOptions).includes(option);
}

/** A value as the command line would have given it; paths are relative to the file's folder. */
function optionValue(value: unknown, option: Option, folder: string): OptionValue | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return located(value, option, folder);
  if (!Array.isArray(value)) return undefined;
  return value.filter((element) => typeof element === 'string').map((element) => located(element, option, folder));
}

function located(value: string, option: Option, folder: string): string {
  const isPath = option.value === 'FILE' || option.value === 'FOLDER';
  if (!isPath || value === '-' || /^https?:\/\//i.test(value) || folder === process.cwd()) return value;
  return join(folder, value);
}

async function contentOf({ path, inPackage }: ConfigLocation): Promise<{ readonly value: unknown; readonly locate: Locate }> {
  if (!path.endsWith('.json')) {
    const exported = await importUserModule(path);
    const place = { origin: { file: path, pointer: '' } };
    // A CommonJS module seen from here has its exports under `default` as well.
    if (!('default' in exported)) throw new ProblemError([{ code: 'config-form', severity: 'error', message: 'It has no default export.', ...place, help: 'Write `export default { … }`.' }]);
    return { value: exported['default'], locate: (member) => ({ origin: { file: path, pointer: pointerOf(member) } }) };
  }
  const text = readUserText(path);
  // The yaml package reads JSON too, and knows where each member stands.
  const { LineCounter, isPair, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const prefix = inPackage ? [packageKey] : [];
  try {
    const whole: unknown = JSON.parse(text);
    return { value: inPackage && isRecord(whole) ? whole[packageKey] : whole, locate };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Most versions of Node tell where.
    const offset = /position (\d+)/.exec(message)?.[1];
    const start = offset === undefined ? undefined : lines.linePos(Number(offset));
    const problem: Problem = {
      code: 'config-syntax',
      severity: 'error',
      message: `It is no JSON: ${message}`,
      origin: { file: path, pointer: '' },
      ...(start === undefined ? {} : { position: { line: start.line, column: start.col } }),
    };
    throw new ProblemError([problem], ExitCode.problems);
  }

  function locate(member: readonly string[]): Pick<Problem, 'origin' | 'position'> {
    const full = [...prefix, ...member];
    const origin = { file: path, pointer: pointerOf(full) };
    const parent = document.getIn(full.slice(0, -1), true) ?? document.contents;
    const items = typeof parent === 'object' && parent !== null && 'items' in parent && Array.isArray(parent.items) ? parent.items : [];
    for (const item of items) {
      if (!isPair(item) || String(item.key) !== full.at(-1)) continue;
      const range = typeof item.key === 'object' && item.key !== null && 'range' in item.key ? item.key.range : undefined;
      if (!Array.isArray(range) || typeof range[0] !== 'number') continue;
      const { line, col } = lines.linePos(range[0]);
      return { origin, position: { line, column: col } };
    }
    return { origin };
  }
}

function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
