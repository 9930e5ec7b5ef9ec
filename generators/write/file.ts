/** Writing one file that a user named. */
import { chmodSync, lstatSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { withSystemErrors } from './failures.js';
import { makeFolders } from './folders.js';

/**
 * Writes a file whole or not at all: under another name first, then renamed. A link stays one, and its target is written; who may read
 * the file stays as it was. A link that leads nowhere is followed, as a shell follows it: the file it names is made. What is no file, such as `/dev/stdout` or a pipe, is written to as it is.
 *
 * @throws ProblemError (exit code 4) when it cannot be written
 */
export function writeFileAtomically(path: string, text: string): void {
  withSystemErrors(path, () => {
    const named = resolve(path);
    const found = statSync(named, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile()) {
      writeFileSync(named, text);
      return;
    }
    const target = found === undefined ? targetOf(named) : realpathSync(named);
    const temporary = `${target}.${process.pid}.tmp`;
    makeFolders(dirname(target));
    try {
      // Readable by its owner alone until it is known who else may read it.
      writeFileSync(temporary, text, found === undefined ? {} : { mode: 0o600 });
      if (found !== undefined) chmodSync(temporary, found.mode & 0o777);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Where a path leads that leads to nothing yet: through links, if there are any, in no circle. */
function targetOf(path: string): string {
  let target = path;
  while (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true) target = resolve(dirname(target), readlinkSync(target));
  return target;
}
