/** A run that two threads share. */
import { type Origin, ProblemError } from '../diagnostics.js';
import type { GeneratorContext, GeneratorResult } from '../generator.js';
import { located } from '../located.js';
import type { OpenedDescription } from '../openedDescription.js';
import type { Description } from '../source/index.js';
import type { GenerateStep, MadeStep } from '../steps.js';
import type { ContextSource } from '../targetContext.js';
import { isUserTemplates } from '../templates.js';
import type { StepListener } from '../timing.js';
import { SharedBytes } from './bytes.js';
import { Helper } from './helper.js';
import { inSources } from './origins.js';
import type { HelperTask, Outcome, Share } from './protocol.js';
import { outcomeOf, ShareMaker } from './shareMaker.js';

/** A share, or a step that only this thread could make, and what it came to. */
interface Finished {
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** Makes everything in two threads. Of several steps that fail, the first in the order of the steps is told. */
export async function makeInThreads(steps: readonly GenerateStep[], { description, model }: OpenedDescription, context: GeneratorContext, helper: Helper, onStep: StepListener): Promise<readonly MadeStep[]> {
  const { shares } = helper;
  const bytes = new SharedBytes();
  const maker = new ShareMaker(model, context, bytes.keep);
  const finished = new Map<Share | GenerateStep, Finished>();
  const begun = new Set<string>();
  const begins = (name: string): void => {
    if (!begun.has(name)) onStep.begins?.(name);
    begun.add(name);
  };
  const make = async (key: Share | GenerateStep, name: string, work: () => Promise<GeneratorResult>): Promise<void> => {
    begins(name);
    // As bytes, whose making the other thread does not wait for, as it would when all is written.
    finished.set(key, await timedOutcome(work, bytes.of));
  };
  for (let index = helper.take(); index !== undefined; index = helper.take()) {
    const share = shares[index];
    if (share === undefined) break;
    await make(share, share.step, () => maker.make(share));
    tell(share);
  }
  for (const step of steps.filter(({ name }) => !shares.some((share) => share.step === name))) {
    await make(step, step.name, () => step.make(model, context));
    onStep({ name: step.name, milliseconds: finished.get(step)?.milliseconds ?? 0 });
  }
  for (const [index, share] of shares.entries()) {
    if (finished.has(share)) continue;
    begins(share.step);
    const { outcome, milliseconds } = await helper.report(index);
    finished.set(share, { milliseconds, outcome: outcome.kind === 'failed' ? outcome : { ...outcome, problems: inSources(outcome.problems, (pointer): Origin => description.originOf(pointer)) } });
    tell(share);
  }

  const made: MadeStep[] = [];
  for (const step of steps) {
    const parts = shares.filter((share) => share.step === step.name && share.part !== undefined);
    const own = parts.length === 0 ? finished.get(shares.find((share) => share.step === step.name) ?? step) : await together(step, parts);
    if (own === undefined) continue;
    const { outcome, milliseconds } = own;
    if (outcome.kind === 'failed') throw outcome.error;
    if (outcome.kind === 'refused') throw new ProblemError(located(outcome.problems, description), outcome.exitCode);
    made.push({ step, result: outcome, milliseconds, reused: false });
  }
  return made;

  function tell(share: Share): void {
    const milliseconds = finished.get(share)?.milliseconds;
    // The parts of a step are told of when there is the whole.
    if (share.part === undefined && milliseconds !== undefined) onStep({ name: share.step, milliseconds });
  }

  async function together(step: GenerateStep, parts: readonly Share[]): Promise<Finished> {
    const results = parts.toSorted((a, b) => step.parts.indexOf(a.part ?? '') - step.parts.indexOf(b.part ?? '')).flatMap((part) => finished.get(part) ?? []);
    const spent = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const failure = results.find(({ outcome }) => outcome.kind !== 'made');
    if (failure !== undefined) return failure;
    const whole = await timedOutcome(() => maker.whole(step.name, results.flatMap(({ outcome }) => (outcome.kind === 'made' ? [outcome] : []))));
    const milliseconds = spent + whole.milliseconds;
    onStep({ name: step.name, milliseconds });
    return { outcome: whole.outcome, milliseconds };
  }
}

async function timedOutcome(work: () => Promise<GeneratorResult>, finish: (outcome: Outcome) => Outcome = (outcome) => outcome): Promise<Finished> {
  const started = performance.now();
  const outcome = finish(await outcomeOf(work));
  return { outcome, milliseconds: performance.now() - started };
}

/** A second thread, where one can do part of this run. */
export function helperFor(steps: readonly GenerateStep[], { templates }: ContextSource): Helper | undefined {
  // Templates that are code of the caller cannot be handed over.
  if (templates !== undefined && !isUserTemplates(templates)) return undefined;
  return Helper.start(sharesOf(steps));
}

/**
 * What two threads may share, in the order in which the second one takes it: first what needs much loaded, for it has nothing else to do
 * while the first one reads the description; no more of it than half of all work. Then what takes longest. Parts come last, beginning at
 * their end: the first thread begins with them at the other end, for parts that one thread makes have texts, templates and compiled code in
 * common.
 */
export function sharesOf(steps: readonly GenerateStep[]): readonly Share[] {
  const shared = steps.flatMap(({ name, effort, preloads, parts }) => (effort === undefined ? [] : [{ name, effort, preloads, parts }]));
  const longestFirst = shared.toSorted((a, b) => b.effort - a.effort);
  const half = shared.reduce((sum, { effort }) => sum + effort, 0) / 2;
  const preloaded = new Set<string>();
  let taken = 0;
  for (const { name, effort, preloads, parts } of longestFirst) {
    if (!preloads || parts.length > 0 || (preloaded.size > 0 && taken + effort > half)) continue;
    preloaded.add(name);
    taken += effort;
  }
  const whole = longestFirst.filter(({ parts }) => parts.length === 0).map(({ name }) => name);
  return [
    ...whole.filter((step) => preloaded.has(step)).map((step) => ({ step, preloaded: true })),
    ...whole.filter((step) => !preloaded.has(step)).map((step) => ({ step })),
    ...longestFirst.flatMap(({ name, parts }) => parts.map((part) => ({ step: name, part }))).reverse(),
  ];
}

/** What the second thread needs to know of a description. */
export function helperTask({ document }: Description, { templates, ...context }: ContextSource): HelperTask {
  if (templates === undefined || !isUserTemplates(templates)) return { kind: 'make', document, context, templates: undefined };
  return { kind: 'make', document, context, templates: { folder: templates.folder, texts: new Map(templates.replaced.map((name) => [name, templates.read(name)])) } };
}
