import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ExitCode, ProblemError } from '../../diagnostics.js';
import { targetNames } from '../../chosenTargets.js';
import { nearest } from '../../suggest.js';
import { type Command, type OptionValues, UsageError, callOf } from '../command.js';
import { findConfig } from '../config/find.js';
import { formatFrom } from '../report/index.js';
import { jsonSuccess } from '../report/json.js';
import { printable } from '../../text/terminal.js';
import type { Terminal } from '../terminal.js';

const languages = ['json', 'js', 'ts'] as const;
type Language = (typeof languages)[number];

/** What the questions are about. */
interface Answers {
  /** Undefined for the description of this package. */
  readonly input: string | undefined;
  readonly output: string;
  /** Empty for all. */
  readonly targets: readonly string[];
  readonly language: Language;
}

/** `init`: a configuration file to begin with. */
export const init: Command = {
  name: 'init',
  operands: '',
  operandCount: { min: 0, max: 0 },
  ignoresConfig: true,
  description: `
Writes a configuration file into the working directory, so that \`generate\` and the other commands need no flags. Asks four
questions on a terminal; elsewhere, or with --yes, the flags are the answers. A file that exists is never overwritten without
--force.`,
  options: {
    input: { type: 'text', short: 'i', value: 'FILE', summary: 'The OpenAPI document. By default openapi.yaml, openapi.yml or openapi.json where there is one, else the description of this package.' },
    output: { type: 'text', short: 'o', value: 'FOLDER', summary: 'The output folder. By default `generated`.' },
    targets: { type: 'text', value: 'LIST', summary: `What to generate, separated by commas: ${targetNames.join(', ')}. By default everything but docs.` },
    language: { type: 'choice', value: 'LANGUAGE', choices: languages, summary: 'The file is JSON, JavaScript or TypeScript. By default json.' },
    yes: { type: 'flag', short: 'y', summary: 'Ask nothing.' },
    force: { type: 'flag', summary: 'Overwrite the file if it is there.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi init', says: 'With questions' },
    { command: 'stytch-b2b-openapi init --yes --input api/openapi.yaml --output src/api --targets types,sdk', says: 'In a script' },
  ],
  seeAlso: ['config print', 'generate'],
  async run({ values, terminal }) {
    const given = answersGiven(values);
    const asks = !values.flag('yes');
    if (asks && (terminal.ask === undefined || formatFrom(values) !== 'pretty')) {
      throw new UsageError('There is nobody to ask here. Give the answers as flags, and `--yes`.', { command: 'init' });
    }
    // Before the questions: nobody wants to answer them for nothing.
    if (!values.flag('force')) refuseSecond(`stytch-b2b-openapi.config.${given.language}`, false);
    const answers = asks && terminal.ask !== undefined ? await ask(terminal.ask, given, terminal) : given;
    const file = `stytch-b2b-openapi.config.${answers.language}`;
    refuseSecond(file, values.flag('force'));
    const { writeFileAtomically } = await import('../../write/file.js');
    writeFileAtomically(file, contentOf(answers));
    if (formatFrom(values) === 'pretty') {
      terminal.out(`${file}\n`);
      if (!values.flag('quiet')) terminal.err(`Next: \`${callOf('generate')}\`, or \`${callOf('config print')}\` to see every setting.\n`);
    } else {
      terminal.out(jsonSuccess({ file }));
    }
    return ExitCode.ok;
  },
};

function answersGiven(values: OptionValues): Answers {
  const language = values.text('language');
  return {
    input: values.text('input') ?? ['openapi.yaml', 'openapi.yml', 'openapi.json'].find((name) => existsSync(name)),
    output: values.text('output') ?? 'generated',
    targets: targetsOf(values.text('targets') ?? ''),
    language: languages.find((known) => known === language) ?? 'json',
  };
}

/** @throws UsageError for a name that no target has */
function targetsOf(list: string): readonly string[] {
  const names = list.split(/[\s,]+/).filter((name) => name !== '');
  for (const name of names) {
    if (targetNames.includes(name)) continue;
    const near = nearest(name, targetNames);
    throw new UsageError(`There is no target \`${name}\`.`, { command: 'init', suggestion: near === undefined ? `Targets: ${targetNames.join(', ')}.` : `Did you mean \`${near}\`?` });
  }
  return names;
}

/** What stands for the description of this package among the answers. */
const ownDescription = "this package's own";

/** @throws UsageError for a file that is not there: an address or standard input cannot be looked at beforehand */
function existing(input: string): string {
  if (input === '-' || /^https?:\/\//i.test(input) || existsSync(input)) return input;
  const folder = dirname(input);
  const near = existsSync(folder) ? nearest(basename(input), readdirSync(folder)) : undefined;
  throw new UsageError(`There is no file ${input}.`, near === undefined ? {} : { suggestion: `Did you mean ${join(folder, near)}?` });
}

async function ask(question: (text: string) => Promise<string>, usual: Answers, terminal: Terminal): Promise<Answers> {
  const input = await checked(() => answer('OpenAPI document', usual.input ?? ownDescription), (text) => (text === ownDescription ? undefined : existing(text)));
  const output = await answer('Output folder', usual.output);
  const targets = await checked(() => answer(`Targets, separated by commas: ${targetNames.join(', ')}`, usual.targets.length === 0 ? 'all but docs' : usual.targets.join(',')), (text) => (text === 'all but docs' ? [] : targetsOf(text)));
  const language = await checked(() => answer(`Language of the file: ${languages.join(', ')}`, usual.language), (text) => {
    const chosen = languages.find((known) => known === text);
    if (chosen === undefined) throw new UsageError(`It is one of ${languages.join(', ')}.`);
    return chosen;
  });
  return { input, output, targets, language };

  async function answer(what: string, fallback: string): Promise<string> {
    const text = (await question(`${terminal.errStyle.bold(what)} (${printable(fallback)}): `)).trim();
    return text === '' ? fallback : text;
  }

  /** Asks again until the answer can be used. */
  async function checked<T>(next: () => Promise<string>, convert: (text: string) => T): Promise<T> {
    for (;;) {
      try {
        return convert(await next());
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        terminal.err(`${printable(error.message)} ${printable(error.suggestion ?? '')}\n`);
      }
    }
  }
}

/** Two configurations in one folder would be ambiguous, whatever their languages. */
function refuseSecond(file: string, force: boolean): void {
  const there = findConfig(process.cwd());
  if (there === undefined || (force && there.path.endsWith(file))) return;
  const help = there.path.endsWith(file) ? 'Edit it, or overwrite it with --force.' : 'Edit it, or remove it first.';
  throw new ProblemError([{ code: 'output-conflict', severity: 'error', message: 'This folder is configured already. Nothing was written.', origin: { file: there.path, pointer: '' }, help }]);
}

function contentOf({ input, output, targets, language }: Answers): string {
  const isInstalled = existsSync(installedSchema);
  const config = {
    ...(language === 'json' && isInstalled ? { $schema: installedSchema } : {}),
    ...(input === undefined ? {} : { input }),
    generate: { output, ...(targets.length === 0 ? {} : { targets }) },
  };
  const json = JSON.stringify(config, null, 2);
  switch (language) {
    case 'json':
      return `${json}\n`;
    case 'js':
      return `/** @type {import('stytch-b2b-openapi').Config} */\nexport default ${literal(json)};\n`;
    case 'ts':
      // Where the package is not installed here, there is nothing to import it from.
      if (!isInstalled) return `export default ${literal(json)};\n`;
      return `import { defineConfig } from 'stytch-b2b-openapi';\n\nexport default defineConfig(${literal(json)});\n`;
  }
}

/** Where an editor finds what the file may hold, once this package is installed. */
const installedSchema = './node_modules/stytch-b2b-openapi/spec/rules/schemas/config.json';

/** JSON as a person writes it in a program: names without quotes, texts in single ones. */
function literal(json: string): string {
  const named = json.replaceAll(/^( *)"(\w+)":/gm, '$1$2:');
  return named.replaceAll(/"(?:[^"\\]|\\.)*"/g, (text) => (/'|\\"/.test(text) ? text : `'${text.slice(1, -1)}'`));
}
