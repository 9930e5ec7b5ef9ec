/** Runs one target, and tells a defect of this package from a fault in what a user brought along. */
import { join } from 'node:path';
import { type Problem, ProblemError } from './diagnostics.js';
import type { ChosenTarget } from './chosenTargets.js';
import type { GeneratorContext, GeneratorResult, OutputFile } from './generator.js';
import type { ApiModel } from './model/model.js';
import { withDownloads } from './targetContext.js';
import { isUserTemplates, type UserTemplates } from './templates.js';
import { type UserPlace, placeInUserCode } from './userStack.js';

/**
 * Runs a target.
 *
 * @throws ProblemError when a plugin throws or gives back something else than files, or a template of the user fails
 */
export async function runTarget(chosen: ChosenTarget, model: ApiModel, shared: GeneratorContext): Promise<GeneratorResult> {
  const { target, isPlugin } = chosen;
  const [generator, context] = await Promise.all([target.load(), contextFor(chosen, model, shared)]);
  return blamed(chosen, context, async () => {
    const result = await generator.generate(model, context);
    return isPlugin ? checkedResult(target.name, result) : result;
  });
}

/** What a target gets, of what all of them share: only the documentation gets files to offer for download. */
export async function contextFor({ target }: ChosenTarget, model: ApiModel, shared: GeneratorContext): Promise<GeneratorContext> {
  return target.name === 'docs' ? withDownloads(shared, model) : shared;
}

/**
 * Does work of a target.
 *
 * @throws ProblemError when it fails and a plugin or a template of the user is to blame
 */
export async function blamed<T>({ target, isPlugin }: ChosenTarget, { templates }: GeneratorContext, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (isPlugin) throw new ProblemError([pluginProblem(target.name, `failed: ${message}`, placeInUserCode(error))]);
    if (isUserTemplates(templates) && templates.replaced.some((name) => name.startsWith(`${target.name}/`))) {
      throw new ProblemError([await templateProblem(templates, error)]);
    }
    throw error;
  }
}

/** At its place where the template that fails is the user's; else one of ours was called with what it cannot show. */
async function templateProblem({ folder, replaced }: UserTemplates, error: unknown): Promise<Problem> {
  const { TemplateFailure } = await import('./text/templates.js');
  const message = error instanceof Error ? error.message : String(error);
  const problem = { code: 'template-failed', severity: 'error' } as const;
  if (error instanceof TemplateFailure && replaced.includes(error.template)) {
    const { position } = error;
    const place = { origin: { file: join(folder, error.template), pointer: '' }, ...(position === undefined ? {} : { position }) };
    return { ...problem, message: `The template failed: ${error.reason}`, ...place, help: 'Compare it with what `eject` copies.' };
  }
  return { ...problem, message: `A template of ${folder} failed: ${message}`, origin: { file: folder, pointer: '' }, help: `It replaces ${replaced.join(', ')}; compare with what \`eject\` copies.` };
}

/** A plugin may be JavaScript, which no compiler has checked. */
function checkedResult(name: string, result: unknown): GeneratorResult {
  if (typeof result !== 'object' || result === null || !('files' in result) || !Array.isArray(result.files)) {
    throw new ProblemError([pluginProblem(name, 'gave back no list of `files`.')]);
  }
  const files: readonly unknown[] = result.files;
  const problems: readonly unknown[] = 'problems' in result && Array.isArray(result.problems) ? result.problems : [];
  const badFile = files.find((file) => !isOutputFile(file));
  if (badFile !== undefined) throw new ProblemError([pluginProblem(name, 'gave back a file without `path` or `contents`.')]);
  const badProblem = problems.find((problem) => !isProblem(problem));
  if (badProblem !== undefined) throw new ProblemError([pluginProblem(name, 'gave back a problem without `code`, `severity` or `message`.')]);
  return { files: files.filter(isOutputFile), problems: problems.filter(isProblem) };
}

function isOutputFile(value: unknown): value is OutputFile {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('contents' in value)) return false;
  return typeof value.path === 'string' && (typeof value.contents === 'string' || value.contents instanceof Uint8Array);
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('severity' in value) || !('message' in value)) return false;
  return typeof value.code === 'string' && typeof value.message === 'string' && ['error', 'warning', 'info'].includes(String(value.severity));
}

function pluginProblem(name: string, what: string, place?: UserPlace): Problem {
  return { code: 'plugin-failed', severity: 'error', message: `The plugin ${name} ${what}`, ...place, help: 'docs/plugins.md of this package says what a plugin gets and gives back.' };
}
