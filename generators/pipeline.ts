/**
 * The one hallway: description → model → targets → output folder.
 *
 * The command line and the library API both go through here. Everything happens in memory first; the disk is touched in one
 * step at the end, and only when every target succeeded.
 */
import { join, resolve } from 'node:path';
import { type ChosenTarget, bundleTarget, chooseTargets, targetNames } from './chosenTargets.js';
import { ExitCode, type Problem, ProblemError, hasErrors } from './diagnostics.js';
import type { Generator, GeneratorContext, GeneratorResult, OutputFile, TemplateSource } from './generator.js';
import { located, withPositions } from './located.js';
import type { ApiModel } from './model/model.js';
import { defaultInput, fileTemplates, packageRoot, packageVersion, readGuides, redocScript } from './package.js';
import type { RunMemory } from './runMemory.js';
import type { OpenedDescription } from './openedDescription.js';
import { runTarget } from './runTarget.js';
import type { Description } from './source/index.js';
import { isUserTemplates } from './templates.js';
import type { WriteReport, WriteRequest } from './write/index.js';

export type { OpenedDescription };
export { targetNames };

/** Where a description comes from. */
export interface InputOptions {
  /** A path, a URL (with `allowRemote`) or `-` for standard input. By default the description of this package. */
  readonly input?: string;
  /** The base of every `error_url`, in place of the description's own. */
  readonly docsBaseUrl?: string;
  /** Follow `$ref` to other hosts. */
  readonly allowRemote?: boolean;
  /** With `allowRemote`: references to loopback and private addresses, too. */
  readonly allowPrivate?: boolean;
  /** Follow `$ref` to files outside the folder of the root document. */
  readonly allowOutside?: boolean;
  /** What standard input holds, for the input `-`. */
  readonly stdin?: string;
}

/** One finished step of a run. */
export interface Step {
  /** `load`, `model`, the name of a target, `write` … */
  readonly name: string;
  readonly milliseconds: number;
}

/** Hears of each step when it is done, and if it likes when it begins. */
export interface StepListener {
  (step: Step): void;
  readonly begins?: (name: string) => void;
}

/**
 * Reads a description and builds its model.
 *
 * @throws ProblemError when the input cannot be read, or is no OpenAPI document that a target could work from
 */
export async function openDescription(options: InputOptions, onStep: StepListener = ignore): Promise<OpenedDescription> {
  return openWith(options, onStep, undefined);
}

async function openWith(options: InputOptions, onStep: StepListener, memory: RunMemory | undefined): Promise<OpenedDescription> {
  const { input = defaultInput, ...loading } = options;
  const { loadDescription } = await import('./source/index.js');
  const description = await timed('load', onStep, () => loadDescription(input, memory === undefined ? loading : { ...loading, memory: memory.parsed }));
  const before = memory?.same(description);
  if (before !== undefined) return before;
  const { model, problems } = await timed('model', onStep, () => withPositions(description, () => modelOf(description)));
  const all = [...description.problems, ...located(problems, description)];
  if (hasErrors(all)) throw new ProblemError(all);
  const opened = { description, model, problems: all };
  memory?.keep(opened);
  return opened;
}

async function modelOf(description: Description): Promise<{ readonly model: ApiModel; readonly problems: readonly Problem[] }> {
  const { buildModel } = await import('./model/build.js');
  return buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) });
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
  try {
    return await generateFiles(options);
  } catch (error) {
    // What was made was not written: the next run must not take it for done.
    options.memory?.forgetResults();
    throw error;
  }
}

async function generateFiles(options: GenerateOptions): Promise<GenerateResult> {
  const { onStep = ignore, output = defaultOutput, mode = 'write', force = false } = options;
  const chosen = await chooseTargets(options.targets, options.plugins ?? []);
  const opened = options.opened ?? (await openWith(options, onStep, options.memory));
  const builtIn = await contextFor(opened, options);
  const context = chosen.targets.some(({ target }) => target.name === 'docs') ? await withDownloads(builtIn, opened) : builtIn;

  const problems: Problem[] = [...opened.problems];
  const made: GeneratedTarget[] = [];
  const shared: OutputFile[] = [];
  const separate: WriteRequest[] = [];
  const steps = [...(chosen.bundle ? [bundleStep(opened)] : []), ...chosen.targets.map((target) => targetStep(target, opened))];
  for (const { name, below, isSeparate, maker, make } of steps) {
    const { result: outcome, milliseconds } = await measured(name, onStep, async () =>
      options.memory === undefined ? { result: await make(context), reused: false } : options.memory.result(name, maker, context, make),
    );
    const { result, reused } = outcome;
    problems.push(...located(result.problems, opened.description));
    const folder = resolve(isSeparate ? (options.siteOutput ?? join(output, below)) : join(output, below));
    made.push({ name, folder, files: result.files.length, bytes: bytesOf(result.files), milliseconds, reused });
    if (reused) continue;
    if (isSeparate) separate.push({ output: folder, files: result.files, kind: name, mode, force });
    else shared.push(...result.files.map((file) => ({ ...file, path: below === '' ? file.path : `${below}/${file.path}` })));
  }
  if (hasErrors(problems)) throw new ProblemError(problems);

  const { writeOutput } = await import('./write/index.js');
  const isWhole = options.targets === undefined && made.every(({ reused }) => !reused);
  const fresh = steps.filter(({ name, isSeparate }) => !isSeparate && made.some((target) => target.name === name && !target.reused));
  const covers = isWhole ? (): boolean => true : coverage(fresh.map(({ below }) => below));
  const reports = await timed('write', onStep, () => {
    const requests = [...(shared.length > 0 ? [{ output: resolve(output), files: shared, covers, mode, force }] : []), ...separate];
    return requests.map((request) => writeOutput(request));
  });
  problems.push(...reports.flatMap((report) => report.problems));
  return { reports, targets: made, problems, opened, changed: reports.some((report) => report.changed) };
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
  const opened = options.opened ?? (await openDescription(options, options.onStep));
  const { siteFiles } = await import('./docs/index.js');
  const files = siteFiles(opened.model, await contextFor(opened, options));
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
  const own = isOwn(input) ? [join(packageRoot, 'docs', 'guides'), join(packageRoot, 'templates')] : [];
  return {
    files: description.files,
    folders: [...(guides === undefined ? own.slice(0, 1) : [guides]), ...own.slice(1), ...(templates !== undefined && isUserTemplates(templates) ? [templates.folder] : [])],
  };
}

/** One thing that a run makes. */
interface GenerateStep {
  readonly name: string;
  /** The folder below the output folder; empty for the output folder itself. */
  readonly below: string;
  readonly isSeparate: boolean;
  /** Another maker, another result. */
  readonly maker: object;
  make(context: GeneratorContext): Promise<GeneratorResult>;
}

function targetStep(chosen: ChosenTarget, { description, model }: OpenedDescription): GenerateStep {
  const { name, folder, separate } = chosen.target;
  return { name, below: folder, isSeparate: separate, maker: chosen.generator, make: (context) => withPositions(description, () => runTarget(chosen, model, context)) };
}

function bundleStep(opened: OpenedDescription): GenerateStep {
  return { name: bundleTarget, below: '', isSeparate: false, maker: bundleNames, make: async () => ({ files: await bundleFiles(opened), problems: [] }) };
}

/** Which of the files that are ours a run of some targets makes anew: those in their folders, and the bundle's. */
function coverage(folders: readonly string[]): (path: string) => boolean {
  const files: readonly string[] = folders.includes('') ? Object.values(bundleNames) : [];
  return (path) => files.includes(path) || folders.some((folder) => folder !== '' && path.startsWith(`${folder}/`));
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

/** The names of the bundle's files in the output folder. */
const bundleNames = { yaml: 'openapi.yaml', json: 'openapi.json' } as const;

async function bundleFiles({ description }: OpenedDescription): Promise<readonly OutputFile[]> {
  const { printBundle } = await import('./source/index.js');
  return [
    { path: bundleNames.yaml, contents: printBundle(description.document, 'yaml') },
    { path: bundleNames.json, contents: printBundle(description.document, 'json') },
  ];
}

/** The guides that were written, and those that the workflows make. */
async function ownGuides(model: ApiModel): Promise<ReadonlyMap<string, string>> {
  const [{ readWorkflows }, { workflowGuides }] = await Promise.all([import('./workflows/document.js'), import('./workflows/guide.js')]);
  return new Map([...readGuides(), ...workflowGuides(readWorkflows(), model)]);
}

async function contextFor({ description, model }: OpenedDescription, options: GenerateOptions): Promise<GeneratorContext> {
  const own = isOwn(options.input ?? defaultInput);
  return {
    document: description.document,
    templates: options.templates ?? fileTemplates(),
    guides: options.guides !== undefined ? readGuides(options.guides) : own ? await ownGuides(model) : new Map(),
    redoc: redocScript,
    toolVersion: packageVersion(),
  };
}

/** The context of the documentation, which offers the Postman collection for download. */
async function withDownloads(context: GeneratorContext, { model }: OpenedDescription): Promise<GeneratorContext> {
  const { postman } = await import('./postman/index.js');
  const { files } = await postman.generate(model, context);
  const collection = files.find(({ path }) => path === 'collection.json');
  if (collection === undefined) return context;
  return { ...context, downloads: [{ path: 'postman-collection.json', title: 'Postman collection', contents: String(collection.contents) }] };
}

function bytesOf(files: readonly OutputFile[]): number {
  return files.reduce((sum, file) => sum + Buffer.byteLength(file.contents), 0);
}

async function measured<T>(
  name: string,
  onStep: StepListener,
  work: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly milliseconds: number }> {
  onStep.begins?.(name);
  const started = performance.now();
  const result = await work();
  const milliseconds = performance.now() - started;
  onStep({ name, milliseconds });
  return { result, milliseconds };
}

async function timed<T>(name: string, onStep: StepListener, work: () => T | Promise<T>): Promise<T> {
  return (await measured(name, onStep, work)).result;
}

function ignore(): void {
  // Nobody listens.
}
