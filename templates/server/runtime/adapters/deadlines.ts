/** Deadlines of many short waits: one timer for all of them, where one each would cost more than most waits last. */

/** A wait: belongs to one {@link Deadlines} at a time, which links it to its neighbours. */
export class Wait {
  /** Called once it has lasted too long. */
  readonly expire: () => void;
  deadline = 0;
  before: Wait | undefined;
  after: Wait | undefined;

  constructor(expire: () => void) {
    this.expire = expire;
  }
}

/** Waits that last equally long at most. */
export class Deadlines {
  // A list in the order of the deadlines, for all last equally long: what comes and goes with each call makes nothing grow.
  #first: Wait | undefined;
  #last: Wait | undefined;
  #running = false;

  /** Lets a wait expire after `milliseconds`, the same for all waits, unless it is deleted first. */
  add(wait: Wait, milliseconds: number): void {
    wait.deadline = performance.now() + milliseconds;
    wait.before = this.#last;
    if (this.#last === undefined) this.#first = wait;
    else this.#last.after = wait;
    this.#last = wait;
    if (!this.#running) this.#run(milliseconds);
  }

  /** The wait is over. */
  delete(wait: Wait): void {
    const { before, after } = wait;
    if (before !== undefined) before.after = after;
    else if (this.#first === wait) this.#first = after;
    if (after !== undefined) after.before = before;
    else if (this.#last === wait) this.#last = before;
    wait.before = undefined;
    wait.after = undefined;
  }

  #run(milliseconds: number): void {
    this.#running = true;
    // A process that has nothing else to do need not stay for it.
    setTimeout(() => this.#expireDue(), milliseconds).unref();
  }

  #expireDue(): void {
    this.#running = false;
    const now = performance.now();
    for (let wait = this.#first; wait !== undefined; wait = this.#first) {
      if (wait.deadline > now) return this.#run(Math.ceil(wait.deadline - now));
      this.delete(wait);
      wait.expire();
    }
  }
}
