/**
 * The library: what the command line does, as functions.
 *
 * Every function that cannot do its work throws a {@link ProblemError}, whose problems name the place and what to do. Stages
 * are loaded when they are needed: importing this module costs next to nothing.
 */
import type { Mock, MockOptions } from './mock/index.js';
import { type GenerateOptions, type GenerateResult, defaultSiteOutput, generate } from './pipeline.js';

export { type Config, type CommandSettings, defineConfig, type InputSettings, type ProblemFormat } from './config.js';
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
 * Starts a mock of the API on this machine. It answers valid calls with the documented example, and any documented response
 * to a call that asks for it with the header `Prefer: code=…, example=…` (RFC 7240).
 *
 * @returns the running server; its `close` ends it
 * @throws ProblemError for a bad description, or a port that was asked for and is taken
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  return (await import('./mock/index.js')).startMock(options);
}
