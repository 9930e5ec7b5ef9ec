/** Which targets a run consists of. */
import { ExitCode, type Problem, ProblemError } from './diagnostics.js';
import type { Generator } from './generator.js';
import { nearest } from './suggest.js';
import { type Target, targets } from './targets.js';

/** The name of what is no target of its own: the description as one document. */
export const bundleTarget = 'bundle';

/** How long the bundle takes beside the targets: see {@link Target.effort}. */
export const bundleEffort = 4;

/** The names that `targets` takes, without plugins. */
export const targetNames: readonly string[] = [bundleTarget, ...targets.map((target) => target.name)];

/** A target of a run. */
export interface ChosenTarget {
  /** Plugins take whatever time they take. */
  readonly target: Omit<Target, 'effort'> & { readonly effort?: number };
  /** Stands for its code: another object is another target. */
  readonly maker: object;
  /** It comes from outside this package. */
  readonly isPlugin: boolean;
}

/** What a run makes. */
export interface Chosen {
  readonly bundle: boolean;
  /** In the order in which they run. */
  readonly targets: readonly ChosenTarget[];
}

/**
 * The named targets and everything they require, in the order of the list, plugins last.
 *
 * @param names everything but what is `separate` when undefined
 * @throws ProblemError for a name that no target has, and for plugins whose names are taken
 */
export function chooseTargets(names: readonly string[] | undefined, plugins: readonly Generator[]): Chosen {
  refuseTakenNames(plugins);
  const known = [...targetNames, ...plugins.map((plugin) => plugin.name)];
  const wanted = new Set(names ?? known.filter((name) => !targets.some((target) => target.separate && target.name === name)));
  const found = new Map<string, ChosenTarget>();
  // A Set that grows while it is walked: what is required is visited too.
  for (const name of wanted) {
    if (!known.includes(name)) throw new ProblemError([unknownTarget(name, known)], ExitCode.usage);
    const chosen = find(name, plugins);
    if (chosen === undefined) continue;
    found.set(name, chosen);
    for (const required of chosen.target.requires) wanted.add(required);
  }
  return { bundle: wanted.has(bundleTarget), targets: known.flatMap((name) => found.get(name) ?? []) };
}

/** The problem of a name that no target has. */
export function unknownTarget(name: string, known: readonly string[]): Problem {
  const near = nearest(name, known);
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `There is no target ${JSON.stringify(name)}.`,
    help: near === undefined ? `Targets: ${known.join(', ')}.` : `Did you mean ${near}?`,
  };
}

function find(name: string, plugins: readonly Generator[]): ChosenTarget | undefined {
  const target = targets.find((candidate) => candidate.name === name);
  if (target !== undefined) return { target, maker: target, isPlugin: false };
  const generator = plugins.find((plugin) => plugin.name === name);
  if (generator === undefined) return undefined;
  const { summary, requires } = generator;
  return { target: { name, summary, folder: name, separate: false, requires, preloads: false, parts: [], load: async () => generator }, maker: generator, isPlugin: true };
}

function refuseTakenNames(plugins: readonly Generator[]): void {
  const taken = new Set([...targetNames, ...targets.map((target) => target.folder)]);
  for (const { name } of plugins) {
    if (taken.has(name)) {
      throw new ProblemError([{ code: 'plugin-name', severity: 'error', message: `The name of the plugin ${JSON.stringify(name)} is taken.`, help: `Names in use: ${[...taken].join(', ')}.` }]);
    }
    taken.add(name);
  }
}
