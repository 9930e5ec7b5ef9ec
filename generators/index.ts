/**
 * The library: what the command line does, as functions.
 *
 * Every function that cannot do its work throws a {@link ProblemError}, whose problems name the place and what to do.
 */
import { type GenerateOptions, type GenerateResult, defaultSiteOutput, generate } from './pipeline.js';

export { ExitCode, type Origin, type Position, type Problem, ProblemError, type Severity } from './diagnostics.js';
export type { Generator, GeneratorContext, GeneratorResult, OutputFile, TemplateSource } from './generator.js';
export type * from './model/model.js';
export { type Mock, type MockOptions, startMock } from './mock/index.js';
export {
  bundle,
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
  targetNames,
} from './pipeline.js';
export type { Difference, WriteReport } from './write/index.js';

/** How to build the documentation. */
export interface BuildDocsOptions extends Omit<GenerateOptions, 'targets' | 'output' | 'siteOutput'> {
  /** The folder of the site; `generated/site` by default. */
  readonly output?: string;
}

/**
 * Builds the documentation as a static site.
 *
 * @throws ProblemError for a bad description, a file in the way or a folder that cannot be written
 */
export function buildDocs({ output = defaultSiteOutput, ...options }: BuildDocsOptions = {}): Promise<GenerateResult> {
  return generate({ ...options, targets: ['docs'], siteOutput: output });
}
