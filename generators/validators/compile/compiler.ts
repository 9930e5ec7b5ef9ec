/** Schemas to checks: what the parts of the compiler share. */
import type { Problem } from '../../diagnostics.js';
import type { Direction } from '../../model/direction.js';
import type { Schema } from '../../model/model.js';
import type { CheckWriter } from '../checkWriter.js';
import type { RuntimeName } from '../runtimeModules.js';

/** What compiling one schema needs of the whole. */
export interface Compiler {
  readonly writer: CheckWriter;
  /** Whether values are what a client sends or what it gets. */
  readonly direction: Direction;
  /**
   * An expression for the check of a schema, to stand in the definition of another check.
   * @param label what to call it when it has no name of its own, after `check`
   */
  checkOf(schema: Schema, label: string): string;
  report(problem: Problem): void;
  /** Reports a problem unless one about the same subject has been reported, wherever. */
  reportOnce(subject: string, problem: Problem): void;
}

/** The call of a function of the runtime, marked so that bundlers leave it out when its result is not used. */
export function call(name: RuntimeName, ...args: readonly string[]): string {
  const list = args.join(', ');
  const fits = list.length <= 100 && !list.includes('\n');
  return fits ? `/* @__PURE__ */ ${name}(${list})` : `/* @__PURE__ */ ${name}(\n${args.map((argument) => `${indent(argument)},\n`).join('')})`;
}

/** Several checks as one. */
export function allOf(checks: readonly string[]): string {
  const [first] = checks;
  if (first === undefined) return 'any';
  return checks.length === 1 ? first : call('all', ...checks);
}

/** Lines moved to the right. */
export function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '  ');
}

/** An identifier part of any name: `email-address` → `email_address`. */
export function labelOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '').slice(0, 60) || 'x';
}
