/** The first thread's side of the second: starts it, hands it the description, and hears what it made. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { type HelperReport, type HelperSetUp, type HelperTask, Tickets } from './protocol.js';

/** Sources are run as they are by test runners, whose threads could not load them. */
const canStart = import.meta.url.endsWith('.js');

/** A second thread that does its share of a run's steps. */
export class Helper {
  readonly #worker: Worker;
  readonly #tickets: Tickets;
  /** The steps that are shared. */
  readonly steps: readonly string[];
  readonly #reports = new Map<number, HelperReport>();
  readonly #waiting = new Map<number, { readonly resolve: (report: HelperReport) => void; readonly reject: (error: ProblemError) => void }>();
  #end: string | undefined;

  /**
   * Starts a second thread where there is another core for it and more than one step to share.
   *
   * @param steps names of targets of this package, or `bundle`; those that take longest first
   */
  static start(steps: readonly string[]): Helper | undefined {
    return canStart && steps.length > 1 && availableParallelism() > 1 ? new Helper(steps) : undefined;
  }

  private constructor(steps: readonly string[]) {
    this.steps = steps;
    this.#tickets = new Tickets(steps.length);
    const workerData: HelperSetUp = { steps, tickets: this.#tickets.shared };
    this.#worker = new Worker(new URL('./helperThread.js', import.meta.url), { workerData });
    this.#worker.on('message', (report: HelperReport) => {
      this.#reports.set(report.step, report);
      this.#waiting.get(report.step)?.resolve(report);
    });
    const ended = (reason: string): void => {
      this.#end ??= reason;
      for (const [step, { reject }] of this.#waiting) reject(this.#failure(step));
    };
    this.#worker.on('error', (error) => ended(error.message));
    this.#worker.on('messageerror', (error) => ended(error.message));
    this.#worker.on('exit', (code) => ended(`it ended with exit code ${code}.`));
  }

  /** Lets the second thread begin. */
  begin(task: HelperTask): void {
    this.#worker.postMessage(task);
  }

  /** The index of a step for this thread to do, or undefined when all are taken. */
  take(): number | undefined {
    return this.#tickets.take();
  }

  /**
   * What the second thread made of a step that it took.
   *
   * @throws ProblemError when the thread ended before
   */
  async report(step: number): Promise<HelperReport> {
    const report = this.#reports.get(step);
    if (report !== undefined) return report;
    if (this.#end !== undefined) throw this.#failure(step);
    return new Promise((resolve, reject) => this.#waiting.set(step, { resolve, reject }));
  }

  /** Ends the second thread, whatever it does. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #failure(step: number): ProblemError {
    const message = `The thread that made ${this.steps[step] ?? 'a target'} failed: ${this.#end ?? 'it ended.'}`;
    const help = 'Where memory is short, give it more (NODE_OPTIONS=--max-old-space-size=4096), or name fewer targets at once.';
    return new ProblemError([{ code: 'thread-failed', severity: 'error', message, help }], ExitCode.internal);
  }
}
