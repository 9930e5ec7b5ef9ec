import { relative, sep } from 'node:path';
import { ExitCode, type Problem } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { count, duration, progressOf } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { extensionsFrom, forceOption, guidesOption, hostOption, inputFrom, inputOptions, portOption, templatesOption } from '../sharedOptions.js';
import { untilStopped } from '../signals.js';

/** `docs serve`: serves the documentation and follows its sources until stopped. */
export const docsServe: Command = {
  name: 'docs serve',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Serves the documentation on this machine until Ctrl-C, and follows its sources: when the description, a guide or a template
changes, open pages reload; when there is an error in them, open pages show it with file and line over their last good state.
Nothing is written unless --output is given. Without --port the first free port from 4000 on is taken; the links of error entries
lead to the address actually served.`,
  options: {
    ...inputOptions,
    port: { ...portOption(4000), short: 'p' },
    ...hostOption,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'not written', summary: 'Write the site, as it is at the beginning, to a folder too.' },
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
    const { generate, previewSite } = await import('../../pipeline.js');
    const { RunMemory } = await import('../../runMemory.js');
    const { serveLiveDocs } = await import('../../serve/liveDocs.js');
    const progress = progressOf(terminal, values);
    const port = values.integer('port');
    const host = values.text('host');
    const output = values.text('output');
    const input = await inputFrom(values);
    // Of the description's many files, only those that changed are parsed again.
    const memory = new RunMemory();
    let latest: Awaited<ReturnType<typeof previewSite>> | undefined;
    const report = async (problems: readonly Problem[], details: Readonly<Record<string, unknown>> = {}): Promise<void> => {
      await reportProblems(problems, { terminal, values, tool: 'docs serve', onTerminal: 'err', outcome: ExitCode.ok, details });
    };
    const docs = await serveLiveDocs({
      ...(port === undefined ? {} : { port }),
      ...(host === undefined ? {} : { host }),
      async build(url, changed) {
        const folders = latest?.sources.folders ?? [];
        const inFolders = (path: string): boolean => folders.some((folder) => path === folder || path.startsWith(folder + sep));
        // A guide or a template says nothing about the description: it need not be read again.
        const kept = changed.length > 0 && changed.every(inFolders) ? latest?.opened : undefined;
        const options = { ...input, docsBaseUrl: url, onStep: progress.step, ...(await extensionsFrom({ values })) };
        latest = await previewSite({ ...options, memory, ...(kept === undefined ? {} : { opened: kept }) });
        if (output !== undefined && changed.length === 0) {
          await generate({ ...options, opened: latest.opened, targets: ['docs'], siteOutput: output, force: values.flag('force') });
        }
        return { contents: latest.files, watched: latest.sources };
      },
      onRebuilt({ milliseconds, problems, changed }) {
        if (problems.length > 0) void report(problems);
        else progress.say(`${changed.length === 1 ? relative('', changed[0] ?? '') : count(changed.length, 'change')}: read again in ${duration(milliseconds)}.`);
      },
    });
    try {
      await report(latest?.opened.problems ?? [], { docs: docs.url });
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
