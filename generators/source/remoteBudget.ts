/** What fetching one description may cost. A server can make up documents for ever, each of which refers to the next. */
import { maximumBytes } from './files.js';

/** More documents than any description is split into. */
const mostDocuments = 2_000;
/** How long a chain of documents may be of which each is known only once the one before was read. */
const mostRounds = 100;
const mostBytes = 4 * maximumBytes;
const mostMilliseconds = 5 * 60_000;

/** Counts what is fetched for one description. */
export class RemoteBudget {
  /** Aborts when fetching has taken too long altogether. */
  readonly signal: AbortSignal = AbortSignal.timeout(mostMilliseconds);
  #documents = 0;
  #rounds = 0;
  #bytes = 0;

  /** Notes that so many documents will be fetched together. Gives the reason where that is too much. */
  refusalOf(documents: number): string | undefined {
    this.#rounds += 1;
    this.#documents += documents;
    if (this.#rounds > mostRounds) return `references lead from document to document more than ${mostRounds} times`;
    return this.#documents > mostDocuments ? `the description would have more than ${mostDocuments} documents` : undefined;
  }

  /**
   * Notes that so many bytes have come.
   *
   * @throws Error with the reason when that makes too many
   */
  spend(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > mostBytes) throw new Error(`the documents together are larger than ${mostBytes / 1024 / 1024} MB`);
  }
}
