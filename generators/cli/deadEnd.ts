/** Runs that wait for something that never comes. */
import { ProblemError } from '../diagnostics.js';

/**
 * Gives what a piece of work gives, and an error when it waits although nothing is left that could wake it: a plugin that never settles its
 * promise, for instance. Node would end the process without a word.
 *
 * @throws ProblemError when nothing is left to wait for; whatever the work throws
 */
export async function endsSomehow<T>(work: Promise<T>): Promise<T> {
  let atDeadEnd = (): void => undefined;
  const deadEnd = new Promise<never>((_, reject) => {
    atDeadEnd = () => {
      reject(new ProblemError([{ code: 'never-ends', severity: 'error', message: 'The run waits for something that never comes.', help: 'A plugin or a configuration awaits a promise that nothing settles: look for one in the step after the last that is shown.' }]));
    };
  });
  process.once('beforeExit', atDeadEnd);
  try {
    return await Promise.race([work, deadEnd]);
  } finally {
    process.off('beforeExit', atDeadEnd);
  }
}
