/** Makes shares of a run, in whichever thread. */
import { bundleFiles } from '../bundleFiles.js';
import { type ChosenTarget, bundleTarget } from '../chosenTargets.js';
import { ProblemError } from '../diagnostics.js';
import type { GeneratorContext, GeneratorResult, KeepText, PartMaker, PartResult } from '../generator.js';
import type { ApiModel } from '../model/model.js';
import { blamed, contextFor, runTarget } from '../runTarget.js';
import { targets } from '../targets.js';
import type { Outcome, Share } from './protocol.js';

/** Makes shares of one run in one thread; the parts of a target have in common what was prepared for the first of them. */
export class ShareMaker {
  readonly #model: ApiModel;
  readonly #context: GeneratorContext;
  readonly #keep: KeepText;
  readonly #opened = new Map<string, Promise<OpenedTarget>>();

  /** @param keep what becomes of the texts of parts as soon as they are made */
  constructor(model: ApiModel, context: GeneratorContext, keep: KeepText) {
    this.#model = model;
    this.#context = context;
    this.#keep = keep;
  }

  /**
   * What a share consists of.
   *
   * @throws ProblemError when a template of the user fails
   * @throws RangeError for a name that no target of this package has: a defect of the caller
   */
  async make({ step, part }: Share): Promise<GeneratorResult & Partial<PartResult>> {
    if (step === bundleTarget) return { files: await bundleFiles(this.#context.document, this.#context.session), problems: [] };
    if (part === undefined) return runTarget(chosenTarget(step), this.#model, this.#context);
    const { chosen, context, maker } = await this.#open(step);
    return { ...(await blamed(chosen, context, () => maker.make(part, this.#keep))), problems: [] };
  }

  /** What all parts of a target come to. */
  async whole(step: string, parts: readonly PartResult[]): Promise<GeneratorResult> {
    const { chosen, context, maker } = await this.#open(step);
    return blamed(chosen, context, () => maker.whole(parts));
  }

  async #open(step: string): Promise<OpenedTarget> {
    let opened = this.#opened.get(step);
    if (opened === undefined) this.#opened.set(step, (opened = openTarget(step, this.#model, this.#context)));
    return opened;
  }
}

interface OpenedTarget {
  readonly chosen: ChosenTarget;
  readonly context: GeneratorContext;
  readonly maker: PartMaker;
}

async function openTarget(name: string, model: ApiModel, shared: GeneratorContext): Promise<OpenedTarget> {
  const chosen = chosenTarget(name);
  const { division } = await chosen.target.load();
  if (division === undefined) throw new RangeError(`The target ${name} has no parts.`);
  const context = await contextFor(chosen, model, shared);
  return { chosen, context, maker: await blamed(chosen, context, () => division.open(model, context)) };
}

function chosenTarget(name: string): ChosenTarget {
  const target = targets.find((candidate) => candidate.name === name);
  if (target === undefined) throw new RangeError(`There is no target ${name}.`);
  return { target, maker: target, isPlugin: false };
}

/** Does the work and holds on to what it throws, so that of several failures the one of the first step can be told. */
export async function outcomeOf(work: () => Promise<GeneratorResult & Partial<PartResult>>): Promise<Outcome> {
  try {
    const { files, problems, notes = [] } = await work();
    return { kind: 'made', files, problems, notes };
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'refused', problems: error.problems, exitCode: error.exitCode };
    return { kind: 'failed', error };
  }
}
