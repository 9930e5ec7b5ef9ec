/** What a run would do to an output folder, worked out before anything is touched. */
import { type Stats, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Problem, ProblemError } from '../diagnostics.js';
import { collisionKey } from '../fileNames.js';
import type { OutputFile } from '../generator.js';
import type { LeftFiles } from './leftFiles.js';
import { type Manifest, hashOf, manifestName, readManifest, stagingName } from './manifest.js';
import { pathFault } from './paths.js';
import { Places } from './places.js';

/** What happens to one file. */
export type Action =
  | 'create'
  | 'update'
  | 'unchanged'
  /** Ours, and no longer made: it goes. */
  | 'delete'
  /** In the way, but changed by somebody or never ours: needs `force`. */
  | 'conflict'
  /** No longer made, but changed by somebody: it stays, and is no longer ours. */
  | 'abandon';

/** One file of a plan. */
export interface PlannedFile {
  /** POSIX path below the output folder. */
  readonly path: string;
  readonly action: Action;
  /** What will be there; undefined for `delete` and `abandon`. */
  readonly contents?: Buffer;
  /** The hash of what is there now; undefined when nothing is. */
  readonly found?: string;
}

/** A plan for one output folder. */
export interface Plan {
  /** The output folder, absolute. */
  readonly output: string;
  /** In the order of their paths. */
  readonly files: readonly PlannedFile[];
  /** The manifest once the plan is carried out. */
  readonly manifest: Manifest;
  /** False when the folder holds, byte for byte, what the plan says. */
  readonly changed: boolean;
}

/** What to plan. */
export interface PlanRequest {
  /** The output folder, absolute. It need not exist. */
  readonly output: string;
  readonly files: readonly OutputFile[];
  /** Whose output this is; files of another kind in the same folder are left alone. `generate` by default. */
  readonly kind?: string;
  /**
   * Which of the files that are ours this run makes anew: those for which this is true and that are not in `files` are
   * orphans. The rest of the manifest stays as it is. By default everything of this kind.
   */
  readonly covers?: (path: string) => boolean;
  /** Overwrite and delete what somebody changed. */
  readonly force?: boolean;
  /** What this process wrote before, in place of which nothing need be read. */
  readonly left?: LeftFiles;
}

/**
 * Compares what should be in an output folder with what is there and with the manifest of the last run.
 *
 * @throws ProblemError for a path that must not be written (outside the folder, a device, two that differ in case only)
 */
export function planOutput(request: PlanRequest): Plan {
  const { output, force = false, kind = 'generate', left } = request;
  const wanted = checkPaths(request.files);
  const before = readManifest(output, kind);
  const covers = (path: string): boolean => before.get(path)?.kind === kind && (request.covers?.(path) ?? true);
  const hashBefore = (path: string): string | undefined => (before.get(path)?.kind === kind ? before.get(path)?.hash : undefined);
  const after = new Map([...before].filter(([path]) => !covers(path)));
  const planned: PlannedFile[] = [];
  const places = new Places(output);

  for (const path of before.keys()) {
    // A manifest is a file like any other: what it names is not trusted further than what a target names.
    if (!covers(path) || wanted.has(path) || pathFault(path) !== undefined) continue;
    const found = stateOf(join(output, path), places.at(path), left);
    if (found === undefined) continue;
    const ours = force || found === hashBefore(path);
    planned.push({ path, action: ours ? 'delete' : 'abandon', found });
  }
  const leaving = new Set(planned.filter((file) => file.action === 'delete').map((file) => file.path));

  for (const [path, contents] of wanted) {
    const hash = hashOf(contents);
    const found = stateOf(join(output, path), places.at(path), left);
    after.set(path, { hash, kind });
    planned.push({ path, contents, action: actionFor(), ...(found === undefined ? {} : { found }) });

    function actionFor(): Action {
      if (isBlocked(output, path, places, leaving)) return 'conflict';
      if (found === undefined) return 'create';
      if (found === hash) return 'unchanged';
      if (found === 'folder') return 'create';
      return force || found === hashBefore(path) ? 'update' : 'conflict';
    }
  }
  planned.sort((a, b) => (a.path < b.path ? -1 : 1));
  const changed = planned.some((file) => file.action !== 'unchanged') || !sameManifest(before, after);
  return { output, files: planned, manifest: after, changed };
}

/** The wanted files by path, after a look at every name. */
function checkPaths(files: readonly OutputFile[]): Map<string, Buffer> {
  const problems: Problem[] = [];
  const wanted = new Map<string, Buffer>();
  const spellings = new Map<string, string>();
  const reserved = new Set([manifestName, stagingName].map(collisionKey));
  for (const { path, contents } of files) {
    const fault = pathFault(path) ?? (reserved.has(collisionKey(path.split('/')[0] ?? '')) ? 'is reserved' : undefined);
    if (fault !== undefined) {
      problems.push(unsafe(`The output path ${shown(path)} ${fault}.`));
      continue;
    }
    const other = spellings.get(collisionKey(path));
    if (other !== undefined) {
      const difference = other === path ? 'made twice' : `the same file as ${JSON.stringify(other)} where case does not count`;
      problems.push(unsafe(`The output path ${JSON.stringify(path)} is ${difference}.`));
      continue;
    }
    spellings.set(collisionKey(path), path);
    wanted.set(path, typeof contents === 'string' ? Buffer.from(contents, 'utf8') : Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength));
  }
  const folders = new Set<string>();
  for (const path of wanted.keys()) {
    for (let above = dirname(path); above !== '.' && !folders.has(above); above = dirname(above)) {
      folders.add(above);
      const file = spellings.get(collisionKey(above));
      if (file !== undefined) problems.push(unsafe(`The output path ${JSON.stringify(file)} is a file and a folder.`));
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return wanted;
}

/** A path as a message can hold it, whatever its length. */
function shown(path: string): string {
  return JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}…` : path);
}

function unsafe(message: string): Problem {
  return {
    code: 'unsafe-output-path',
    severity: 'error',
    message,
    help: 'File names come from names in the description; rename the thing that gives this name.',
  };
}

/** The hash of the file there, `folder`, `link` or `other` for what is no file, or undefined for nothing. */
function stateOf(full: string, stats: Stats | undefined, left: LeftFiles | undefined): string | undefined {
  if (stats === undefined) return undefined;
  if (stats.isFile()) return left?.hashOf(full, stats) ?? hashOf(readFileSync(full));
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/**
 * True when the path cannot be written even with `force`: a folder on the way is a link (and would lead elsewhere) or a
 * file that stays, or the place itself is a folder in which something stays.
 */
function isBlocked(output: string, path: string, places: Places, leaving: ReadonlySet<string>): boolean {
  if (places.isBarred(path, leaving)) return true;
  if (places.at(path)?.isDirectory() !== true) return false;
  const inside = readdirSync(join(output, path), { recursive: true, withFileTypes: true });
  return inside.some((entry) => {
    const below = join(entry.parentPath, entry.name).slice(output.length + 1).replaceAll('\\', '/');
    return !entry.isDirectory() && !leaving.has(below);
  });
}

function sameManifest(a: Manifest, b: Manifest): boolean {
  return a.size === b.size && [...a].every(([path, { hash, kind }]) => b.get(path)?.hash === hash && b.get(path)?.kind === kind);
}
