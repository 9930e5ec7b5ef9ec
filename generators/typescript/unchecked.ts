/**
 * Files that a user's compiler need not check again: they are checked where they are written, or printed in one way that tests compile under the
 * strictest flags. Checking all of them made every program pay for calls that it does not make. What is declared in them is as typed as ever. Each
 * target leaves a few files checked, so that a missing folder or a missing library is told.
 */
import type { OutputFile } from '../generator.js';
import { banner } from './print.js';

/** The line that tells the compiler so. Tests take it out. */
export const uncheckedLine = '// @ts-nocheck: checked where it was generated; a program pays for the calls that it makes.';

/** A printed or copied file with that line below its banner; the very same one for the same file. */
export function unchecked(file: OutputFile): OutputFile {
  const known = uncheckedFiles.get(file) ?? { path: file.path, contents: String(file.contents).replace(banner, () => `${banner}\n${uncheckedLine}`) };
  uncheckedFiles.set(file, known);
  return known;
}

const uncheckedFiles = new WeakMap<OutputFile, OutputFile>();
