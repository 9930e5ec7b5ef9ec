import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { duration, progressOf } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { hostOption, inputFrom, inputOptions, portOption } from '../sharedOptions.js';
import { untilStopped } from '../signals.js';

/** `mock`: serves a mock until stopped. */
export const mock: Command = {
  name: 'mock',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Serves a mock of the API on this machine until Ctrl-C: valid calls get the documented example, invalid ones and those without
credentials the API's own error body. Every documented response can be asked for with a header:

  Prefer: code=400, example=organization_slug_already_used

The mock follows the files of the description: a change is answered from as soon as it can be read; while it cannot, the mock
tells what is wrong and answers as before. Without --port the first free port from 4010 on is taken.`,
  options: {
    ...inputOptions,
    port: { ...portOption(4010), short: 'p' },
    ...hostOption,
    'errors-docs': { type: 'text', value: 'URL', default: "the description's own", summary: "Where the documentation is served: the base of every `error_url`. By default the description's own." },
    dynamic: { type: 'flag', summary: 'Make bodies up from the schemas instead of giving the examples.' },
  },
  examples: [
    { command: 'stytch-b2b-openapi mock', says: 'The API of this package' },
    { command: 'stytch-b2b-openapi mock --input openapi.yaml --port 8080 --dynamic', says: 'An API of your own, with made-up bodies' },
  ],
  seeAlso: ['start', 'explain'],
  async run({ values, terminal }) {
    const { openDescription } = await import('../../pipeline.js');
    const { defaultMockPort, startMock } = await import('../../mock/index.js');
    const { followSources } = await import('../../mock/follow.js');
    const { mockIntroduction } = await import('../mockText.js');
    const progress = progressOf(terminal, values);
    const errorsDocs = values.text('errors-docs');
    const input = { ...(await inputFrom(values)), ...(errorsDocs === undefined ? {} : { docsBaseUrl: errorsDocs }) };
    const opened = await openDescription(input, progress.step);
    const port = values.integer('port');
    const host = values.text('host');
    const server = await startMock({ opened, dynamic: values.flag('dynamic'), ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) });
    const stopFollowing = followSources(server, {
      opened,
      reopen: () => openDescription(input),
      onReload: async ({ served, problems, milliseconds }) => {
        await reportProblems(problems, { terminal, values, tool: 'mock', onTerminal: 'err', outcome: ExitCode.ok });
        progress.say(served ? `Read again in ${duration(milliseconds)}.` : 'Still answering from the last description that could be read.');
      },
    });
    try {
      if (port === undefined && server.port !== defaultMockPort) progress.say(`Port ${defaultMockPort} is taken.`);
      await reportProblems([...opened.problems, ...server.problems], { terminal, values, tool: 'mock', onTerminal: 'err', outcome: ExitCode.ok, details: { mock: server.url } });
      if (formatFrom(values) === 'pretty') terminal.out(`${server.url}\n`);
      progress.say(`\n${mockIntroduction(server, terminal.errStyle)}\nCtrl-C ends it.`);
      await untilStopped();
    } finally {
      stopFollowing();
      await server.close();
    }
    return ExitCode.ok;
  },
};
