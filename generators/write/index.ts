/** The last stage: files in memory become an output folder, all of them or none. */
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Problem, ProblemError } from '../diagnostics.js';
import { type Difference, differencesOf } from './drift.js';
import { withSystemErrorsLater } from './failures.js';
import { applyPlan, isInterrupted, recover } from './journal.js';
import type { LeftFiles } from './leftFiles.js';
import { type Plan, type PlanRequest, planOutput } from './plan.js';
import { type StageFiles, stageFiles } from './staging.js';

export type { Difference } from './drift.js';
export type { Action } from './plan.js';
export { manifestName } from './manifest.js';

/** What to write, where and how. */
export interface WriteRequest extends PlanRequest {
  /** `write`: do it. `check` and `dry-run`: touch nothing, only say what would change. */
  readonly mode: 'write' | 'check' | 'dry-run';
  /** How new files are written to the staging folder: by this thread, unless others help it. */
  readonly stage?: StageFiles;
}

/** What was written, or would be. */
export interface WriteReport {
  /** The output folder, absolute. */
  readonly output: string;
  readonly differences: readonly Difference[];
  readonly unchanged: number;
  /** How many bytes the whole output has. */
  readonly bytes: number;
  /** True when the folder was (before writing) not what it should be. */
  readonly changed: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Brings an output folder to the given state, or says what that would change.
 *
 * Files that this program did not write, or that were changed since, are never overwritten or deleted without `force`;
 * then nothing at all is written. What a killed run left is completed first.
 *
 * @throws ProblemError with exit code 1 for unsafe paths and files in the way, 4 when the folder cannot be written
 */
export async function writeOutput(request: WriteRequest): Promise<WriteReport> {
  const output = existsSync(request.output) ? realpathSync(request.output) : resolve(request.output);
  return withSystemErrorsLater(request.output, async () => {
    const interrupted = isInterrupted(output);
    if (request.mode === 'write') recover(output);
    const plan = planOutput({ ...request, output });
    const differences = differencesOf(plan, request.mode !== 'write');
    if (request.mode === 'write') {
      refuseConflicts(plan, request.force === true);
      const begun = await applyPlan(plan, request.stage ?? stageFiles);
      if (request.left !== undefined && begun !== undefined) noteWritten(plan, request.left, begun);
    }
    return {
      output,
      differences,
      unchanged: plan.files.length - differences.length,
      bytes: plan.files.reduce((sum, file) => sum + (file.contents?.length ?? 0), 0),
      changed: plan.changed || interrupted,
      problems: [...abandoned(plan), ...(interrupted ? [interruption(output, request.mode)] : [])],
    };
  });
}

function noteWritten({ output, files, manifest }: Plan, left: LeftFiles, begun: number): void {
  for (const { path, action, contents } of files) {
    const hash = manifest.get(path)?.hash;
    if (action === 'unchanged') continue;
    if (contents !== undefined && hash !== undefined) left.note(join(output, path), hash, contents.length, begun);
    else left.forget(join(output, path));
  }
}

function refuseConflicts(plan: Plan, forced: boolean): void {
  const conflicts = plan.files.filter((file) => file.action === 'conflict');
  if (conflicts.length === 0) return;
  const problems = conflicts.map(({ path, found }): Problem => {
    const kind = found === undefined || found === 'folder' || found === 'link' || found === 'other' ? 'place' : 'file';
    return {
      code: 'output-conflict',
      severity: 'error',
      message:
        kind === 'place' || forced
          ? `${path} cannot be written: something that is not ours is in the way. Nothing was written.`
          : `${path} was changed or made by somebody else since it was last generated. Nothing was written.`,
      origin: { file: resolve(plan.output, path), pointer: '' },
      help: kind === 'place' || forced ? 'Move it away, or choose another --output.' : 'Move the change elsewhere, or overwrite it with --force.',
    };
  });
  throw new ProblemError(problems);
}

function abandoned(plan: Plan): readonly Problem[] {
  return plan.files
    .filter((file) => file.action === 'abandon')
    .map(({ path }) => ({
      code: 'output-abandoned',
      severity: 'warning',
      message: `${path} is no longer generated, but was changed since; it stays and is now yours.`,
      help: 'Delete it, or run again with --force before the next change.',
    }));
}

function interruption(output: string, mode: WriteRequest['mode']): Problem {
  const done = mode === 'write' ? 'it was completed first' : 'the next run that writes completes it';
  return {
    code: 'output-interrupted',
    severity: 'warning',
    message: `An earlier run was stopped while it replaced the files of ${output}; ${done}.`,
  };
}
