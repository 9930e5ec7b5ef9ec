/** The steps of a run: what each makes, and where it goes. */
import { bundleFiles, bundleNames } from './bundleFiles.js';
import { type Chosen, type ChosenTarget, bundleEffort, bundleTarget } from './chosenTargets.js';
import type { Division, GeneratorContext, GeneratorResult } from './generator.js';
import { withPositions } from './located.js';
import type { ApiModel } from './model/model.js';
import type { OpenedDescription } from './openedDescription.js';
import type { RunMemory } from './runMemory.js';
import { runTarget } from './runTarget.js';
import { type StepListener, measured } from './timing.js';

/** One thing that a run makes. */
export interface GenerateStep {
  readonly name: string;
  /** The folder below the output folder; empty for the output folder itself. */
  readonly below: string;
  readonly isSeparate: boolean;
  /** Another maker, another result. */
  readonly maker: object;
  /** How long it takes beside the others; undefined for what only this thread can run. */
  readonly effort: number | undefined;
  /** Whether it loads much that can be loaded before there is a model. */
  readonly preloads: boolean;
  /** What threads may share of it; empty for what one of them makes as a whole. */
  readonly parts: Division['parts'];
  make(model: ApiModel, context: GeneratorContext): Promise<GeneratorResult>;
}

/** The steps that make what was chosen: the bundle, then the targets in their order. */
export function stepsOf(chosen: Chosen): readonly GenerateStep[] {
  const bundled: GenerateStep = {
    name: bundleTarget,
    below: '',
    isSeparate: false,
    maker: bundleNames,
    effort: bundleEffort,
    preloads: false,
    parts: [],
    make: async (_model, { document, session }) => ({ files: await bundleFiles(document, session), problems: [] }),
  };
  return [...(chosen.bundle ? [bundled] : []), ...chosen.targets.map(targetStep)];
}

function targetStep(chosen: ChosenTarget): GenerateStep {
  const { name, folder, separate, effort, preloads, parts } = chosen.target;
  return {
    name,
    below: folder,
    isSeparate: separate,
    maker: chosen.maker,
    effort,
    preloads,
    parts,
    make: (model, context) => runTarget(chosen, model, context),
  };
}

/** Which of the files that are ours a run of some targets makes anew: those in their folders, and the bundle's. */
export function coverage(folders: readonly string[]): (path: string) => boolean {
  const files: readonly string[] = folders.includes('') ? Object.values(bundleNames) : [];
  return (path) => files.includes(path) || folders.some((folder) => folder !== '' && path.startsWith(`${folder}/`));
}

/** A step and what it made. */
export interface MadeStep {
  readonly step: GenerateStep;
  readonly result: GeneratorResult;
  readonly milliseconds: number;
  readonly reused: boolean;
}

/** Makes everything in this thread, one step after the other; the first that fails ends the run. */
export async function makeHere(steps: readonly GenerateStep[], { description, model }: OpenedDescription, context: GeneratorContext, memory: RunMemory | undefined, onStep: StepListener): Promise<readonly MadeStep[]> {
  const made: MadeStep[] = [];
  for (const step of steps) {
    const make = (noted: GeneratorContext): Promise<GeneratorResult> => withPositions(description, () => step.make(model, noted));
    const { result: outcome, milliseconds } = await measured(step.name, onStep, async () =>
      memory === undefined ? { result: await make(context), reused: false } : memory.result(step.name, step.maker, context, make),
    );
    made.push({ step, milliseconds, ...outcome });
  }
  return made;
}
