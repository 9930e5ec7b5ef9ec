/** What a file system may refuse, told to the user. */
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
  const reason = systemReason(error);
  return new ProblemError(
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
