/** The steps of compiling a schema: what it asks of the checks written so far, and what it adds to them. */
import type { Schema } from '../../model/model.js';
import type { CheckWriter } from '../checkWriter.js';

/** What all checks share. */
export interface CheckState {
  readonly writer: CheckWriter;
  /** Names of checks that are the same in both directions. */
  readonly names: Map<Schema, string>;
}

/** A step as data: a function would hold on to the run that took it. */
export type Step =
  | { readonly kind: 'look-up'; readonly schema: Schema }
  | { readonly kind: 'name'; readonly schema: Schema; readonly name: string }
  | { readonly kind: 'open'; readonly label: string }
  | { readonly kind: 'close'; readonly name: string; readonly code: string; readonly named: boolean }
  | { readonly kind: 'find'; readonly code: string }
  | { readonly kind: 'refer' | 'refer-later'; readonly name: string };

/** Takes a step. Only looking up, and naming, may give nothing. */
export function take({ writer, names }: CheckState, step: Step): string | undefined {
  switch (step.kind) {
    case 'look-up':
      return names.get(step.schema);
    case 'name':
      names.set(step.schema, step.name);
      return undefined;
    case 'open':
      return writer.open(step.label);
    case 'close':
      return writer.close(step.name, step.code, step.named);
    case 'find':
      return writer.find(step.code);
    case 'refer':
      return writer.reference(step.name);
    case 'refer-later':
      return writer.laterReference(step.name);
  }
}

/** A step and what came of it, or the steps of a schema inside that is recorded for itself. */
export type RecordedStep = { readonly step: Step; readonly outcome: string | undefined } | { readonly key: string; readonly inner: Recorded<string> };

/** What some work came to, and the steps that it took. */
export interface Recorded<Value> {
  readonly value: Value;
  /** Undefined where something was reported, which is to be reported again. */
  readonly steps: readonly RecordedStep[] | undefined;
}
