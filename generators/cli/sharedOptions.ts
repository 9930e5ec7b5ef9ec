/** Options that several commands take, and how they become options of the pipeline. */
import type { GenerateOptions, InputOptions } from '../pipeline.js';
import { type Invocation, type Option, type OptionValues, UsageError } from './command.js';
import { problemFormats } from './report/index.js';

/** Where the description comes from. */
export const inputOptions: Readonly<Record<string, Option>> = {
  input: {
    type: 'text',
    short: 'i',
    value: 'FILE',
    summary: 'An OpenAPI 3.0 or 3.1 document, YAML or JSON, of one file or many; `-` reads standard input. By default the description that comes with this package.',
    default: "this package's description",
  },
  'allow-remote': { type: 'flag', summary: 'Read URLs: an --input that is one, and references to other hosts. Of loopback and private addresses only the very host of --input is read.' },
  'allow-private': { type: 'flag', summary: 'With --allow-remote: read URLs on loopback and private addresses, too.' },
  'allow-outside': { type: 'flag', summary: 'Follow references to files outside the folder of the root document.' },
};

/** The base of every `error_url`. */
export const docsBaseOption: Readonly<Record<string, Option>> = {
  'docs-base-url': { type: 'text', value: 'URL', summary: "Where the documentation is served: the base of every `error_url`. By default the description's own `x-docs-base-url`.", default: "the description's own" },
};

/** How problems are printed, and everything else with them. Every command takes these. */
export const reportOptions: Readonly<Record<string, Option>> = {
  format: {
    type: 'choice',
    value: 'FORMAT',
    choices: problemFormats,
    default: 'pretty',
    summary: `How problems are printed: ${problemFormats.join(', ')}. By default pretty.`,
  },
  json: { type: 'flag', onlyFlag: true, summary: 'Print the whole result as one JSON document on standard output; short for `--format json`.' },
};

/** Overwriting what somebody changed: only ever asked for on the command line. */
export const forceOption: Option = { type: 'flag', onlyFlag: true, summary: 'Overwrite and delete files that were changed since they were generated.' };

/** Templates of the user's own. */
export const templatesOption: Option = {
  type: 'text',
  value: 'FOLDER',
  default: "this package's",
  summary: 'A folder with templates in place of those of this package: `docs/operation.hbs` there replaces the template of that name. `eject` copies one to begin with.',
};

/** Templates and targets of the user's own. */
export const extensionOptions: Readonly<Record<string, Option>> = {
  templates: templatesOption,
  plugin: {
    type: 'texts',
    value: 'FILE',
    configKey: 'plugins',
    summary: 'A module that exports a target of your own. May be given more than once.',
  },
};

/** The guides of the documentation. */
export const guidesOption: Readonly<Record<string, Option>> = {
  guides: { type: 'text', value: 'FOLDER', default: "this package's, for its own description", summary: "A folder of Markdown guides for the documentation. By default this package's own for its own description." },
};

/** The options that stand at the top of a configuration file, because several commands share them. */
export const configurableOptions: Readonly<Record<string, Option>> = { ...inputOptions, ...docsBaseOption, ...extensionOptions, ...guidesOption, ...reportOptions };

/**
 * The port of a server.
 *
 * @param first the port it has when none is named and this one is free
 */
export function portOption(first: number, summary = 'The port'): Option {
  return { type: 'integer', value: 'PORT', most: 65_535, default: `${first}, or the next free one`, summary: `${summary}; an error when it is taken. 0 takes any free one.` };
}

/** Where a server listens. */
export const hostOption: Readonly<Record<string, Option>> = {
  host: { type: 'text', value: 'ADDRESS', default: 'loopback only', summary: 'The address to listen on. By default loopback only, so that nobody else can reach it.' },
};

/**
 * The pipeline's input options, standard input read when it is asked for.
 *
 * @param operand the document, for a command that takes it without `--input`
 */
export async function inputFrom(values: OptionValues, operand?: string): Promise<InputOptions> {
  const input = operand ?? values.text('input');
  const docsBaseUrl = values.text('docs-base-url');
  if (docsBaseUrl !== undefined && !isWebUrl(docsBaseUrl)) throw new UsageError(`\`--docs-base-url\` takes an http or https URL, not ${JSON.stringify(docsBaseUrl)}.`);
  return {
    ...(input === undefined ? {} : { input }),
    ...(input === '-' ? { stdin: await readStandardInput() } : {}),
    ...(docsBaseUrl === undefined ? {} : { docsBaseUrl }),
    ...(values.flag('allow-remote') ? { allowRemote: true } : {}),
    ...(values.flag('allow-private') ? { allowPrivate: true } : {}),
    ...(values.flag('allow-outside') ? { allowOutside: true } : {}),
  };
}

/**
 * The pipeline's options for templates, guides and plugins.
 *
 * @param fresh load plugins again, because they changed
 */
export async function extensionsFrom({ values, config }: Pick<Invocation, 'values' | 'config'>, fresh = false): Promise<Pick<GenerateOptions, 'templates' | 'guides' | 'plugins'>> {
  const templates = values.text('templates');
  const guides = values.text('guides');
  const files = values.texts('plugin');
  const plugins = files.length === 0 ? [] : await Promise.all(files.map(async (file) => (await import('./loadPlugin.js')).loadPlugin(file, fresh)));
  return {
    ...(templates === undefined ? {} : { templates: await (await import('../templates.js')).userTemplates(templates) }),
    ...(guides === undefined ? {} : { guides }),
    plugins: [...(config?.plugins ?? []), ...plugins],
  };
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}
