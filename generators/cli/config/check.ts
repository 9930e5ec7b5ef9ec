/** Is a configuration what it may be? Every fault is found at once, each with its place in the file. */
import type { Problem } from '../../diagnostics.js';
import { pluginFault } from '../../plugins.js';
import { nearest } from '../../suggest.js';
import { integerText } from '../arguments.js';
import type { Option } from '../command.js';
import { type ConfigKeys, type ConfigTable } from './keys.js';

/** Finds the line and column of a member of the configuration, by its path. */
export type Locate = (path: readonly string[]) => Pick<Problem, 'origin' | 'position'>;

/** Everything wrong with a configuration. */
export function configProblems(config: unknown, table: ConfigTable, locate: Locate): readonly Problem[] {
  if (!isRecord(config)) return [problem('config-form', 'A configuration is an object.', locate([]))];
  return Object.entries(config).flatMap(([name, value]) => {
    if (name === '$schema') return [];
    const section = table.sections.get(name);
    if (section !== undefined && isRecord(value)) {
      return Object.entries(value).flatMap(([member, inner]) => memberProblems([name, member], inner, section, table, locate));
    }
    if (section !== undefined && !table.shared.has(name)) {
      return [problem('config-form', `\`${name}\` is an object with settings of its own.`, locate([name]), `It may hold ${[...section.keys()].join(', ')}.`)];
    }
    return memberProblems([name], value, table.shared, table, locate);
  });
}

function memberProblems(path: readonly string[], value: unknown, keys: ConfigKeys, table: ConfigTable, locate: Locate): readonly Problem[] {
  const key = keys.get(path.at(-1) ?? '');
  if (key === undefined) return [problem('config-unknown-key', `There is no setting \`${path.join('.')}\`.`, locate(path), suggestion(path, keys, table))];
  const fault = valueFault(key.option, value);
  return fault === undefined ? [] : [problem('config-value', `\`${path.join('.')}\` ${fault}`, locate(path), key.option.summary)];
}

/** The setting that was probably meant: one beside it, or one of this name elsewhere. */
function suggestion(path: readonly string[], keys: ConfigKeys, table: ConfigTable): string {
  const name = path.at(-1) ?? '';
  const inSections = [...table.sections].filter(([, section]) => section.has(name)).map(([section]) => `${section}.${name}`);
  if (path.length === 1 && inSections.length > 0) return `It belongs to a command: ${inSections.join(', ')}.`;
  if (path.length > 1 && table.shared.has(name)) return `It stands at the top: \`${name}\`.`;
  const candidates = path.length === 1 ? [...keys.keys(), ...table.sections.keys()] : [...keys.keys()];
  const near = nearest(name, candidates);
  return near === undefined ? `Here may stand ${candidates.join(', ')}.` : `Did you mean \`${[...path.slice(0, -1), near].join('.')}\`?`;
}

function valueFault(option: Option, value: unknown): string | undefined {
  switch (option.type) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'is true or false.';
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= (option.most ?? Infinity) ? undefined : `is ${integerText(option)}.`;
    case 'text':
      return typeof value === 'string' && value !== '' ? undefined : 'is a text.';
    case 'choice':
      return typeof value === 'string' && option.choices?.includes(value) === true ? undefined : `is one of ${(option.choices ?? []).join(', ')}.`;
    case 'texts':
      return textsFault(option, value);
  }
}

function textsFault(option: Option, value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'is a list.';
  for (const element of value) {
    if (typeof element === 'string' && element !== '') continue;
    if (option.configKey !== 'plugins' || typeof element === 'string') return 'is a list of texts.';
    const fault = pluginFault(element);
    if (fault !== undefined) return `holds a plugin that ${fault}.`;
  }
  return undefined;
}

function problem(code: string, message: string, place: Pick<Problem, 'origin' | 'position'>, help?: string): Problem {
  return { code, severity: 'error', message, ...place, ...(help === undefined ? {} : { help }) };
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
