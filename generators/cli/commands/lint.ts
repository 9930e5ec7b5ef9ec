import { ExitCode, hasErrors } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { duration, progressOf } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { inputFrom, inputOptions } from '../sharedOptions.js';
import { expectShortRun } from '../shortRun.js';

/** `lint`: everything that is wrong with a description. */
export const lint: Command = {
  name: 'lint',
  operands: '[FILE]',
  operandCount: { min: 0, max: 1 },
  operandValues: 'files',
  operandOption: 'input',
  description: `
Checks a description: its structure and style, every reference, every example against its schema, and for the description of
this package its own conventions. Prints each finding with its file, line and column, and ends with exit code 1 if one of them
is an error.`,
  options: {
    ...inputOptions,
    'max-warnings': { type: 'integer', value: 'NUMBER', default: 'no limit', summary: 'End with exit code 1 when there are more warnings than this.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi lint', says: 'The description of this package' },
    { command: 'stytch-b2b-openapi lint openapi.yaml --format github', says: 'Annotations in a pull request' },
    { command: 'stytch-b2b-openapi lint openapi.yaml --format sarif > lint.sarif', says: 'A file for code scanning' },
    { command: 'stytch-b2b-openapi lint --max-warnings 0', says: 'Warnings fail the build too' },
  ],
  seeAlso: ['bundle', 'explain'],
  async run({ operands, values, terminal }) {
    expectShortRun();
    const pipeline = await import('../../pipeline.js');
    const progress = progressOf(terminal, values);
    const started = performance.now();
    const input = await inputFrom(values, operands[0]);
    const { problems } = await pipeline.lint(input, progress.step);
    const warnings = problems.filter((problem) => problem.severity === 'warning').length;
    const limit = values.integer('max-warnings') ?? Infinity;
    const outcome = hasErrors(problems) || warnings > limit ? ExitCode.problems : ExitCode.ok;
    await reportProblems(problems, {
      terminal,
      values,
      tool: 'lint',
      onTerminal: 'out',
      outcome,
      ...(input.stdin === undefined ? {} : { stdin: input.stdin }),
    });
    if (formatFrom(values) === 'pretty' && problems.length === 0) progress.say(`No problems found in ${duration(performance.now() - started)}.`);
    return outcome;
  },
};
