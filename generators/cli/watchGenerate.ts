/** `generate --watch`: runs, says what each run did, and waits for the next change. */
import { resolve } from 'node:path';
import { ExitCode } from '../diagnostics.js';
import type { GenerateOptions } from '../pipeline.js';
import { type WatchRun, watch } from '../watch.js';
import type { Invocation } from './command.js';
import { count, duration, progressOf } from './progress.js';
import { reportProblems } from './report/index.js';
import { detailsOf } from './runDetails.js';
import { extensionsFrom } from './sharedOptions.js';
import { untilStopped } from './signals.js';
import { printable } from '../text/terminal.js';

/**
 * Watches until the user ends it.
 *
 * @param options those of the first run; templates and plugins are loaded again when they change
 */
export async function watchGenerate({ values, terminal, config }: Pick<Invocation, 'values' | 'terminal' | 'config'>, options: GenerateOptions): Promise<ExitCode> {
  const progress = progressOf(terminal, values);
  const pluginFiles = values.texts('plugin');
  let extensions: Awaited<ReturnType<typeof extensionsFrom>> | undefined;
  const watcher = await watch({
    async options(changed) {
      const isPluginChanged = changed.some((path) => pluginFiles.some((file) => resolve(file) === resolve(path)));
      const loaded = changed.length === 0 ? options : await extensionsFrom({ values, config }, isPluginChanged);
      // A plugin loaded again is another target, although it may be the same file.
      const plugins = isPluginChanged ? loaded.plugins : (extensions?.plugins ?? options.plugins);
      extensions = { ...loaded, ...(plugins === undefined ? {} : { plugins }) };
      const { onStep: _onStep, ...quiet } = options;
      return { ...(changed.length === 0 ? options : quiet), ...extensions };
    },
    files: [...pluginFiles, ...(config === undefined ? [] : [config.file])],
    onRun: async (run) => {
      if (config !== undefined && run.changed.some((path) => resolve(path) === resolve(config.file))) {
        progress.say(`${printable(config.file)} has changed: end this run and start another for that to count.`);
      }
      const { problems, details, outcome } = summaryOf(run);
      await reportProblems(problems, { terminal, values, tool: 'generate', onTerminal: 'err', outcome, details, onOneLine: true });
      progress.say(lineOf(run));
    },
  });
  try {
    progress.say('Waiting for changes; Ctrl-C ends it.');
    await untilStopped();
  } finally {
    await watcher.close();
  }
  return ExitCode.ok;
}

function summaryOf({ outcome, changed, milliseconds }: WatchRun): Pick<Parameters<typeof reportProblems>[1], 'outcome'> & {
  readonly problems: Parameters<typeof reportProblems>[0];
  readonly details: Readonly<Record<string, unknown>>;
} {
  const about = { changedFiles: changed, milliseconds: Math.round(milliseconds) };
  if ('error' in outcome) return { problems: outcome.error.problems, outcome: outcome.error.exitCode, details: about };
  return { problems: outcome.result.problems, outcome: ExitCode.ok, details: { ...about, ...detailsOf(outcome.result) } };
}

function lineOf({ outcome, changed, milliseconds }: WatchRun): string {
  const [first] = changed;
  const cause = first === undefined ? '' : changed.length === 1 ? `${printable(first)}: ` : `${count(changed.length, 'path')}: `;
  if ('error' in outcome) return `${cause}nothing written.`;
  const made = outcome.result.targets.filter(({ reused }) => !reused).map(({ name }) => name);
  const changes = outcome.result.reports.flatMap((report) => report.differences).length;
  const what = made.length === 0 ? 'nothing to do' : `${made.join(', ')}; ${count(changes, 'change')}`;
  return `${cause}${what}, ${duration(milliseconds)}.`;
}
