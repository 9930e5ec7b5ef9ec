import { ExitCode, ProblemError } from '../../diagnostics.js';
import type { ErrorType } from '../../model/model.js';
import type { Command } from '../command.js';
import { formatFrom } from '../report/index.js';
import { jsonSuccess } from '../report/json.js';
import { docsBaseOption, inputFrom, inputOptions } from '../sharedOptions.js';
import { nearest } from '../../suggest.js';
import { type Style, printable } from '../../text/terminal.js';

const actors: Readonly<Record<ErrorType['actor'], string>> = {
  developer: 'You, the developer',
  end_user: 'The end user',
  admin: 'An administrator of the organization',
  provider: 'The identity provider',
  service: 'The service',
};

const retries: Readonly<Record<ErrorType['retry'], string>> = {
  never: 'No; the same request will fail again.',
  after_change: 'Yes, after changing the request.',
  backoff: 'Yes, the same request, with exponential back-off.',
};

/** `explain`: an error type's entry, in the terminal. */
export const explain: Command = {
  name: 'explain',
  operands: 'ERROR_TYPE',
  operandCount: { min: 1, max: 1 },
  description: `
Prints the entry of an error type: what it means, what usually causes it, what to do about it, who must act, whether to try
again, and which calls can return it. Takes an \`error_type\`, a former name of one, or an \`error_url\`.`,
  options: {
    ...inputOptions,
    ...docsBaseOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi explain organization_slug_already_used', says: 'Why did that call fail?' },
    { command: "stytch-b2b-openapi explain 'http://localhost:4000/errors/404#organization_not_found'", says: 'The error_url of an answer' },
    { command: 'stytch-b2b-openapi explain too_many_requests --json | jq .retry', says: 'For a script' },
  ],
  seeAlso: ['mock'],
  async run({ operands, values, terminal }) {
    const { openDescription } = await import('../../pipeline.js');
    const { model } = await openDescription(await inputFrom(values));
    const asked = operands[0] ?? '';
    // Of an error_url the fragment is the type.
    const name = asked.slice(asked.lastIndexOf('#') + 1);
    const entry = model.errors.find((error) => error.type === name) ?? model.errors.find((error) => error.aliases.includes(name));
    if (entry === undefined) throw unknownType(name, model.errors);
    const url = model.docsBaseUrl === undefined ? undefined : `${model.docsBaseUrl}/errors/${entry.status}#${entry.type}`;
    terminal.out(formatFrom(values) === 'json' ? jsonSuccess(asJson(entry, url)) : explained(entry, name, url, terminal.outStyle));
    return ExitCode.ok;
  },
};

function unknownType(name: string, errors: readonly ErrorType[]): ProblemError {
  const near = nearest(name, errors.flatMap((error) => [error.type, ...error.aliases]));
  return new ProblemError([
    {
      code: 'unknown-error-type',
      severity: 'error',
      message: `There is no error type ${JSON.stringify(name)} in this description.`,
      help: errors.length === 0 ? 'It has no catalogue of error types at all.' : near === undefined ? `It knows ${errors.length} of them.` : `Did you mean ${near}?`,
    },
  ]);
}

function explained(entry: ErrorType, asked: string, url: string | undefined, style: Style): string {
  const paragraphs = [
    `${style.bold(style.red(`${entry.status} ${printable(entry.type)}`))}  ${printable(entry.title)}`,
    ...(asked === entry.type ? [] : [style.dim(printable(`${asked} is a former name of ${entry.type}.`))]),
    printable(entry.meaning),
    section('Message', [`“${entry.exampleMessage}”`]),
    section('Usual causes', entry.causes.map((cause) => `• ${cause}`)),
    section('What to do', entry.fixes.map((fix, index) => `${index + 1}. ${fix}`)),
    section('Who must act', [actors[entry.actor]]),
    section('Try again?', [retries[entry.retry]]),
    section('Fields', entry.fields.length === 0 ? [] : [entry.fields.join(', ')]),
    section('See also', entry.seeAlso.length === 0 ? [] : [entry.seeAlso.join(', ')]),
    section('Calls that can return it', entry.operations.map((operation) => `${operation.id}  ${operation.method} ${operation.path}`)),
    section('Documentation', url === undefined ? [] : [url]),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;

  function section(title: string, lines: readonly string[]): string {
    return lines.length === 0 ? '' : [style.bold(title), ...lines.map((line) => `  ${printable(line).replaceAll('\n', '\n  ')}`)].join('\n');
  }
}

function asJson(entry: ErrorType, url: string | undefined): Readonly<Record<string, unknown>> {
  const { operations, origin: _origin, ...rest } = entry;
  return { ...rest, url, operations: operations.map(({ id, method, path }) => ({ id, method, path })) };
}
