/** Options that several commands take, and how they become options of the pipeline. */
import type { InputOptions } from '../pipeline.js';
import type { Option, OptionValues } from './command.js';
import { problemFormats } from './report/index.js';

/** Where the description comes from. */
export const inputOptions: Readonly<Record<string, Option>> = {
  input: {
    type: 'text',
    short: 'i',
    value: 'FILE',
    summary: 'An OpenAPI 3.0 or 3.1 document, YAML or JSON, of one file or many; `-` reads standard input. By default the description that comes with this package.',
  },
  'allow-remote': { type: 'flag', summary: 'Follow references to other hosts. Loopback and private addresses are refused all the same.' },
};

/** The base of every `error_url`. */
export const docsBaseOption: Readonly<Record<string, Option>> = {
  'docs-base-url': { type: 'text', value: 'URL', summary: "Where the documentation is served: the base of every `error_url`. By default the description's own `x-docs-base-url`." },
};

/** How problems are printed. */
export const reportOptions: Readonly<Record<string, Option>> = {
  format: { type: 'choice', value: 'FORMAT', choices: problemFormats, summary: `How problems are printed: ${problemFormats.join(', ')}. By default pretty.` },
  json: { type: 'flag', summary: 'Print the whole result as JSON; short for `--format json`.' },
};

/** Where a server listens. */
export const hostOption: Readonly<Record<string, Option>> = {
  host: { type: 'text', value: 'ADDRESS', summary: 'The address to listen on. By default loopback only, so that nobody else can reach it.' },
};

/** The pipeline's input options, standard input read when it is asked for. */
export async function inputFrom(values: OptionValues): Promise<InputOptions> {
  const input = values.text('input');
  const docsBaseUrl = values.text('docs-base-url');
  return {
    ...(input === undefined ? {} : { input }),
    ...(input === '-' ? { stdin: await readStandardInput() } : {}),
    ...(docsBaseUrl === undefined ? {} : { docsBaseUrl }),
    ...(values.flag('allow-remote') ? { allowRemote: true } : {}),
  };
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}
