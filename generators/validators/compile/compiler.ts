/** Schemas to checks: what the parts of the compiler share. */
import type { Problem } from '../../diagnostics.js';
import type { Schema } from '../../model/model.js';
import type { CheckWriter } from '../checkWriter.js';

/**
 * An expression over `value`, `run`, `depth` and `key` that says whether to go on: one of the things a schema asks for.
 * `check` is set when it is the call of a check and nothing more.
 */
export interface Part {
  readonly code: string;
  readonly check?: string;
  /** Whether the code needs the local variable `x`. */
  readonly local?: boolean;
}

/** What compiling one schema needs of the whole. */
export interface Compiler {
  readonly writer: CheckWriter;
  /**
   * The name of the check for a schema.
   * @param label what to call it when it has no name of its own, after `check`
   */
  checkOf(schema: Schema, label: string): string;
  report(problem: Problem): void;
}

/** The call of a check on the value itself. */
export function checkPart(check: string): Part {
  return { code: `${check}(value, run, depth, key)`, check };
}

/** Parts joined: the first that is not satisfied ends it, unless every issue is wanted. */
export function conjunction(parts: readonly Part[]): string {
  return parts.map(({ code }) => code).join(' &&\n');
}

/** Lines moved to the right. */
export function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '  ');
}

/** An identifier part of any name: `email-address` → `email_address`. */
export function labelOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '').slice(0, 60) || 'x';
}

/** A call marked so that bundlers leave it out when its result is not used. */
export function pureCall(callee: string, args: readonly string[]): string {
  return `/* @__PURE__ */ ${callee}(${args.join(', ')})`;
}
