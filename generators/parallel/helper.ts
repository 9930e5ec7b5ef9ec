/** The first thread's side of the second: starts it, hands it the description, and hears what it made. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { type HelperReport, type HelperSetUp, type HelperTask, type Share, type StagingReport, type StagingTask, Tickets } from './protocol.js';

/** Sources are run as they are by test runners, whose threads could not load them. */
const canStart = import.meta.url.endsWith('.js');

/** A second thread that makes what it takes of a run. */
export class Helper {
  readonly #worker: Worker;
  readonly #tickets: Tickets;
  /** What either thread may take. */
  readonly shares: readonly Share[];
  readonly #reports = new Map<number, HelperReport>();
  readonly #waiting = new Map<number, { readonly resolve: (report: HelperReport) => void; readonly reject: (error: ProblemError) => void }>();
  #staged: ((parts: readonly number[]) => void) | undefined;
  #end: string | undefined;

  /**
   * Starts a second thread where there is another core for it and more than one thing to make.
   *
   * @param shares in the order in which the second thread takes them; what it preloads at the front
   */
  static start(shares: readonly Share[]): Helper | undefined {
    return canStart && shares.length > 1 && availableParallelism() > 1 ? new Helper(shares) : undefined;
  }

  private constructor(shares: readonly Share[]) {
    this.shares = shares;
    this.#tickets = new Tickets(orderHere(shares));
    const workerData: HelperSetUp = { shares, tickets: this.#tickets.shared };
    this.#worker = new Worker(new URL('./helperThread.js', import.meta.url), { workerData });
    this.#worker.on('message', (report: HelperReport | StagingReport) => {
      if (report.kind === 'staged') return this.#staged?.(report.parts);
      this.#reports.set(report.share, report);
      this.#waiting.get(report.share)?.resolve(report);
    });
    const ended = (reason: string): void => {
      this.#end ??= reason;
      for (const [share, { reject }] of this.#waiting) reject(this.#failure(share));
      this.#staged?.([]);
    };
    this.#worker.on('error', (error) => ended(error.message));
    this.#worker.on('messageerror', (error) => ended(error.message));
    this.#worker.on('exit', (code) => ended(`it ended with exit code ${code}.`));
    // Only waiting for it keeps the process alive, so that one in which nothing else is left to happen is noticed. Listeners would undo it.
    this.#worker.unref();
  }

  /** Lets the second thread begin. */
  begin(task: HelperTask): void {
    this.#worker.postMessage(task);
  }

  /** The index of a share for this thread to make, or undefined when all are taken. */
  take(): number | undefined {
    return this.#tickets.take();
  }

  /**
   * What the second thread made of a share that it took.
   *
   * @throws ProblemError when the thread ended before
   */
  async report(share: number): Promise<HelperReport> {
    const report = this.#reports.get(share);
    if (report !== undefined) return report;
    if (this.#end !== undefined) throw this.#failure(share);
    return this.#awaited((resolve, reject) => this.#waiting.set(share, { resolve, reject }));
  }

  /**
   * Lets the second thread write files.
   *
   * @returns the indices of the parts that it wrote when it writes no more; what it wrote before it came to an unexpected end is not known
   */
  async stage(task: StagingTask): Promise<readonly number[]> {
    if (this.#end !== undefined) return [];
    return this.#awaited((resolve) => {
      this.#staged = resolve;
      this.#worker.postMessage(task);
    });
  }

  /** Ends the second thread, whatever it does. */
  async close(): Promise<void> {
    this.#worker.ref();
    await this.#worker.terminate();
  }

  async #awaited<Value>(ask: (resolve: (value: Value) => void, reject: (error: ProblemError) => void) => void): Promise<Value> {
    this.#worker.ref();
    try {
      return await new Promise(ask);
    } finally {
      this.#worker.unref();
    }
  }

  #failure(share: number): ProblemError {
    const message = `The thread that made ${this.shares[share]?.step ?? 'a target'} failed: ${this.#end ?? 'it ended.'}`;
    const help = 'Where memory is short, give it more (NODE_OPTIONS=--max-old-space-size=4096), or name fewer targets at once.';
    return new ProblemError([{ code: 'thread-failed', severity: 'error', message, help }], ExitCode.internal);
  }
}

/** Parts from the end at which the second thread does not take them; what it has everything loaded for comes last, beginning with what it takes last. */
function orderHere(shares: readonly Share[]): readonly number[] {
  const indices = [...shares.keys()];
  const isPart = (index: number): boolean => shares[index]?.part !== undefined;
  const isPreloaded = (index: number): boolean => shares[index]?.preloaded === true;
  return [...indices.filter(isPart).reverse(), ...indices.filter((index) => !isPart(index) && !isPreloaded(index)), ...indices.filter(isPreloaded).reverse()];
}
