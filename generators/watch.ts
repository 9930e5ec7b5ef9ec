/** Generating again and again while somebody edits. */
import { relative } from 'node:path';
import { ProblemError } from './diagnostics.js';
import { type GenerateOptions, type GenerateResult, type Sources, generate, sourcesOf } from './pipeline.js';
import { RunMemory } from './runMemory.js';
import { type Watch, watchSources } from './serve/watch.js';

/** What to do, and whom to tell. */
export interface WatchOptions {
  /**
   * The options of each run. Asked for before every run, with the paths that changed since the last one, so that templates
   * and plugins can be loaded again.
   */
  options(changed: readonly string[]): GenerateOptions | Promise<GenerateOptions>;
  /** Further files whose change calls for a run: a plugin, for instance. */
  readonly files?: readonly string[];
  /** Hears of every run, the first included. */
  onRun(run: WatchRun): void | Promise<void>;
}

/** One run of a watcher. */
export interface WatchRun {
  /** What made it run; empty for the first run. */
  readonly changed: readonly string[];
  readonly milliseconds: number;
  /** What it made, or why it made nothing: then the output is as it was. */
  readonly outcome: { readonly result: GenerateResult } | { readonly error: ProblemError };
}

/** A running watcher. */
export interface Watcher {
  /** Stops it, once a run that is under way has ended. */
  close(): Promise<void>;
}

/** So long after a run it is looked at whether the system has told of every change. */
const restMilliseconds = 300;

/**
 * Generates, and again whenever a file changes that the output is made from. Files that did not change are not parsed again,
 * targets for which nothing changed are not run again.
 *
 * A run looks at no files but those that are said to have changed, unless something may have happened unheard. When it has been quiet for a
 * moment everything is looked at, and what the system did not tell of is made up for.
 *
 * @returns once the first run is over, whatever its outcome
 */
export async function watch({ options, files = [], onRun }: WatchOptions): Promise<Watcher> {
  const memory = new RunMemory();
  const waiting = new Set<string>();
  let sources: Sources = { files: [], folders: [] };
  let running: Promise<void> | undefined;
  let isClosed = false;
  /** The gaps in listening up to which all files have been looked at since. */
  let lookedAtGap: number | undefined;
  let rest: NodeJS.Timeout | undefined;

  const watcher: Watch = watchSources(runFor);

  await run([]);
  return {
    async close() {
      isClosed = true;
      clearTimeout(rest);
      watcher.close();
      await running;
    },
  };

  function runFor(paths: readonly string[]): void {
    for (const path of paths) waiting.add(path);
    running ??= runAll();
  }

  /** Looks for what nobody was told of. */
  function lookAround(): void {
    if (running !== undefined || isClosed) return;
    const { gaps } = watcher;
    const overlooked = memory.overlooked();
    lookedAtGap = overlooked.length === 0 ? gaps : undefined;
    if (overlooked.length > 0) runFor(overlooked.map((place) => relative('', place)));
  }

  /** Runs until nothing has changed meanwhile. */
  async function runAll(): Promise<void> {
    clearTimeout(rest);
    while (waiting.size > 0 && !isClosed) {
      const changed = [...waiting];
      waiting.clear();
      await run(changed);
    }
    running = undefined;
  }

  async function run(changed: readonly string[]): Promise<void> {
    const started = performance.now();
    const { gaps } = watcher;
    const isTold = gaps === lookedAtGap;
    lookedAtGap = undefined;
    let outcome: WatchRun['outcome'];
    try {
      const asked = await options(changed);
      // Until the first success these are the only names known; a description that cannot be read is one of them.
      if (sources.files.length === 0 && asked.input !== undefined) sources = { files: [asked.input], folders: [] };
      const result = await generate({ ...asked, memory, ...(isTold ? { changed } : {}) });
      lookedAtGap = gaps;
      sources = sourcesOf(result.opened, asked);
      outcome = { result };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      outcome = { error };
    }
    if (isClosed) return;
    watcher.follow({ files: [...sources.files, ...files], folders: sources.folders });
    clearTimeout(rest);
    rest = setTimeout(lookAround, restMilliseconds);
    await onRun({ changed, milliseconds: performance.now() - started, outcome });
  }
}
