/** Runs one step of a run, in whichever thread. */
import { bundleFiles } from '../bundleFiles.js';
import { type ChosenTarget, bundleTarget } from '../chosenTargets.js';
import { ProblemError } from '../diagnostics.js';
import type { GeneratorContext, GeneratorResult } from '../generator.js';
import type { ApiModel } from '../model/model.js';
import { runTarget } from '../runTarget.js';
import { withDownloads } from '../targetContext.js';
import { targets } from '../targets.js';
import type { StepOutcome } from './protocol.js';

/**
 * What a target of this package, or the bundle, consists of.
 *
 * @throws RangeError for another name: a defect of the caller
 */
export async function makeStep(name: string, model: ApiModel, context: GeneratorContext): Promise<GeneratorResult> {
  if (name === bundleTarget) return { files: await bundleFiles(context.document), problems: [] };
  const target = targets.find((candidate) => candidate.name === name);
  if (target === undefined) throw new RangeError(`There is no target ${name}.`);
  return makeTarget({ target, generator: await target.load(), isPlugin: false }, model, context);
}

/** What a target makes. */
export async function makeTarget(chosen: ChosenTarget, model: ApiModel, context: GeneratorContext): Promise<GeneratorResult> {
  return runTarget(chosen, model, chosen.target.name === 'docs' ? await withDownloads(context, model) : context);
}

/** Does the work and holds on to what it throws, so that of several failures the one of the first step can be told. */
export async function outcomeOf(work: () => Promise<GeneratorResult>): Promise<StepOutcome> {
  try {
    const { files, problems } = await work();
    return { kind: 'made', files, problems };
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'refused', problems: error.problems, exitCode: error.exitCode };
    return { kind: 'failed', error };
  }
}
