/** Which configuration file holds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExitCode, ProblemError } from '../../diagnostics.js';

/** The names a configuration file may have. */
export const configNames: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `stytch-b2b-openapi.config.${extension}`);

/** The member of package.json that may hold the configuration instead. */
export const packageKey = 'stytch-b2b-openapi';

/** A file that was found and not read yet. */
export interface ConfigLocation {
  /** Absolute. */
  readonly path: string;
  /** The configuration is a member of this package.json. */
  readonly inPackage: boolean;
}

/**
 * Looks for the configuration in one folder only, never above it: a configuration may be a program, and what stands in a
 * parent folder may be somebody else's.
 *
 * @param asked the file named by `--config`, relative to the folder
 * @throws ProblemError when the file that was asked for is not there, or when there are two
 */
export function findConfig(folder: string, asked?: string): ConfigLocation | undefined {
  if (asked !== undefined) {
    const path = resolve(folder, asked);
    if (!existsSync(path)) {
      throw new ProblemError([{ code: 'config-not-found', severity: 'error', message: `There is no configuration file ${asked}.`, help: 'The path is relative to the working directory.' }], ExitCode.unreadableInput);
    }
    return { path, inPackage: /(^|[\\/])package\.json$/.test(path) };
  }
  const found: ConfigLocation[] = configNames.map((name) => ({ path: join(folder, name), inPackage: false })).filter(({ path }) => existsSync(path));
  const manifest = join(folder, 'package.json');
  if (holdsConfig(manifest)) found.push({ path: manifest, inPackage: true });
  const [first, second] = found;
  if (first !== undefined && second !== undefined) {
    throw new ProblemError([
      { code: 'config-ambiguous', severity: 'error', message: `Both ${first.path} and ${second.path} configure this folder.`, help: 'Keep one of them, or name one with --config.' },
    ]);
  }
  return first;
}

function holdsConfig(manifest: string): boolean {
  if (statSync(manifest, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const text = readFileSync(manifest, 'utf8');
  // A package.json that is broken elsewhere is not this program's business, and most do not name it at all.
  if (!text.includes(`"${packageKey}"`)) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, packageKey);
  } catch {
    return false;
  }
}
