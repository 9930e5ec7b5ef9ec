/** What a file system may refuse, told to the user. */
import { ExitCode, ProblemError } from '../diagnostics.js';

/**
 * Does some work on the file system.
 *
 * @param output what the user asked to be written, for the message
 * @throws ProblemError with exit code 4 for what the file system refuses
 */
export function withSystemErrors<T>(output: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    const place = 'path' in error && typeof error.path === 'string' ? error.path : output;
    const reason = reasons.get(String(error.code)) ?? error.message;
    throw new ProblemError(
      [
        {
          code: 'output-not-writable',
          severity: 'error',
          message: `The output ${output} cannot be written: ${reason} (${String(error.code)} at ${place}).`,
          help: 'Choose another place with --output.',
        },
      ],
      ExitCode.unwritableOutput,
    );
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is exceeded'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'a part of its path is a file'],
  ['ENOENT', 'its parent folder cannot be made'],
  ['ENAMETOOLONG', 'a name in it is too long'],
  ['ELOOP', 'its path is a circle of links'],
]);
