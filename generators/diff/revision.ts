/**
 * A description as a revision of a Git repository has it: `git:REVISION:PATH`. The files of its folder are written to a temporary
 * one, so that a description of many files is read from one revision throughout.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative, sep } from 'node:path';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { type InputOptions, type OpenedDescription, openDescription } from '../pipeline.js';

/** A revision and a path of it. */
interface RevisionPath {
  readonly revision: string;
  /** Relative to the working directory, as all paths on a command line. */
  readonly path: string;
}

/** One side of a comparison. */
export interface Side {
  readonly opened: OpenedDescription;
  /** A file of it as it is shown to people. */
  readonly shownFile: (file: string) => string;
}

/**
 * Opens one side of a comparison: whatever {@link openDescription} takes, or `git:REVISION:PATH`.
 *
 * @throws ProblemError for a revision or path that Git does not know, and what {@link openDescription} throws
 */
export async function openSide(input: string, options: Omit<InputOptions, 'input'>): Promise<Side> {
  const wanted = revisionPath(input);
  if (wanted === undefined) return { opened: await openDescription({ ...options, input }), shownFile: (file) => file };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-revision-')));
  const shownFile = (file: string): string => revisionFile(file, folder, wanted.revision);
  try {
    const root = checkOut(wanted, input, folder);
    return { opened: await openDescription({ ...options, input: join(folder, ...root.split('/')) }), shownFile };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const problems = error.problems.map((problem) => (problem.origin === undefined ? problem : { ...problem, origin: { ...problem.origin, file: shownFile(problem.origin.file) } }));
    throw new ProblemError(problems, error.exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function revisionPath(input: string): RevisionPath | undefined {
  const match = /^git:([^:]+):(.+)$/.exec(input);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { revision: match[1], path: match[2] };
}

/** Writes the folder a file is in, as of a revision, and gives the file's path below `folder`. */
function checkOut({ revision, path }: RevisionPath, input: string, folder: string): string {
  const failed = (message: string, help: string): ProblemError =>
    new ProblemError([{ code: 'revision-unreadable', severity: 'error', message, origin: { file: input, pointer: '' }, help }], ExitCode.unreadableInput);
  // Git would take it for an option.
  if (revision.startsWith('-')) throw failed(`${JSON.stringify(revision)} is no revision.`, 'Name a branch, a tag or a commit.');
  const git = (args: readonly string[], stdin = ''): string | undefined => {
    try {
      const env = { ...process.env, GIT_INDEX_FILE: join(folder, '.index') };
      return execFileSync('git', args, { env, input: stdin, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 2 ** 28 });
    } catch {
      return undefined;
    }
  };
  const top = git(['rev-parse', '--show-toplevel'])?.trim();
  if (top === undefined) throw failed('This is no Git repository, or Git is not installed.', 'Run it inside the repository, or name a file.');
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`])?.trim();
  if (commit === undefined) throw failed(`Git knows no revision ${JSON.stringify(revision)}.`, 'Name a branch, a tag or a commit; fetch it first when it is on another machine.');
  const root = relative(realpathSync(top), join(realpathSync(process.cwd()), path)).split(sep).join('/');
  if (root.startsWith('../') || git(['cat-file', '-e', `${commit}:${root}`]) === undefined) throw failed(`There is no file ${path} in ${revision}.`, 'The path is relative to the working directory.');
  // An index of its own: what is staged in the repository stays as it is.
  git(['read-tree', commit]);
  const listed = git(['-C', top, 'ls-files', '-z', '--', `:(literal)${posix.dirname(root)}`]) ?? '';
  git(['-C', top, 'checkout-index', '-z', '--stdin', '--force', `--prefix=${folder}/`], listed);
  return root;
}

/** A file of the temporary folder, named by the revision it is of. */
function revisionFile(file: string, folder: string, revision: string): string {
  const shown = relative(process.cwd(), folder).split(sep).join('/');
  const prefix = [`${folder}/`, `${shown}/`].find((candidate) => file.startsWith(candidate));
  return prefix === undefined ? file : `git:${revision}:${file.slice(prefix.length)}`;
}
