import { ExitCode, type Problem, hasErrors } from '../../diagnostics.js';
import { type Command, UsageError } from '../command.js';
import { lintBeside, lintHere, type Linted } from '../lintBeside.js';
import { mockIntroduction } from '../mockText.js';
import { count, duration } from '../progress.js';
import { formatFrom, reportProblems } from '../report/index.js';
import { extensionOptions, extensionsFrom, forceOption, guidesOption, hostOption, inputFrom, inputOptions, portOption } from '../sharedOptions.js';
import { untilStopped } from '../signals.js';
import { startLog } from '../startLog.js';

/** `start`: two running servers, and everything there is to generate. */
export const start: Command = {
  name: 'start',
  operands: '',
  operandCount: { min: 0, max: 0 },
  description: `
Serves the documentation of the description and a mock of the API on this machine until Ctrl-C; once both answer, generates
everything else and lints. The mock's errors carry an \`error_url\` that opens their entry in the documentation just started. What
the lint finds is printed when it is done, and the servers go on; with --strict the lint comes first, and with an error in it nothing
is written or served. Without --docs-port and --mock-port the first free ports from 4000 and 4010 on are taken.

With --watch all of it follows the description, the guides, the templates and the plugins: open pages reload or show what is wrong, the mock
answers from the change, what is generated is written again, and the lint runs again. The site is then served from memory, as \`docs serve\`
does, and not written.`,
  options: {
    ...inputOptions,
    output: { type: 'text', short: 'o', value: 'FOLDER', default: 'generated', summary: 'The output folder. By default `generated`.' },
    'docs-port': portOption(4000, 'The port of the documentation'),
    'mock-port': portOption(4010, 'The port of the mock'),
    ...hostOption,
    strict: { type: 'flag', summary: 'Lint first, and end with exit code 1 when there is an error.' },
    watch: { type: 'flag', short: 'w', summary: 'Follow every change of the sources: pages, mock, output and lint.' },
    force: forceOption,
    ...extensionOptions,
    ...guidesOption,
  },
  examples: [
    { command: 'stytch-b2b-openapi start --docs-port 8000 --mock-port 8010', says: 'On ports of your choice' },
    { command: 'stytch-b2b-openapi start --watch', says: 'While you edit the description' },
    { command: 'stytch-b2b-openapi start --strict', says: 'Only what the lint finds no error in' },
    { command: 'stytch-b2b-openapi start --input openapi.yaml --output build', says: 'The whole of it for an API of your own' },
  ],
  seeAlso: ['docs serve', 'mock', 'generate'],
  async run({ values, terminal, config }) {
    if (values.flag('watch')) {
      if (values.text('input') === '-') throw new UsageError('Standard input cannot be watched.', { command: 'start' });
      return (await import('../startFollowing.js')).startFollowing({ values, terminal, config });
    }
    const pipeline = await import('../../pipeline.js');
    const { join } = await import('node:path');
    const { serveDocs } = await import('../../serve/docs.js');
    const { defaultMockPort, startMock } = await import('../../mock/index.js');
    const { progress, done, made, ...log } = startLog({ terminal, values });
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
    // For people as they come; for programs in one report once there is everything.
    const report = async (problems: readonly Problem[]): Promise<void> => {
      reported.push(...problems);
      if (pretty) await log.print(problems);
    };
    const linted = async (result: Linted): Promise<boolean> => {
      await report(result.problems);
      log.linted(result);
      return !hasErrors(result.problems);
    };
    let outcome: ExitCode = ExitCode.ok;

    // The ports first: the site and the mock's error_urls depend on them, and a taken one should not cost a minute.
    const docs = await serveDocs({ ...place, ...(docsPort === undefined ? {} : { port: docsPort }), folder: join(output, 'site') });
    let mock: Awaited<ReturnType<typeof startMock>> | undefined;
    let lint: ReturnType<typeof lintBeside> | undefined;
    try {
      if (values.flag('strict') && !(await linted(await lintHere(input, progress.step)))) {
        if (!pretty) await reportProblems(reported, { terminal, values, tool: 'start', onTerminal: 'out', outcome: ExitCode.problems });
        return ExitCode.problems;
      }

      const read = await timed(() => pipeline.openDescription(input, progress.step));
      const opened = read.result;
      done('read', read.milliseconds, `${count(opened.model.operations.length, 'operation')}, ${count(opened.model.schemas.length, 'schema')}, ${count(opened.model.errors.length, 'error type')}`);

      // What is committed keeps the description's own base of error_urls; what is served here has the address of this run.
      const served = opened.model.docsBaseUrl === docs.url ? opened : await pipeline.openDescription({ ...input, docsBaseUrl: docs.url });
      const mocked = await timed(() => startMock({ ...place, opened: served, port: mockPort ?? defaultMockPort, portIsRequired: mockPort !== undefined }));
      mock = mocked.result;
      done('mock', mocked.milliseconds, count(opened.model.operations.length, 'operation'));

      const own = { ...(input.input === undefined ? {} : { input: input.input }), ...extensions, force: values.flag('force') };
      const site = await pipeline.generate({ ...own, opened: served, targets: ['docs'], siteOutput: docs.folder });
      made(site);
      docs.open();
      if (docs.movedFrom !== undefined) progress.say(style.yellow(`Port ${docs.movedFrom} is taken; the documentation is on ${docs.port}.`));
      if (mockPort === undefined && mock.port !== defaultMockPort) progress.say(style.yellow(`Port ${defaultMockPort} is taken; the mock is on ${mock.port}.`));
      progress.say(`\nBoth answer after ${duration(performance.now() - started)}.\n`);
      if (pretty) terminal.out(`Documentation  ${docs.url}\nMock           ${mock.url}\n`);
      progress.say('');

      // Only now, so that nothing takes the processor from what somebody waits for.
      const stopped = untilStopped();
      if (!values.flag('strict')) lint = lintBeside(input);
      const rest = await pipeline.generate({ ...own, opened, output });
      made(rest);
      // Those of the description are printed with the lint's.
      await report([...mock.problems, ...rest.problems, ...site.problems].filter((problem) => !opened.problems.includes(problem) && !served.problems.includes(problem)));
      const isStopped = lint === undefined ? false : await Promise.race([stopped.then(() => true), lint.result.then(() => false)]);
      if (!isStopped) {
        if (lint !== undefined && !(await linted(await lint.result))) {
          progress.say(style.yellow('The servers go on with the description as it is; with --strict, an error in the lint ends `start`.'));
        }
        if (hasErrors(reported)) outcome = ExitCode.problems;
        if (!pretty) await reportProblems(reported, { terminal, values, tool: 'start', onTerminal: 'out', outcome, details: { docs: docs.url, mock: mock.url, targets: [...rest.targets, ...site.targets] } });
        progress.say(`\n${mockIntroduction(mock, style)}\nReady in ${duration(performance.now() - started)}. Ctrl-C ends both.`);
      }
      await stopped;
      progress.say('Stopping.');
    } finally {
      await Promise.all([docs.close(), mock?.close(), lint?.close()]);
    }
    return outcome;
  },
};

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - started };
}
