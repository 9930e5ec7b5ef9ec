/** What is at the places below an output folder, each looked at once: for a plan, which is worked out before anything is touched. */
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { statusAt } from './paths.js';

/** The places below one folder, by POSIX path. */
export class Places {
  readonly #output: string;
  readonly #known = new Map<string, Stats | undefined>();

  constructor(output: string) {
    this.#output = output;
  }

  /** What is at a path, links not followed; undefined when nothing is. */
  at(path: string): Stats | undefined {
    if (this.#known.has(path)) return this.#known.get(path);
    // Nothing is in a folder that is not there: most of a first run's places need not be looked at.
    const stats = path !== '.' && this.at(dirname(path)) === undefined ? undefined : statusAt(join(this.#output, path));
    this.#known.set(path, stats);
    return stats;
  }

  /** True when a folder on the way to a path is none, but a link, which would lead elsewhere, or a file that stays. */
  isBarred(path: string, leaving: ReadonlySet<string>): boolean {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      const stats = this.at(above);
      if (stats !== undefined && !stats.isDirectory() && !leaving.has(above)) return true;
    }
    return false;
  }
}
