/** Linting while something else is done: in a thread of its own. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Problem } from '../diagnostics.js';
import type { InputOptions, StepListener } from '../pipeline.js';

/** Sources are run as they are by test runners, whose threads could not load them. */
const canStart = import.meta.url.endsWith('.js');

/** What linting found, and how long it took. */
export interface Linted {
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
}

/** A lint that runs. */
export interface RunningLint {
  /** Never rejected: that it could not be done is a problem like others. */
  readonly result: Promise<Linted>;
  /** Ends it, done or not. */
  close(): Promise<void>;
}

/** Lints a description beside whatever else this process does, where it has another core for that; else in turns with it. */
export function lintBeside(input: InputOptions): RunningLint {
  const started = performance.now();
  const failed = (reason: string): Linted => ({ problems: [notLinted(reason)], milliseconds: performance.now() - started });
  if (!canStart || availableParallelism() === 1) {
    return { result: lintHere(input).catch((error: unknown) => failed(error instanceof Error ? error.message : String(error))), close: () => Promise.resolve() };
  }
  const worker = new Worker(new URL('./lintThread.js', import.meta.url), { workerData: input });
  const result = new Promise<Linted>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => {
      resolve(failed(error.message));
    });
    worker.once('exit', (code) => {
      resolve(failed(`its thread ended with exit code ${code}.`));
    });
  });
  return {
    result,
    close: async () => {
      await worker.terminate();
    },
  };
}

/**
 * Lints in this thread.
 *
 * @throws ProblemError only when the input cannot be read at all
 */
export async function lintHere(input: InputOptions, onStep?: StepListener): Promise<Linted> {
  const { lint } = await import('../pipeline.js');
  const started = performance.now();
  const { problems } = await lint(input, onStep);
  return { problems, milliseconds: performance.now() - started };
}

function notLinted(reason: string): Problem {
  const help = 'Where memory is short, give it more (NODE_OPTIONS=--max-old-space-size=4096), or run `lint` on its own.';
  return { code: 'thread-failed', severity: 'error', message: `The description was not linted: ${reason}`, help };
}
