import { relative } from 'node:path';
import { ExitCode, hasErrors } from '../../diagnostics.js';
import type { GenerateResult } from '../../pipeline.js';
import type { Difference } from '../../write/index.js';
import { type Command, UsageError } from '../command.js';
import type { LoadedConfig } from '../config/loaded.js';
import { count, duration, progressOf, size } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { expectShortRun } from '../shortRun.js';
import { docsBaseOption, extensionOptions, extensionsFrom, forceOption, guidesOption, inputFrom, inputOptions } from '../sharedOptions.js';
import { targetNames } from '../../chosenTargets.js';
import { nearest } from '../../suggest.js';
import { type Style, printable } from '../../text/terminal.js';

/** `generate`: from a description to files. */
export const generate: Command = {
  name: 'generate',
  operands: '[TARGET…]',
  operandCount: { min: 0, max: Infinity },
  operandValues: targetNames,
  operandsKey: 'targets',
  description: `
Generates the named targets, and whatever their output needs, into one folder each below the output folder:

  bundle      openapi.yaml and openapi.json: the description as one document
  types       TypeScript types of every schema, operation and error
  validators  validators without dependencies, for requests and responses
  sdk         a client SDK with typed calls and typed errors
  server      server stubs: typed handlers, request validation, the API's error bodies
  postman     a Postman collection
  docs        the documentation as a static site, in the folder \`site\`

Without a target, all of them but docs. Everything is made in memory first; files are written only when all of it succeeded,
and either all or none. A manifest in the output folder says which files are ours: files that you made or changed are never
overwritten or deleted without --force.

With --watch it stays until Ctrl-C and generates again whenever a file changes: a file of the description, a guide, a template or
a plugin. What did not change is neither parsed nor made again. With --json, every run is a line of its own.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'generated', summary: 'The output folder. By default `generated`.' },
    check: { type: 'flag', onlyFlag: true, summary: 'Write nothing; print what differs from what would be generated, and end with exit code 1 if anything does.' },
    'dry-run': { type: 'flag', onlyFlag: true, summary: 'Write nothing; print what would be written.' },
    watch: { type: 'flag', short: 'w', summary: 'Stay, and generate again whenever a file changes that the output is made from.' },
    force: forceOption,
    ...extensionOptions,
    ...guidesOption,
    ...docsBaseOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi generate', says: 'Everything from the description that comes with this package' },
    { command: 'stytch-b2b-openapi generate sdk --input openapi.yaml --output src/api', says: 'An SDK from a document of your own' },
    { command: 'curl -s https://example.com/openapi.json | stytch-b2b-openapi generate types --input -', says: 'Types from what another program prints' },
    { command: 'stytch-b2b-openapi generate --plugin ./listing.js', says: 'With a target of your own' },
    { command: 'stytch-b2b-openapi generate sdk --watch', says: 'While you edit the description' },
    { command: 'stytch-b2b-openapi generate --check', says: 'In continuous integration: is the committed output up to date?' },
  ],
  seeAlso: ['eject', 'docs build', 'scaffold', 'init'],
  async run({ operands, values, terminal, config }) {
    if (!values.flag('watch')) expectShortRun();
    const pipeline = await import('../../pipeline.js');
    const extensions = await extensionsFrom({ values, config });
    const known = [...targetNames, ...(extensions.plugins ?? []).map(({ name }) => name)];
    for (const name of operands) {
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      throw new UsageError(`There is no target \`${name}\`${await namedIn(config, operands)}.`, {
        command: 'generate',
        suggestion: near === undefined ? `Targets: ${known.join(', ')}.` : `Did you mean \`${near}\`?`,
      });
    }
    for (const flag of ['check', 'dry-run']) {
      if (values.flag('watch') && values.flag(flag)) throw new UsageError(`\`--watch\` and \`--${flag}\` exclude each other.`, { command: 'generate' });
    }
    if (values.flag('watch') && values.text('input') === '-') throw new UsageError('Standard input cannot be watched.', { command: 'generate' });
    if (values.flag('check') && values.flag('dry-run')) throw new UsageError('`--check` and `--dry-run` exclude each other.', { command: 'generate' });

    const mode = values.flag('check') ? 'check' : values.flag('dry-run') ? 'dry-run' : 'write';
    const progress = progressOf(terminal, values);
    const started = performance.now();
    const output = values.text('output');
    const options = {
      ...(await inputFrom(values)),
      ...(operands.length === 0 ? {} : { targets: operands }),
      ...(output === undefined ? {} : { output }),
      ...extensions,
      mode,
      force: values.flag('force'),
      onStep: progress.step,
    } as const;
    if (values.flag('watch')) return (await import('../watchGenerate.js')).watchGenerate({ values, terminal, config }, options);
    const result = await pipeline.generate(options);
    const outcome = mode === 'check' && (result.changed || hasErrors(result.problems)) ? ExitCode.problems : ExitCode.ok;
    const { detailsOf } = await import('../runDetails.js');
    await reportProblems(result.problems, { terminal, values, tool: 'generate', onTerminal: 'err', outcome, details: detailsOf(result) });
    if (formatFrom(values) === 'pretty') {
      if (mode !== 'write') terminal.out(differences(result, terminal.outStyle));
      progress.say(summary(result, mode, performance.now() - started));
    }
    return outcome;
  },
};

/** The file that names targets, where it was not the command line. */
async function namedIn(config: LoadedConfig | undefined, operands: readonly string[]): Promise<string> {
  const { operandsOf } = await import('../config/read.js');
  const setting = config === undefined ? undefined : operandsOf(config, generate);
  if (config === undefined || setting === undefined || !Array.isArray(setting.value) || setting.value.join() !== operands.join()) return '';
  return `, which \`${setting.key}\` of ${config.file} names`;
}

const marks = { create: '+', update: '~', delete: '-', conflict: '!', abandon: '?' } as const;
const explanations = { create: 'missing', update: 'differs', delete: 'is no longer generated', conflict: 'differs, and was changed by hand', abandon: 'is no longer generated, but was changed by hand' } as const;

function differences(result: GenerateResult, style: Style): string {
  return result.reports.flatMap((report) => report.differences.map((difference) => describe(difference, style))).join('');
}

function describe(difference: Difference, style: Style): string {
  const { path, action, line, found, expected } = difference;
  const place = line === undefined ? '' : `:${line}`;
  const head = `${marks[action]} ${style.bold(printable(path))}${place} ${style.dim(explanations[action])}\n`;
  const before = found === undefined ? '' : `    ${style.red(`- ${excerpt(found)}`)}\n`;
  const after = expected === undefined ? '' : `    ${style.green(`+ ${excerpt(expected)}`)}\n`;
  return head + before + after;
}

function excerpt(line: string): string {
  return printable(line.length > 160 ? `${line.slice(0, 160)} …` : line);
}

function summary(result: GenerateResult, mode: 'write' | 'check' | 'dry-run', milliseconds: number): string {
  const changes = result.reports.flatMap((report) => report.differences).length;
  const files = result.targets.reduce((sum, target) => sum + target.files, 0);
  const bytes = result.targets.reduce((sum, target) => sum + target.bytes, 0);
  const folders = result.reports.map(({ output }) => printable(relative('', output) || '.')).join(' and ');
  const total = `${count(files, 'file')} (${size(bytes)}) of ${result.targets.map((target) => target.name).join(', ')}`;
  switch (mode) {
    case 'write':
      return `Generated ${total}, in ${folders}; ${count(changes, 'change')}, ${duration(milliseconds)}.`;
    case 'check':
      if (!result.changed) return `Up to date: ${total}, ${duration(milliseconds)}.`;
      return `${count(changes, 'file')} out of date. Run \`generate\` and commit the result.`;
    case 'dry-run':
      return `Would write ${total}, in ${folders}; ${count(changes, 'change')}.`;
  }
}
