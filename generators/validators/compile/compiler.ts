/** Schemas to checks: what the parts of the compiler share. */
import type { Problem } from '../../diagnostics.js';
import type { Direction } from '../../model/direction.js';
import type { Schema } from '../../model/model.js';
import type { CheckWriter } from '../checkWriter.js';

/** What compiling one schema needs of the whole. */
export interface Compiler {
  readonly writer: CheckWriter;
  /** Whether values are what a client sends or what it gets. */
  readonly direction: Direction;
  /** Whether any schema says something of properties that nothing else has looked at. */
  readonly asksForUnevaluated: boolean;
  /**
   * An expression for the check of a schema, to stand in the definition of another check.
   * @param label what to call it when it has no name of its own, after `check`
   */
  checkOf(schema: Schema, label: string): string;
  /** The same for code that runs when all checks are defined: inside a function. */
  laterCheckOf(schema: Schema, label: string): string;
  report(problem: Problem): void;
  /** Reports a problem unless one about the same subject has been reported, wherever. */
  reportOnce(subject: string, problem: Problem): void;
}
