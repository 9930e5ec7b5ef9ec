/** A run whose steps two threads share. */
import { type Origin, ProblemError } from '../diagnostics.js';
import type { GeneratorContext } from '../generator.js';
import { located } from '../located.js';
import type { OpenedDescription } from '../openedDescription.js';
import type { Description } from '../source/index.js';
import type { GenerateStep, MadeStep } from '../steps.js';
import type { ContextSource } from '../targetContext.js';
import { isUserTemplates } from '../templates.js';
import { type StepListener, measured } from '../timing.js';
import { Helper } from './helper.js';
import { inSources } from './origins.js';
import type { HelperTask, StepOutcome } from './protocol.js';
import { outcomeOf } from './runStep.js';

/** Makes everything in two threads. Of several steps that fail, the first in the order of the steps is told. */
export async function makeInThreads(steps: readonly GenerateStep[], { description, model }: OpenedDescription, context: GeneratorContext, helper: Helper, onStep: StepListener): Promise<readonly MadeStep[]> {
  const originOf = (pointer: string): Origin => description.originOf(pointer);
  const outcomes = new Map<string, { readonly outcome: StepOutcome; readonly milliseconds: number }>();
  const make = async (step: GenerateStep): Promise<void> => {
    const { result, milliseconds } = await measured(step.name, onStep, () => outcomeOf(() => step.make(model, context)));
    outcomes.set(step.name, { outcome: result, milliseconds });
  };
  const taken = new Set<number>();
  for (let index = helper.take(); index !== undefined; index = helper.take()) {
    taken.add(index);
    const step = steps.find(({ name }) => name === helper.steps[index ?? -1]);
    if (step !== undefined) await make(step);
  }
  for (const step of steps.filter(({ name }) => !helper.steps.includes(name))) await make(step);
  for (const [index, name] of helper.steps.entries()) {
    if (taken.has(index)) continue;
    onStep.begins?.(name);
    const { outcome, milliseconds } = await helper.report(index);
    onStep({ name, milliseconds });
    outcomes.set(name, { milliseconds, outcome: outcome.kind === 'failed' ? outcome : { ...outcome, problems: inSources(outcome.problems, originOf) } });
  }
  return steps.flatMap((step) => {
    const made = outcomes.get(step.name);
    if (made === undefined) return [];
    const { outcome, milliseconds } = made;
    if (outcome.kind === 'failed') throw outcome.error;
    if (outcome.kind === 'refused') throw new ProblemError(located(outcome.problems, description), outcome.exitCode);
    return [{ step, result: outcome, milliseconds, reused: false }];
  });
}

/** A second thread, where one can do part of this run. */
export function helperFor(steps: readonly GenerateStep[], { templates }: ContextSource): Helper | undefined {
  // Templates that are code of the caller cannot be handed over.
  if (templates !== undefined && !isUserTemplates(templates)) return undefined;
  const shared = steps.filter(({ effort }) => effort !== undefined).toSorted((a, b) => (b.effort ?? 0) - (a.effort ?? 0));
  return Helper.start(shared.map(({ name }) => name));
}

/** What the second thread needs to know of a description. */
export function helperTask({ document }: Description, { templates, ...context }: ContextSource): HelperTask {
  if (templates === undefined || !isUserTemplates(templates)) return { document, context, templates: undefined };
  return { document, context, templates: { folder: templates.folder, texts: new Map(templates.replaced.map((name) => [name, templates.read(name)])) } };
}
