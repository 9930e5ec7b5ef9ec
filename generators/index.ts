/**
 * The library: what the command line does, as functions.
 *
 * Every function that cannot do its work throws a {@link ProblemError}, whose problems name the place and what to do. Stages
 * are loaded when they are needed: importing this module costs next to nothing.
 */
import type { ConformanceOptions, RunResult } from './conformance/index.js';
import type { Difference as DescriptionDifference, DiffOptions } from './diff/index.js';
import type { Mock, MockOptions } from './mock/index.js';
import { type GenerateOptions, type GenerateResult, type OpenedDescription, defaultSiteOutput, generate } from './pipeline.js';
import type { Watcher, WatchOptions } from './watch.js';

export { type Config, type CommandSettings, defineConfig, type InputSettings, type ProblemFormat } from './config.js';
export type { ConformanceOptions, Credentials, Finding, Outbox, RunResult, StepResult, StoryResult, Totals } from './conformance/index.js';
export { hasPassed, totalsOf } from './conformance/result.js';
export type { Change, Difference as DescriptionDifference, DiffOptions, Level } from './diff/index.js';
export { ExitCode, hasErrors, type Origin, type Position, type Problem, ProblemError, type Severity } from './diagnostics.js';
export type { Generator, GeneratorContext, GeneratorResult, OutputFile, TemplateSource } from './generator.js';
export type * from './model/model.js';
export type { Mock, MockOptions } from './mock/index.js';
export {
  bundle,
  type BundleOptions,
  type BundleResult,
  generate,
  type GeneratedTarget,
  type GenerateOptions,
  type GenerateResult,
  type InputOptions,
  lint,
  type LintResult,
  openDescription,
  type OpenedDescription,
  type Step,
  type StepListener,
  targetNames,
} from './pipeline.js';
export { type UserTemplates, templateNames, userTemplates } from './templates.js';
export type { Watcher, WatchOptions, WatchRun } from './watch.js';
export type { Difference, WriteReport } from './write/index.js';

/** How to build the documentation. */
export interface BuildDocsOptions extends Omit<GenerateOptions, 'targets' | 'output' | 'siteOutput'> {
  /** The folder of the site; `generated/site` by default. */
  readonly output?: string;
}

/**
 * Builds the documentation as a static site.
 *
 * @returns what was generated; `reports[0].output` is the folder of the site
 * @throws ProblemError for a bad description, a file in the way or a folder that cannot be written
 */
export function buildDocs({ output = defaultSiteOutput, ...options }: BuildDocsOptions = {}): Promise<GenerateResult> {
  return generate({ ...options, targets: ['docs'], siteOutput: output });
}

/**
 * Generates, and again whenever a file changes that the output is made from. A description that cannot be read leaves the output as it was.
 *
 * @returns once the first run is over, whatever its outcome; its `close` ends the watching
 */
export async function watch(options: WatchOptions): Promise<Watcher> {
  return (await import('./watch.js')).watch(options);
}

/**
 * Starts a mock of the API on this machine. It answers valid calls with the documented example, and any documented response
 * to a call that asks for it with the header `Prefer: code=…, example=…` (RFC 7240).
 *
 * @returns the running server; its `close` ends it
 * @throws ProblemError for a bad description, or a port that was asked for and is taken
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  return (await import('./mock/index.js')).startMock(options);
}

/**
 * Compares two descriptions: what changed, and whom it hurts.
 *
 * @param old as `openDescription` gives it
 * @param now the same of the newer description
 * @returns the changes, the gravest first, and how many there are of each level
 */
export async function diffDescriptions(old: OpenedDescription, now: OpenedDescription, options: DiffOptions = {}): Promise<DescriptionDifference> {
  return (await import('./diff/index.js')).diffDescriptions(old, now, options);
}

/**
 * Calls an implementation of an API and checks every answer against the description. Without `write`, only calls that change nothing are made.
 *
 * @returns every story and step; `hasPassed` sums them up
 * @throws ProblemError for stories that are wrong or cannot be read, for a choice that leaves none, and when nobody answers at the URL
 */
export async function runConformance(options: ConformanceOptions): Promise<RunResult> {
  return (await import('./conformance/index.js')).runConformance(options);
}
