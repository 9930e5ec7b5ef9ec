import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { progressOf } from '../progress.js';
import { reportProblems } from '../report/index.js';
import { hostOption, inputFrom, inputOptions } from '../sharedOptions.js';
import { untilStopped } from '../signals.js';

/** `docs serve`: builds the documentation and serves it until stopped. */
export const docsServe: Command = {
  name: 'docs serve',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Builds the documentation and serves it on this machine until Ctrl-C. Without --port the first free port from 4000 on is taken;
the links of error entries lead to the address actually served.`,
  options: {
    ...inputOptions,
    port: { type: 'integer', short: 'p', value: 'PORT', summary: 'The port; an error when it is taken. 0 takes any free one.' },
    ...hostOption,
    output: { type: 'text', short: 'o', value: 'FOLDER', summary: 'Where the site is built. By default `generated/site`.' },
    guides: { type: 'text', value: 'FOLDER', summary: "A folder of Markdown guides. By default this package's own for its own description." },
  },
  examples: [{ command: 'stytch-b2b-openapi docs serve --port 8080', says: 'On a port of your choice' }],
  async run({ values, terminal }) {
    const pipeline = await import('../../pipeline.js');
    const { serveDocs } = await import('../../serve/docs.js');
    const progress = progressOf(terminal, values);
    const port = values.integer('port');
    const host = values.text('host');
    const guides = values.text('guides');
    const docs = await serveDocs({ ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }), folder: values.text('output') ?? pipeline.defaultSiteOutput });
    try {
      const result = await pipeline.generate({
        ...(await inputFrom(values)),
        docsBaseUrl: docs.url,
        targets: ['docs'],
        siteOutput: docs.folder,
        onStep: progress.step,
        ...(guides === undefined ? {} : { guides }),
      });
      await reportProblems(result.problems, { terminal, values, tool: 'docs serve', onTerminal: 'err', outcome: ExitCode.ok });
      docs.open();
      if (docs.movedFrom !== undefined) progress.say(`Port ${docs.movedFrom} is taken.`);
      terminal.out(`${docs.url}\n`);
      progress.say('Ctrl-C ends it.');
      await untilStopped();
    } finally {
      await docs.close();
    }
    return ExitCode.ok;
  },
};
