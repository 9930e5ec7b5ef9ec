/** What a file system may refuse, told to the user. */
import { existsSync, lstatSync } from 'node:fs';
import { ExitCode, ProblemError } from '../diagnostics.js';
import { systemReason } from '../systemReason.js';

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
    throw told(error, output);
  }
}

/** As {@link withSystemErrors}, for work that takes its time. */
export async function withSystemErrorsLater<T>(output: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(error, output);
  }
}

/** What the file system refused as the user is told of it; any other error as it is. */
function told(error: unknown, output: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const place = 'path' in error && typeof error.path === 'string' ? error.path : output;
  const reason = error.code === 'EEXIST' && leadsNowhere(place) ? 'it is a link that leads nowhere' : systemReason(error);
  return new ProblemError(
    [
      {
        code: 'output-not-writable',
        severity: 'error',
        message: `The output ${output} cannot be written: ${reason} (${String(error.code)} at ${place}).`,
        help: `${mending.get(String(error.code)) ?? 'Choose'} another place.`,
      },
    ],
    ExitCode.unwritableOutput,
  );
}

const mending: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'Check the permissions there, or choose'],
  ['EPERM', 'Check the permissions there, or choose'],
  ['ENOSPC', 'Make room there, or choose'],
  ['EDQUOT', 'Make room there, or choose'],
]);

function leadsNowhere(path: string): boolean {
  return !existsSync(path) && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
