import { ExitCode, hasErrors } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { count, duration, progressOf, size } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { docsBaseOption, extensionsFrom, forceOption, guidesOption, inputFrom, inputOptions, templatesOption } from '../sharedOptions.js';
import { detailsOf } from '../runDetails.js';
import { expectShortRun } from '../shortRun.js';

/** `docs build`: the documentation as a folder of static files. */
export const docsBuild: Command = {
  name: 'docs build',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Builds the documentation as a static site: a folder of files that any web server serves, and that also works when opened from
the disk. A page per call, per object and per error type; nothing is loaded from elsewhere.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'generated/site', summary: 'The folder of the site. By default `generated/site`.' },
    check: { type: 'flag', onlyFlag: true, summary: 'Write nothing; end with exit code 1 if the site is not up to date.' },
    force: forceOption,
    templates: templatesOption,
    ...guidesOption,
    ...docsBaseOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi docs build --docs-base-url https://docs.example.com', says: 'For your own web server' },
    { command: 'stytch-b2b-openapi docs build --input openapi.yaml --output public', says: 'Documentation of an API of your own' },
    { command: 'stytch-b2b-openapi docs build --templates my-templates', says: 'With pages that look your way' },
  ],
  seeAlso: ['docs serve', 'eject'],
  async run({ values, terminal }) {
    expectShortRun();
    const pipeline = await import('../../pipeline.js');
    const progress = progressOf(terminal, values);
    const started = performance.now();
    const check = values.flag('check');
    const result = await pipeline.generate({
      ...(await inputFrom(values)),
      targets: ['docs'],
      siteOutput: values.text('output') ?? pipeline.defaultSiteOutput,
      mode: check ? 'check' : 'write',
      force: values.flag('force'),
      onStep: progress.step,
      ...(await extensionsFrom({ values })),
    });
    const outcome = check && (result.changed || hasErrors(result.problems)) ? ExitCode.problems : ExitCode.ok;
    await reportProblems(result.problems, { terminal, values, tool: 'docs build', onTerminal: 'err', outcome, details: detailsOf(result) });
    for (const { folder, files, bytes } of result.targets) {
      const done = check ? (result.changed ? 'Out of date' : 'Up to date') : 'Built';
      progress.say(`${done}: ${count(files, 'file')} (${size(bytes)}) in ${duration(performance.now() - started)}.`);
      if (formatFrom(values) === 'pretty' && !check) terminal.out(`${folder}\n`);
    }
    return outcome;
  },
};
