import { relative, resolve } from 'node:path';
import type { ConformanceOptions, Credentials } from '../../conformance/index.js';
import { ExitCode } from '../../diagnostics.js';
import { type Command, type OptionValues, UsageError } from '../command.js';
import { progressOf } from '../progress.js';
import { inputFrom, inputOptions } from '../sharedOptions.js';

const formats = ['pretty', 'json', 'junit'] as const;
/** A day: nothing should take longer, and timers cannot count much further. */
const longestSeconds = 86_400;

/** `conformance`: does an implementation do what the description says? */
export const conformance: Command = {
  name: 'conformance',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Calls an implementation of the API, a server of your own or the test environment of the service, and checks every answer against
the description: status, media type, body, error type. Without --write only calls that change nothing are made: every reading call
of the description, with and without credentials, and the stories that only read. With --write all stories are told, which create
organizations and members of their own and remove them in the end. A live project is refused.

The credentials are better kept off the command line: STYTCH_PROJECT_ID and STYTCH_SECRET, and for other APIs
CONFORMANCE_BEARER_TOKEN and CONFORMANCE_API_KEY, are read from the environment. No report shows them, or any token that is
sent or received. Ends with exit code 1 when anything is not as described.`,
  options: {
    url: { type: 'text', value: 'URL', summary: 'Where the implementation is. The paths of the description are appended to it.' },
    'project-id': { type: 'text', value: 'ID', default: '$STYTCH_PROJECT_ID', summary: 'The project id, or the user name of basic authentication. By default $STYTCH_PROJECT_ID.' },
    secret: { type: 'text', value: 'SECRET', onlyFlag: true, summary: 'The secret, or the password of basic authentication. By default $STYTCH_SECRET.' },
    ...inputOptions,
    stories: { type: 'text', value: 'FOLDER', default: "this package's, for its own description", summary: "A folder of stories in YAML, or one of them. By default this package's own for its own description, none for any other." },
    write: { type: 'flag', onlyFlag: true, summary: 'Also tell the stories that create, change and delete things.' },
    only: { type: 'texts', value: 'NAME', default: 'all', summary: 'Only the stories of this name, or the reading calls of this operationId; `*` stands for anything. May be given more than once.' },
    tag: { type: 'texts', value: 'TAG', default: 'all', summary: 'Only the stories with this tag. May be given more than once.' },
    closed: { type: 'flag', summary: 'Members of a body that the description does not name are errors, in place of warnings.' },
    'allow-unimplemented': { type: 'flag', summary: 'Skip what is answered with 501, in place of failing.' },
    outbox: { type: 'text', value: 'URL', summary: 'Where the messages can be read that the implementation sends. Stories that need them are skipped without it.' },
    rate: { type: 'integer', value: 'NUMBER', default: '5', summary: 'Requests per second at most. By default 5.' },
    timeout: { type: 'integer', value: 'SECONDS', default: '300', summary: 'How long the whole run may take. By default 300. Stories that have begun still clean up.' },
    format: { type: 'choice', value: 'FORMAT', choices: formats, default: 'pretty', summary: `The report: ${formats.join(', ')}. By default pretty.` },
    output: { type: 'text', short: 'o', value: 'FILE', default: 'standard output', summary: 'Write the report to this file, and a pretty one to the terminal.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi conformance --url http://localhost:3000', says: 'A server of your own, reading only' },
    { command: 'stytch-b2b-openapi conformance --url https://test.stytch.com --write --format junit -o conformance.xml', says: 'All stories, with a report for CI' },
    { command: 'stytch-b2b-openapi conformance --url http://localhost:8080 --input openapi.yaml --stories stories', says: 'An API of your own' },
  ],
  seeAlso: ['mock', 'exit-codes'],
  async run({ values, terminal }) {
    const options = optionsFrom(values);
    const [{ openDescription }, { defaultInput }, { defaultStories, hasPassed, runConformance }] = await Promise.all([
      import('../../pipeline.js'),
      import('../../package.js'),
      import('../../conformance/index.js'),
    ]);
    const { writeFileAtomically } = await import('../../write/file.js');
    const { jsonReport } = await import('../../conformance/report/json.js');
    const { junitReport } = await import('../../conformance/report/junit.js');
    const { prettyReport, prettyStory, prettySummary } = await import('../../conformance/report/pretty.js');
    const input = await inputFrom(values);
    const format = values.flag('json') ? 'json' : (formats.find((candidate) => candidate === values.text('format')) ?? 'pretty');
    const output = values.text('output');
    const toTerminal = output !== undefined || format === 'pretty';
    const opened = await openDescription(input);
    const stories = values.text('stories') ?? defaultStories(input.input === undefined || resolve(input.input) === defaultInput);
    const pretty = { style: terminal.outStyle, verbose: values.flag('verbose'), shownFile };
    const interruption = new AbortController();
    const stop = (): void => {
      if (interruption.signal.aborted) process.exit(130);
      terminal.err('Cleaning up. Once more ends at once.\n');
      interruption.abort();
    };
    process.on('SIGINT', stop);
    try {
      if (toTerminal) progressOf(terminal, values).say(`Testing ${options.url}${values.flag('write') ? '' : ', reading only'}.`);
      const result = await runConformance({
        ...options,
        model: opened.model,
        ...(stories === undefined ? {} : { stories }),
        signal: interruption.signal,
        onStory: (story) => {
          if (toTerminal && !(values.flag('quiet') && story.outcome !== 'failed')) terminal.out(prettyStory(story, pretty));
        },
      });
      if (toTerminal) terminal.out(prettySummary(result, pretty));
      const report = { json: jsonReport, junit: junitReport, pretty: prettyReport }[format](result, shownFile);
      if (output !== undefined) writeFileAtomically(output, report);
      else if (format !== 'pretty') terminal.out(report);
      return hasPassed(result) ? ExitCode.ok : ExitCode.problems;
    } finally {
      process.off('SIGINT', stop);
    }
  },
};

/** The runner's options that stand on the command line and in the environment. */
function optionsFrom(values: OptionValues): Omit<ConformanceOptions, 'model'> {
  const usage = (message: string): never => {
    throw new UsageError(message, { command: 'conformance' });
  };
  const url = values.text('url') ?? usage('`--url` is missing: where is the implementation?');
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) usage(`\`--url\` takes the address of a server, not ${JSON.stringify(url)}.`);
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') usage('`--url` takes no credentials: reports show it. Use `--project-id` and $STYTCH_SECRET.');
  const projectId = values.text('project-id') ?? fromEnvironment('STYTCH_PROJECT_ID');
  if (projectId?.startsWith('project-live-') === true) usage('A live project is not for tests: name one that begins with `project-test-`.');
  const rate = values.integer('rate') ?? 5;
  if (rate < 1) usage('`--rate` takes at least 1.');
  const timeout = values.integer('timeout') ?? 300;
  if (timeout < 1 || timeout > longestSeconds) usage(`\`--timeout\` takes from 1 to ${longestSeconds} seconds.`);
  const outbox = values.text('outbox');
  if (outbox !== undefined && !URL.canParse(outbox)) usage(`\`--outbox\` takes a URL, not ${JSON.stringify(outbox)}.`);
  return {
    url,
    credentials: credentialsFrom(values, projectId),
    ...(projectId === undefined ? {} : { projectId }),
    write: values.flag('write'),
    only: values.texts('only'),
    tags: values.texts('tag'),
    closed: values.flag('closed'),
    allowUnimplemented: values.flag('allow-unimplemented'),
    ...(outbox === undefined ? {} : { outbox }),
    rate,
    timeout,
  };
}

function credentialsFrom(values: OptionValues, username: string | undefined): Credentials {
  const password = values.text('secret') ?? fromEnvironment('STYTCH_SECRET');
  const bearer = fromEnvironment('CONFORMANCE_BEARER_TOKEN');
  const apiKey = fromEnvironment('CONFORMANCE_API_KEY');
  return {
    ...(username === undefined || password === undefined ? {} : { basic: { username, password } }),
    ...(bearer === undefined ? {} : { bearer }),
    ...(apiKey === undefined ? {} : { apiKeys: new Map([['', apiKey]]) }),
  };
}

function fromEnvironment(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** A path relative to the working directory where that is shorter. */
function shownFile(file: string): string {
  const shown = relative(process.cwd(), resolve(file)).replaceAll('\\', '/');
  return shown.startsWith('../../') ? file : shown;
}
