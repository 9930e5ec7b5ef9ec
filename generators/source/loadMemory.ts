/** What one load leaves to the load that follows: a watcher loads the same description again and again. */
import { CopyMemory } from './copyMemory.js';
import { ExpansionMemory } from './expansionMemory.js';
import { ParseMemory } from './parseMemory.js';

/** One memory for each part of a load that can go on from what it did before. */
export class LoadMemory {
  /** Files, read and parsed. */
  readonly parsed: ParseMemory = new ParseMemory();
  /** What the bundler copied. */
  readonly copies: CopyMemory = new CopyMemory();
  /** What was made of the error catalogue. */
  readonly expansions: ExpansionMemory = new ExpansionMemory();
}
