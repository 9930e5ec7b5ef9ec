import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { reportProblems } from '../report/index.js';
import { docsBaseOption, inputFrom, inputOptions } from '../sharedOptions.js';

/** `bundle`: the description as one document, on standard output or in a file. */
export const bundle: Command = {
  name: 'bundle',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Prints the description as one plain OpenAPI document on standard output: every reference points into the document itself, and
\`x-errors\` has become ordinary error responses with one named example per error type.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FILE', summary: 'Write to this file instead of standard output.' },
    format: { type: 'choice', value: 'FORMAT', choices: ['yaml', 'json'], summary: 'yaml or json. By default what the name of the output file says, and yaml otherwise.' },
    ...docsBaseOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi bundle > openapi.yaml', says: 'One document out of many files' },
    { command: 'stytch-b2b-openapi bundle --input api/openapi.yaml --output openapi.json', says: 'A description of your own, as JSON' },
  ],
  async run({ values, terminal }) {
    const pipeline = await import('../../pipeline.js');
    const output = values.text('output');
    const format = (values.text('format') ?? (output?.endsWith('.json') === true ? 'json' : 'yaml')) === 'json' ? 'json' : 'yaml';
    const { text, problems } = await pipeline.bundle({ ...(await inputFrom(values)), format });
    await reportProblems(problems, { terminal, values: undefined, tool: 'bundle', onTerminal: 'err', outcome: ExitCode.ok });
    if (output === undefined) {
      terminal.out(text);
    } else {
      const { writeFileAtomically } = await import('../../write/file.js');
      writeFileAtomically(output, text);
    }
    return ExitCode.ok;
  },
};
