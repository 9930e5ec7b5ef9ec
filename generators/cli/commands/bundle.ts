import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { formatFrom, problemFormats, reportProblems } from '../report/index.js';
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
    output: { type: 'text', short: 'o', value: 'FILE', default: 'standard output', summary: 'Write to this file instead of standard output.' },
    format: { type: 'choice', value: 'FORMAT', choices: ['yaml', 'json'], default: 'yaml', summary: 'The document as yaml or json. By default what the name of the output file says, and yaml otherwise.' },
    problems: { type: 'choice', value: 'FORMAT', choices: problemFormats, default: 'pretty', summary: `How problems are printed: ${problemFormats.join(', ')}. What is not pretty takes the place of the document on standard output, unless --output is given.` },
    ...docsBaseOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi bundle > openapi.yaml', says: 'One document out of many files' },
    { command: 'stytch-b2b-openapi bundle --input api/openapi.yaml --output openapi.json', says: 'A description of your own, as JSON' },
    { command: 'stytch-b2b-openapi bundle --json | jq .document.info', says: 'For a script: the document and what is to be said about it' },
  ],
  seeAlso: ['lint', 'generate'],
  async run({ values, terminal }) {
    const pipeline = await import('../../pipeline.js');
    const output = values.text('output');
    const format = (values.text('format') ?? (output?.endsWith('.json') === true ? 'json' : 'yaml')) === 'json' ? 'json' : 'yaml';
    const { text, problems, opened } = await pipeline.bundle({ ...(await inputFrom(values)), format });
    const pretty = formatFrom(values) === 'pretty';
    if (output !== undefined) {
      const { writeFileAtomically } = await import('../../write/file.js');
      writeFileAtomically(output, text);
    } else if (pretty) {
      terminal.out(text);
    }
    const details = output === undefined ? { document: opened.description.document } : { output };
    await reportProblems(problems, { terminal, values, tool: 'bundle', onTerminal: 'err', outcome: ExitCode.ok, details });
    return ExitCode.ok;
  },
};
