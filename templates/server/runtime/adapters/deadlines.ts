/** Deadlines of many short waits: one timer for all of them, where one each would cost more than most waits last. */

/** Waits that last equally long at most. */
export class Deadlines {
  /** In the order of their deadlines, for all last equally long. */
  readonly #waits = new Map<() => void, number>();
  #running = false;

  /** Calls `expire` after `milliseconds`, the same for all waits, unless it is deleted first. */
  add(expire: () => void, milliseconds: number): void {
    this.#waits.set(expire, performance.now() + milliseconds);
    if (!this.#running) this.#run(milliseconds);
  }

  /** The wait is over. */
  delete(expire: () => void): void {
    this.#waits.delete(expire);
  }

  #run(milliseconds: number): void {
    this.#running = true;
    // A process that has nothing else to do need not stay for it.
    setTimeout(() => this.#expireDue(), milliseconds).unref();
  }

  #expireDue(): void {
    this.#running = false;
    const now = performance.now();
    for (const [expire, deadline] of this.#waits) {
      if (deadline > now) return this.#run(Math.ceil(deadline - now));
      this.#waits.delete(expire);
      expire();
    }
  }
}
