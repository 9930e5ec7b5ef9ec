import { ExitCode } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { progressOf } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { extensionsFrom, forceOption, guidesOption, hostOption, inputFrom, inputOptions, templatesOption } from '../sharedOptions.js';
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
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'generated/site', summary: 'Where the site is built. By default `generated/site`.' },
    force: forceOption,
    templates: templatesOption,
    ...guidesOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi docs serve --port 8080', says: 'On a port of your choice' },
    { command: 'stytch-b2b-openapi docs serve --input openapi.yaml', says: 'Documentation of an API of your own' },
  ],
  seeAlso: ['docs build', 'start'],
  async run({ values, terminal }) {
    const pipeline = await import('../../pipeline.js');
    const { serveDocs } = await import('../../serve/docs.js');
    const progress = progressOf(terminal, values);
    const port = values.integer('port');
    const host = values.text('host');
    const docs = await serveDocs({ ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }), folder: values.text('output') ?? pipeline.defaultSiteOutput });
    try {
      const result = await pipeline.generate({
        ...(await inputFrom(values)),
        docsBaseUrl: docs.url,
        targets: ['docs'],
        siteOutput: docs.folder,
        onStep: progress.step,
        force: values.flag('force'),
        ...(await extensionsFrom({ values })),
      });
      docs.open();
      await reportProblems(result.problems, { terminal, values, tool: 'docs serve', onTerminal: 'err', outcome: ExitCode.ok, details: { docs: docs.url, folder: docs.folder } });
      if (docs.movedFrom !== undefined) progress.say(`Port ${docs.movedFrom} is taken.`);
      if (formatFrom(values) === 'pretty') terminal.out(`${docs.url}\n`);
      progress.say('Ctrl-C ends it.');
      await untilStopped();
    } finally {
      await docs.close();
    }
    return ExitCode.ok;
  },
};
