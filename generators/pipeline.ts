/**
 * The one hallway: description → model → targets → output folder.
 *
 * The command line and the library API both go through here. Everything happens in memory first; the disk is touched in one
 * step at the end, and only when every target succeeded.
 */
import { join, resolve } from 'node:path';
import { chooseTargets, targetNames } from './chosenTargets.js';
import { ExitCode, type Problem, ProblemError, hasErrors } from './diagnostics.js';
import type { Generator, OutputFile, TemplateSource } from './generator.js';
import { located, withPositions } from './located.js';
import type { ApiModel } from './model/model.js';
import type { OpenedDescription } from './openedDescription.js';
import { defaultInput, packageRoot } from './package.js';
import { stageInThreads } from './parallel/staging.js';
import { helperFor, helperTask, makeInThreads } from './parallel/threads.js';
import type { RunMemory } from './runMemory.js';
import type { Description } from './source/index.js';
import { type GenerateStep, coverage, makeHere, stepsOf } from './steps.js';
import { type ContextSource, targetContext } from './targetContext.js';
import { isUserTemplates } from './templates.js';
import { type Step, type StepListener, ignore, timed } from './timing.js';
import type { WriteReport, WriteRequest } from './write/index.js';
import type { StagedFile } from './write/staging.js';

export type { OpenedDescription, Step, StepListener };
export { targetNames };

/** Where a description comes from. */
export interface InputOptions {
  /** A path, a URL (with `allowRemote`) or `-` for standard input. By default the description of this package. */
  readonly input?: string;
  /** The base of every `error_url`, in place of the description's own. */
  readonly docsBaseUrl?: string;
  /** Read an `input` that is a URL, and follow `$ref` to other hosts. Of loopback and private addresses only the very host of `input` is read: who names it means it. */
  readonly allowRemote?: boolean;
  /** With `allowRemote`: references to loopback and private addresses, too. */
  readonly allowPrivate?: boolean;
  /** Follow `$ref` to files outside the folder of the root document. */
  readonly allowOutside?: boolean;
  /** What standard input holds, for the input `-`. */
  readonly stdin?: string;
}

/**
 * Reads a description and builds its model.
 *
 * @throws ProblemError when the input cannot be read, or is no OpenAPI document that a target could work from
 */
export async function openDescription(options: InputOptions, onStep: StepListener = ignore): Promise<OpenedDescription> {
  return openWith(options, onStep, {});
}

/** @param onLoaded hears of the description before its model is built */
async function openWith(options: InputOptions, onStep: StepListener, { memory, changed }: Pick<GenerateOptions, 'memory' | 'changed'>, onLoaded: (description: Description) => void = ignore): Promise<OpenedDescription> {
  const { input = defaultInput, ...loading } = options;
  const { loadDescription } = await import('./source/index.js');
  const description = await timed('load', onStep, async () =>
    memory === undefined ? loadDescription(input, loading) : memory.share(await loadDescription(input, { ...loading, memory: memory.loaded, ...(changed === undefined ? {} : { changed }) })),
  );
  const before = memory?.same(description);
  if (before !== undefined) return before;
  onLoaded(description);
  const { model, problems } = await timed('model', onStep, () => withPositions(description, () => modelOf(description, memory)));
  const all = [...description.problems, ...located(problems, description)];
  if (hasErrors(all)) throw new ProblemError(all);
  const opened = { description, model, problems: all };
  memory?.keep(opened);
  return opened;
}

async function modelOf(description: Description, memory?: RunMemory): Promise<{ readonly model: ApiModel; readonly problems: readonly Problem[] }> {
  const { buildModel } = await import('./model/build.js');
  const { document, origins } = description;
  return buildModel({ document, originOf: (pointer) => description.originOf(pointer), ...memory?.following(origins) });
}

/** What linting found. */
export interface LintResult {
  /** By file and place. */
  readonly problems: readonly Problem[];
}

/**
 * Checks a description: this package's own also against its conventions, any other for what OpenAPI asks of it.
 *
 * @throws ProblemError only when the input cannot be read at all
 */
export async function lint(options: InputOptions = {}, onStep: StepListener = ignore): Promise<LintResult> {
  const { input = defaultInput, ...loading } = options;
  const stage = await import('./lint/index.js');
  try {
    const { problems, durations, description } = await stage.lint(input, { ...loading, structureOnly: !isOwn(input) });
    durations.forEach((step) => onStep(step));
    if (hasErrors(problems)) return { problems };
    // What only the model's builder can see, such as two calls at one place of the SDK.
    const built = await modelOf(description);
    return { problems: [...problems, ...located(built.problems, description), ...(isOwn(input) ? await workflowProblems(built.model) : [])] };
  } catch (error) {
    if (error instanceof ProblemError && error.exitCode === ExitCode.problems) return { problems: error.problems };
    throw error;
  }
}

/** What is wrong with the workflows of this package. */
async function workflowProblems(model: ApiModel): Promise<readonly Problem[]> {
  const [{ readWorkflows }, { lintWorkflows }] = await Promise.all([import('./workflows/document.js'), import('./workflows/lint.js')]);
  return lintWorkflows(readWorkflows(), model);
}

/** Whether an input is the description of this package. */
function isOwn(input: string): boolean {
  return resolve(input) === defaultInput;
}

/** Where output goes when nothing else is said, relative to the working directory. */
export const defaultOutput = 'generated';
/** Where the documentation's site goes when nothing else is said. */
export const defaultSiteOutput = `${defaultOutput}/site`;

/** What to generate and where to. */
export interface GenerateOptions extends InputOptions {
  /** A description already opened, in place of the input. */
  readonly opened?: OpenedDescription;
  /** Names of targets, `bundle` among them; what they require comes along. By default everything but the docs. */
  readonly targets?: readonly string[];
  /** The output folder; `generated` by default. */
  readonly output?: string;
  /** The folder of the documentation's site; `site` in the output folder by default. */
  readonly siteOutput?: string;
  /** `write` by default. */
  readonly mode?: WriteRequest['mode'];
  /** Overwrite and delete files that somebody changed. */
  readonly force?: boolean;
  /** A folder of Markdown guides for the docs; this package's own for its own description. */
  readonly guides?: string;
  /** Templates in place of this package's, such as those of `userTemplates`. */
  readonly templates?: TemplateSource;
  /** Further targets, run after this package's own. */
  readonly plugins?: readonly Generator[];
  /**
   * What earlier runs in this process left: targets for which nothing has changed are not run again, and nothing of theirs is
   * written again.
   */
  readonly memory?: RunMemory;
  /**
   * With a memory: the only files of the description that may have changed since its last run, said by somebody who is told of every
   * change, as a watcher is. Without it, all are looked at.
   */
  readonly changed?: readonly string[];
  /** How many threads share the targets: 2 by default where the machine has as many cores, or 1, which takes less memory. */
  readonly threads?: 1 | 2;
  readonly onStep?: StepListener;
}

/** What was generated. */
export interface GenerateResult {
  /** One per output folder. */
  readonly reports: readonly WriteReport[];
  readonly targets: readonly GeneratedTarget[];
  readonly problems: readonly Problem[];
  readonly opened: OpenedDescription;
  /** True when an output folder was (before writing) not what it should be. */
  readonly changed: boolean;
}

/** What one target made. */
export interface GeneratedTarget {
  readonly name: string;
  /** Its folder, absolute. */
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** True when it is what an earlier run made. */
  readonly reused: boolean;
}

/**
 * Runs targets and writes what they made, all of it or nothing.
 *
 * @throws ProblemError for a bad description, an unknown target, a construct a target cannot honour, a file in the way or an
 *   output folder that cannot be written
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { onStep = ignore, output = defaultOutput, mode = 'write', force = false, memory } = options;
  const steps = stepsOf(chooseTargets(options.targets, options.plugins ?? []));
  const source = contextSource(options, steps);
  // A run that others follow has everything warm, and most of it made already.
  const helper = memory === undefined && options.threads !== 1 ? helperFor(steps, source) : undefined;
  let isOpened = false;
  try {
    const begin = (description: Description): void => helper?.begin(helperTask(description, source));
    if (options.opened !== undefined) begin(options.opened.description);
    const opened = options.opened ?? (await openWith(options, onStep, options, begin));
    isOpened = true;
    const context = await targetContext(opened.description.document, opened.model, source);
    const results = helper === undefined ? await makeHere(steps, opened, context, memory, onStep) : await makeInThreads(steps, opened, context, helper, onStep);

    const problems = distinct([...opened.problems, ...results.flatMap(({ result }) => located(result.problems, opened.description))]);
    if (hasErrors(problems)) throw new ProblemError(problems);
    const placed = results.map((made) => ({ ...made, folder: resolve(made.step.isSeparate ? (options.siteOutput ?? join(output, made.step.below)) : join(output, made.step.below)) }));
    const fresh = placed.filter(({ reused }) => !reused);
    const shared = fresh.filter(({ step }) => !step.isSeparate);
    const isWhole = options.targets === undefined && fresh.length === placed.length;
    const covers = isWhole ? (): boolean => true : coverage(shared.map(({ step }) => step.below));
    const files = shared.flatMap(({ step, result }) => result.files.map((file) => ({ ...file, path: step.below === '' ? file.path : `${step.below}/${file.path}` })));
    const separate = fresh.filter(({ step }) => step.isSeparate);
    const requests: readonly WriteRequest[] = [
      ...(files.length > 0 ? [{ output: resolve(output), files, covers, mode, force }] : []),
      ...separate.map(({ step, result, folder }) => ({ output: folder, files: result.files, kind: step.name, mode, force })),
    ];
    const { writeOutput } = await import('./write/index.js');
    const stage = helper === undefined ? undefined : (files: readonly StagedFile[]): Promise<void> => stageInThreads(files, helper);
    const reports = await timed('write', onStep, async () => {
      const written: WriteReport[] = [];
      for (const request of requests) written.push(await writeOutput({ ...(memory?.onlyChanges(request) ?? request), ...(stage === undefined ? {} : { stage }) }));
      return written;
    });
    for (const request of requests) memory?.keepWritten(request);
    return {
      reports,
      targets: placed.map(({ step: { name }, folder, result, milliseconds, reused }) => ({
        name,
        folder,
        files: result.files.length,
        // Measured when asked for: it takes as long as to encode everything once more.
        get bytes() {
          return bytesOf(result.files);
        },
        milliseconds,
        reused,
      })),
      problems: [...problems, ...reports.flatMap((report) => report.problems)],
      opened,
      changed: reports.some((report) => report.changed),
    };
  } catch (error) {
    // What was made was not written: the next run must not take it for done. Of a description that cannot be read nothing is made.
    if (isOpened) memory?.forgetResults();
    throw error;
  } finally {
    await helper?.close();
  }
}

function contextSource({ input = defaultInput, guides, templates }: GenerateOptions, steps: readonly GenerateStep[] | undefined): ContextSource {
  // Of this package's targets only the documentation shows guides; what plugins do is not known.
  const showsGuides = steps === undefined || steps.some(({ name, effort }) => name === 'docs' || effort === undefined);
  return { guides, templates, ownGuides: showsGuides && isOwn(input) };
}

/** The problems, each once: two targets, or one in two places, may find the same. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.message, problem.origin, problem.position]), problem])).values()];
}

/** The documentation's site, each file made when it is asked for: what a server that follows changes shows. */
export interface SitePreview {
  /** By path: `index.html`. What a template of the user fails at is thrown when a file is made. */
  readonly files: ReadonlyMap<string, () => string>;
  readonly opened: OpenedDescription;
  readonly sources: Sources;
}

/**
 * Prepares the documentation's site without making or writing any of its files.
 *
 * @throws ProblemError for a bad description
 */
export async function previewSite(options: GenerateOptions = {}): Promise<SitePreview> {
  const opened = options.opened ?? (await openWith(options, options.onStep ?? ignore, options));
  const { siteFiles } = await import('./docs/index.js');
  const files = siteFiles(opened.model, await targetContext(opened.description.document, opened.model, contextSource(options, undefined)));
  return { opened, files: new Map(files.map((file) => [file.path, () => file.contents()])), sources: sourcesOf(opened, options) };
}

/** What output is made from, beside this program: what a watcher watches. */
export interface Sources {
  /** The files of the description. */
  readonly files: readonly string[];
  /** Folders of guides and templates. */
  readonly folders: readonly string[];
}

/** Where the sources of a run are. */
export function sourcesOf({ description }: OpenedDescription, { input = defaultInput, guides, templates }: GenerateOptions): Sources {
  const own = isOwn(input);
  const ownGuides = own ? [join(packageRoot, 'docs', 'guides'), join(packageRoot, 'spec', 'workflows')] : [];
  return {
    files: description.files,
    folders: [...(guides === undefined ? ownGuides : [guides]), ...(own ? [join(packageRoot, 'templates')] : []), ...(templates !== undefined && isUserTemplates(templates) ? [templates.folder] : [])],
  };
}

/** How to bundle. */
export interface BundleOptions extends InputOptions {
  /** `yaml` by default. */
  readonly format?: 'yaml' | 'json';
}

/** A description as one document. */
export interface BundleResult {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly opened: OpenedDescription;
}

/**
 * Makes one document of a description of many files: every reference in it points into itself.
 *
 * @throws ProblemError when the input cannot be read, or is no OpenAPI document that a target could work from
 */
export async function bundle({ format = 'yaml', ...input }: BundleOptions = {}): Promise<BundleResult> {
  const opened = await openDescription(input);
  const { printBundle } = await import('./source/index.js');
  return { text: printBundle(opened.description.document, format), problems: opened.problems, opened };
}

function bytesOf(files: readonly OutputFile[]): number {
  return files.reduce((sum, { contents }) => sum + (typeof contents === 'string' ? Buffer.byteLength(contents) : contents.byteLength), 0);
}
