/** `start --watch`: two servers and an output folder that follow the description. */
import { relative, resolve } from 'node:path';
import { ExitCode, type Problem, ProblemError, hasErrors } from '../diagnostics.js';
import { defaultMockPort, type Mock, startMock } from '../mock/index.js';
import { type GenerateResult, defaultOutput, generate, previewSite } from '../pipeline.js';
import { RunMemory } from '../runMemory.js';
import { type LiveDocs, serveLiveDocs } from '../serve/liveDocs.js';
import { oneAtATime } from '../serve/oneAtATime.js';
import type { Invocation } from './command.js';
import { type RunningLint, lintBeside, lintHere } from './lintBeside.js';
import { mockIntroduction } from './mockText.js';
import { count, duration } from './progress.js';
import { formatFrom, reportProblems } from './report/index.js';
import { detailsOf } from './runDetails.js';
import { extensionsFrom, inputFrom } from './sharedOptions.js';
import { untilStopped } from './signals.js';
import { startLog } from './startLog.js';
import { printable } from '../text/terminal.js';

/**
 * Serves the documentation, pages reloading themselves, and the mock; then writes everything but the site and lints. After each change of the
 * sources it does all of this again, in this order, with what changed; a description that cannot be read changes nothing.
 *
 * @throws ProblemError for a description that cannot be read at the beginning, one with errors under `--strict`, or a port that is taken
 */
export async function startFollowing({ values, terminal, config }: Pick<Invocation, 'values' | 'terminal' | 'config'>): Promise<ExitCode> {
  const log = startLog({ terminal, values });
  const pretty = formatFrom(values) === 'pretty';
  const input = await inputFrom(values);
  const output = values.text('output') ?? defaultOutput;
  const docsPort = values.integer('docs-port');
  const mockPort = values.integer('mock-port');
  const host = values.text('host');
  const place = host === undefined ? {} : { host };
  const pluginFiles = values.texts('plugin');
  const started = performance.now();
  // What is served has the address of this run in it, what is written the description's own.
  const served = new RunMemory();
  const written = new RunMemory();
  let mock: Mock | undefined;
  let lint: RunningLint | undefined;
  let docs: LiveDocs | undefined;

  /** For people only what is wrong; for programs a line of its own. */
  const report = async (problems: readonly Problem[], details: Readonly<Record<string, unknown>>): Promise<void> => {
    const outcome = hasErrors(problems) ? ExitCode.problems : ExitCode.ok;
    await reportProblems(problems, { terminal, values, tool: 'start', onTerminal: 'err', outcome, details, onOneLine: true });
  };

  let extensions = await extensionsFrom({ values, config });
  const write = async (changed: readonly string[]): Promise<void> => {
    const begun = performance.now();
    try {
      const result = await generate({ ...input, ...extensions, output, memory: written, force: values.flag('force') && changed.length === 0 });
      // The lint finds those of the description, too.
      await report(result.problems.filter((problem) => !result.opened.problems.includes(problem)), { changedFiles: changed, ...detailsOf(result) });
      if (changed.length === 0) log.made(result);
      else log.progress.say(writtenLine(result, performance.now() - begun));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      await report(error.problems, { changedFiles: changed });
      log.progress.say('Nothing written.');
    }
  };

  let found = '';
  const lintAgain = async (): Promise<void> => {
    const before = lint;
    const mine = lintBeside(input);
    // From here on what the one before finds is no news.
    lint = mine;
    await before?.close();
    const linted = await mine.result;
    if (lint !== mine) return;
    const known = found;
    found = JSON.stringify(linted.problems);
    if (!pretty || found !== known) await report(linted.problems, { linted: true });
    log.linted(linted);
  };

  const follow = oneAtATime(async (changed) => {
    await write(changed);
    void lintAgain();
  });

  try {
    docs = await serveLiveDocs({
      ...place,
      ...(docsPort === undefined ? {} : { port: docsPort }),
      async build(url, changed) {
        if (changed.length === 0 && values.flag('strict')) {
          const linted = await lintHere(input, log.progress.step);
          if (hasErrors(linted.problems)) throw new ProblemError(linted.problems);
        }
        const isPluginChanged = changed.some((path) => pluginFiles.some((file) => resolve(file) === resolve(path)));
        const loaded = await extensionsFrom({ values, config }, isPluginChanged);
        extensions = isPluginChanged ? loaded : { ...loaded, ...(extensions.plugins === undefined ? {} : { plugins: extensions.plugins }) };
        const preview = await previewSite({ ...input, ...extensions, docsBaseUrl: url, memory: served });
        if (mock === undefined) mock = await startMock({ ...place, opened: preview.opened, port: mockPort ?? defaultMockPort, portIsRequired: mockPort !== undefined });
        else mock.replace(preview.opened);
        return { contents: preview.files, watched: { ...preview.sources, files: [...preview.sources.files, ...pluginFiles], output } };
      },
      onRebuilt({ milliseconds, problems, changed }) {
        const cause = changed.length === 1 ? printable(relative('', changed[0] ?? '')) : count(changed.length, 'path');
        if (problems.length > 0) {
          void report(problems, { changedFiles: changed }).then(() => {
            log.progress.say(`${cause}: both answer from the last description that could be read.`);
          });
        } else {
          log.progress.say(`${cause}: both answer from it after ${duration(milliseconds)}.`);
          follow(changed);
        }
      },
    });
    if (mock === undefined) throw new Error('The documentation was built without a mock.');
    const { url } = mock;
    if (docs.movedFrom !== undefined) log.progress.say(`Port ${docs.movedFrom} is taken; the documentation is on ${docs.port}.`);
    if (mockPort === undefined && mock.port !== defaultMockPort) log.progress.say(`Port ${defaultMockPort} is taken; the mock is on ${mock.port}.`);
    log.progress.say(`\nBoth answer after ${duration(performance.now() - started)}.\n`);
    if (pretty) terminal.out(`Documentation  ${docs.url}\nMock           ${url}\n`);
    await report(mock.problems, { docs: docs.url, mock: url });
    log.progress.say('');
    const stopped = untilStopped();
    await write([]);
    if (!values.flag('strict')) void lintAgain();
    log.progress.say(`\n${mockIntroduction(mock, terminal.errStyle)}\nBoth, and the files in ${printable(output)}, follow the description. Ctrl-C ends it.`);
    await stopped;
    log.progress.say('Stopping.');
  } finally {
    const running = lint;
    lint = undefined;
    await Promise.all([docs?.close(), mock?.close(), running?.close()]);
  }
  return ExitCode.ok;
}

function writtenLine({ targets, reports }: GenerateResult, milliseconds: number): string {
  const made = targets.filter(({ reused }) => !reused).map(({ name }) => name);
  const changes = reports.flatMap((report) => report.differences).length;
  return made.length === 0 ? 'Nothing to write.' : `Written: ${made.join(', ')}; ${count(changes, 'change')}, ${duration(milliseconds)}.`;
}
