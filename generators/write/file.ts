/** Writing one file that a user named. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { withSystemErrors } from './failures.js';

/**
 * Writes a file whole or not at all: under another name first, then renamed.
 *
 * @throws ProblemError (exit code 4) when it cannot be written
 */
export function writeFileAtomically(path: string, text: string): void {
  const target = resolve(path);
  const temporary = `${target}.${process.pid}.tmp`;
  withSystemErrors(path, () => {
    mkdirSync(dirname(target), { recursive: true });
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}
