/** What the two threads of a run tell each other. */
import type { ExitCode, Problem } from '../diagnostics.js';
import type { Generator, GeneratorContext, OutputFile, PageNote } from '../generator.js';
import type { ContextSource } from '../targetContext.js';
import type { StagedFile } from '../write/staging.js';

/** What one thread makes at a time: a step of the run, or a part of one that can be divided. */
export interface Share {
  /** The name of a target of this package, or `bundle`. */
  readonly step: string;
  /** One of the parts of the target's division; undefined for the whole target. */
  readonly part?: string;
  /** The second thread takes it before others, and loads beforehand what its target {@link Generator.preload | preloads}. */
  readonly preloaded?: boolean;
}

/** Said to the second thread when it starts, so that it can load its modules while the description is read. */
export interface HelperSetUp {
  /** What either thread may take, in the order in which the second one does. */
  readonly shares: readonly Share[];
  /** See {@link Tickets}. */
  readonly tickets: SharedArrayBuffer;
}

/** Said to the second thread when the description is loaded. */
export interface HelperTask {
  readonly kind: 'make';
  readonly document: GeneratorContext['document'];
  readonly context: Omit<ContextSource, 'templates'>;
  /** A user's templates, by name, and the folder they come from. */
  readonly templates: { readonly folder: string; readonly texts: ReadonlyMap<string, string> } | undefined;
}

/** Said to the second thread when all is made: new files, of which both threads write some. */
export interface StagingTask {
  readonly kind: 'stage';
  /** What one thread takes at a time. Contents are in memory that both threads see. */
  readonly parts: readonly (readonly StagedFile[])[];
  /** See {@link Tickets}. */
  readonly tickets: SharedArrayBuffer;
}

/** What a share came to. An exception that is no {@link ProblemError} is a defect, and passed on as it is. */
export type Outcome =
  | { readonly kind: 'made'; readonly files: readonly OutputFile[]; readonly problems: readonly Problem[]; readonly notes: readonly PageNote[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly exitCode: ExitCode }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Said by the second thread after each of its shares. */
export interface HelperReport {
  readonly kind: 'made';
  /** The index of the share in {@link HelperSetUp.shares}. */
  readonly share: number;
  readonly milliseconds: number;
  readonly outcome: Outcome;
}

/** Said by the second thread when there is nothing left to write. */
export interface StagingReport {
  readonly kind: 'staged';
  /** The indices of the parts that it wrote. */
  readonly parts: readonly number[];
}

/** Hands out the shares of a run, or files to write, to both threads: each to the one that asks first, none twice. */
export class Tickets {
  readonly shared: SharedArrayBuffer;
  readonly #order: readonly number[];
  readonly #taken: Int32Array;

  /**
   * @param order the indices of all shares, those that this thread is to take first at the front
   * @param shared what another thread's tickets share; without it, nothing is handed out yet
   */
  constructor(order: readonly number[], shared: SharedArrayBuffer = new SharedArrayBuffer(order.length * Int32Array.BYTES_PER_ELEMENT)) {
    this.#order = order;
    this.shared = shared;
    this.#taken = new Int32Array(shared);
  }

  /** The index of a share that nobody has taken, or undefined when none is left. */
  take(): number | undefined {
    return this.#order.find((index) => Atomics.exchange(this.#taken, index, 1) === 0);
  }
}
