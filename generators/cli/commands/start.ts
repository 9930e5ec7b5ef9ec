import { ExitCode, type Problem, hasErrors } from '../../diagnostics.js';
import type { Command } from '../command.js';
import { mockIntroduction } from '../mockText.js';
import { count, duration, progressOf, size } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { extensionOptions, extensionsFrom, forceOption, guidesOption, hostOption, inputFrom, inputOptions, portOption } from '../sharedOptions.js';
import { untilStopped } from '../signals.js';

/** `start`: everything, from the lint to two running servers. */
export const start: Command = {
  name: 'start',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Lints the description, bundles it, generates everything and builds the documentation; then serves the documentation and a mock
of the API on this machine until Ctrl-C. The mock's errors carry an \`error_url\` that opens their entry in the documentation
just started. Without --docs-port and --mock-port the first free ports from 4000 and 4010 on are taken.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'generated', summary: 'The output folder. By default `generated`.' },
    'docs-port': portOption('The port of the documentation'),
    'mock-port': portOption('The port of the mock'),
    ...hostOption,
    force: forceOption,
    ...extensionOptions,
    ...guidesOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi start --docs-port 8000 --mock-port 8010', says: 'On ports of your choice' },
    { command: 'stytch-b2b-openapi start --input openapi.yaml --output build', says: 'The whole of it for an API of your own' },
  ],
  seeAlso: ['docs serve', 'mock', 'generate'],
  async run({ values, terminal, config }) {
    const pipeline = await import('../../pipeline.js');
    const { join } = await import('node:path');
    const { serveDocs } = await import('../../serve/docs.js');
    const { defaultMockPort, startMock } = await import('../../mock/index.js');
    const progress = progressOf(terminal, values);
    const { errStyle: style } = terminal;
    const input = await inputFrom(values);
    const extensions = await extensionsFrom({ values, config });
    const output = values.text('output') ?? pipeline.defaultOutput;
    const host = values.text('host');
    const docsPort = values.integer('docs-port');
    const mockPort = values.integer('mock-port');
    const place = host === undefined ? {} : { host };
    const started = performance.now();
    const pretty = formatFrom(values) === 'pretty';
    const reported: Problem[] = [];
    // For people as they come; for programs in one report once the servers are there.
    const report = async (problems: readonly Problem[]): Promise<void> => {
      reported.push(...problems);
      if (pretty) await reportProblems(problems, { terminal, values, tool: 'start', onTerminal: 'err', outcome: ExitCode.ok });
    };
    const done = (name: string, milliseconds: number, what: string): void => {
      progress.say(`${style.green('✓')} ${name.padEnd(10)} ${duration(milliseconds).padStart(7)}  ${style.dim(what)}`);
    };

    // The ports first: the site and the mock's error_urls depend on them, and a taken one should not cost a minute.
    const docs = await serveDocs({ ...place, ...(docsPort === undefined ? {} : { port: docsPort }), folder: join(output, 'site') });
    let mock: Awaited<ReturnType<typeof startMock>> | undefined;
    try {
      const checked = await timed(() => pipeline.lint(input, progress.step));
      await report(checked.result.problems);
      if (hasErrors(checked.result.problems)) {
        if (!pretty) await reportProblems(reported, { terminal, values, tool: 'start', onTerminal: 'out', outcome: ExitCode.problems });
        return ExitCode.problems;
      }
      done('lint', checked.milliseconds, count(checked.result.problems.length, 'problem'));

      const read = await timed(() => pipeline.openDescription(input, progress.step));
      const opened = read.result;
      done('read', read.milliseconds, `${count(opened.model.operations.length, 'operation')}, ${count(opened.model.schemas.length, 'schema')}, ${count(opened.model.errors.length, 'error type')}`);

      // What is committed keeps the description's own base of error_urls; what is served here has the address of this run.
      const served = opened.model.docsBaseUrl === docs.url ? opened : await pipeline.openDescription({ ...input, docsBaseUrl: docs.url });
      const mocked = await timed(() => startMock({ ...place, opened: served, port: mockPort ?? defaultMockPort, portIsRequired: mockPort !== undefined }));
      mock = mocked.result;

      const own = { ...(input.input === undefined ? {} : { input: input.input }), ...extensions, force: values.flag('force') };
      const made = await pipeline.generate({ ...own, opened, output });
      for (const target of made.targets) done(target.name, target.milliseconds, `${count(target.files, 'file')}, ${size(target.bytes)}`);
      const built = await pipeline.generate({ ...own, opened: served, targets: ['docs'], siteOutput: docs.folder });
      for (const target of built.targets) done(target.name, target.milliseconds, `${count(target.files, 'file')}, ${size(target.bytes)}`);
      done('mock', mocked.milliseconds, `${count(opened.model.operations.length, 'operation')}`);
      // Those of the description were printed with the lint's.
      await report([...made.problems, ...built.problems].filter((problem) => !opened.problems.includes(problem) && !served.problems.includes(problem)));
      docs.open();

      if (docs.movedFrom !== undefined) progress.say(style.yellow(`Port ${docs.movedFrom} is taken; the documentation is on ${docs.port}.`));
      if (mockPort === undefined && mock.port !== defaultMockPort) progress.say(style.yellow(`Port ${defaultMockPort} is taken; the mock is on ${mock.port}.`));
      progress.say(`\nReady in ${duration(performance.now() - started)}.\n`);
      if (pretty) terminal.out(`Documentation  ${docs.url}\nMock           ${mock.url}\n`);
      else await reportProblems(reported, { terminal, values, tool: 'start', onTerminal: 'out', outcome: ExitCode.ok, details: { docs: docs.url, mock: mock.url, targets: [...made.targets, ...built.targets] } });
      progress.say(`\n${mockIntroduction(mock, style)}\nCtrl-C ends both.`);
      await untilStopped();
      progress.say('Stopping.');
    } finally {
      await Promise.all([docs.close(), mock?.close()]);
    }
    return ExitCode.ok;
  },
};

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - started };
}
