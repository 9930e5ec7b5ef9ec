/** A mock that follows its description: a change that can be read is answered from at once, one that cannot changes nothing. */
import { type Problem, ProblemError } from '../diagnostics.js';
import type { OpenedDescription } from '../pipeline.js';
import { oneAtATime } from '../serve/oneAtATime.js';
import { watchSources } from '../serve/watch.js';
import type { Mock } from './index.js';

/** How a mock follows its description. */
export interface FollowOptions {
  /** What it answers from now. */
  readonly opened: OpenedDescription;
  /**
   * Reads the description again.
   *
   * @throws ProblemError for one that cannot be read
   */
  reopen(): Promise<OpenedDescription>;
  /** Hears of each reading: the problems of a description that is served now, or of one that is not. */
  onReload(reload: Reload): void | Promise<void>;
}

/** One reading of a changed description. */
export interface Reload {
  /** False when the mock still answers from the last description that could be read. */
  readonly served: boolean;
  readonly problems: readonly Problem[];
  readonly changed: readonly string[];
  readonly milliseconds: number;
}

/**
 * Follows the files of a description until closed.
 *
 * @returns ends the following
 */
export function followSources(mock: Mock, { opened, reopen, onReload }: FollowOptions): () => void {
  let closed = false;
  const watch = watchSources(
    oneAtATime(async (changed) => {
      if (!closed) await onReload({ changed, ...(await reload()) });
    }),
  );
  watch.follow({ files: opened.description.files, folders: [] });
  return () => {
    closed = true;
    watch.close();
  };

  async function reload(): Promise<Omit<Reload, 'changed'>> {
    const started = performance.now();
    const done = (served: boolean, problems: readonly Problem[]): Omit<Reload, 'changed'> => ({ served, problems, milliseconds: performance.now() - started });
    try {
      const next = await reopen();
      if (closed) return done(false, []);
      mock.replace(next);
      watch.follow({ files: next.description.files, folders: [] });
      return done(true, next.problems);
    } catch (error) {
      if (error instanceof ProblemError) return done(false, error.problems);
      return done(false, [{ code: 'reload-failed', severity: 'error', message: error instanceof Error ? error.message : String(error) }]);
    }
  }
}
