/** Reads the texts that a user has beside a description: guides, templates, stories, a configuration. */
import { type Stats, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ExitCode, ProblemError } from './diagnostics.js';

/** Nobody writes a larger one; reading it would only take the memory. */
const maximumBytes = 16 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a text file.
 *
 * @param within a folder that links must not lead out of: what is in it may be somebody else's, and what it is made into may be published
 * @throws ProblemError (exit code 3) for what is not there, no file, no text, too large, or outside
 */
export function readUserText(file: string, within?: string): string {
  const found = statusOf(file);
  // Reading a pipe or a device could take for ever.
  if (!found.isFile()) throw unreadable(file, 'is not a file', 'Put a file of text there, or nothing.');
  if (found.size > maximumBytes) throw unreadable(file, `is larger than ${maximumBytes / 1024 / 1024} MB`, 'Split it.');
  if (within !== undefined && !realpathSync(file).startsWith(realpathSync(within) + sep)) {
    throw unreadable(file, `is a link that leads out of ${within}`, 'Put a copy in its place.');
  }
  try {
    const text = utf8.decode(readFileSync(file));
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(file, 'is not UTF-8 text', 'Save it as UTF-8.');
    throw failed(file, error);
  }
}

/**
 * The names of what is in a folder, in order.
 *
 * @param what is in it, for the message: `guides`
 * @throws ProblemError (exit code 3) when it is not there or is no folder
 */
export function namesInUserFolder(folder: string, what: string): readonly string[] {
  if (!statusOf(folder).isDirectory()) throw unreadable(folder, 'is not a folder', `Name the folder of the ${what}.`);
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw failed(folder, error);
  }
}

/** The guides of a folder: its Markdown files, by name without `.md`. */
export function readUserGuides(folder: string): ReadonlyMap<string, string> {
  const names = namesInUserFolder(folder, 'guides').filter((name) => name.endsWith('.md'));
  return new Map(names.map((name) => [name.slice(0, -'.md'.length), readUserText(join(folder, name), folder)]));
}

function statusOf(path: string): Stats {
  let found: Stats | undefined;
  try {
    found = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw failed(path, error);
  }
  if (found === undefined) throw unreadable(path, 'is not there', 'Check the path; it is relative to the working directory, or to the configuration file that names it.');
  return found;
}

function failed(path: string, error: unknown): ProblemError {
  return unreadable(path, `cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Check its permissions.');
}

function unreadable(path: string, fault: string, help: string): ProblemError {
  return new ProblemError([{ code: 'file-unreadable', severity: 'error', message: `${path} ${fault}.`, origin: { file: path, pointer: '' }, help }], ExitCode.unreadableInput);
}
