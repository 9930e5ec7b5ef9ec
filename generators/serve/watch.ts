/** Hears of changes to the files a build was made from. */
import { type FSWatcher, existsSync, readdirSync, statSync, watch } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';

/** What to listen to. */
export interface Watched {
  /** Files; their whole folders are listened to, because editors replace files, and a new one may belong to the rest. */
  readonly files: readonly string[];
  /** Folders, with everything below them. */
  readonly folders: readonly string[];
  /** A folder that is none of the sources, although it may lie beside them: where the output goes. */
  readonly output?: string;
}

/** A running watch. */
export interface Watch {
  /** Listens to something else from now on. */
  follow(watched: Watched): void;
  /** How often something may have happened unheard: where listening began, or broke off. */
  readonly gaps: number;
  close(): void;
}

/** What sources are written in; names without an ending are folders that came or went. */
const endings: ReadonlySet<string> = new Set(['', '.yaml', '.yml', '.json', '.md', '.hbs', '.js', '.css', '.svg']);

/** So long must it be quiet: saving a file is several events, saving all of them is many. */
const quietMilliseconds = 40;

/**
 * Calls back with the paths that changed, once they have stopped changing for a moment.
 *
 * @param onChange gets the paths, each once
 */
export function watchSources(onChange: (paths: readonly string[]) => void): Watch {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let named: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;
  let ignored: string | undefined;
  let gaps = 0;

  const hear = (folder: string, name: string | null): void => {
    const path = name === null ? folder : join(folder, name);
    if (resolve(path) === ignored) return;
    const base = name ?? '';
    const isSource = !base.startsWith('.') && !base.endsWith('~') && endings.has(extname(base).toLowerCase());
    // A file without an ending is no source, but may be where the output of this very program goes: to answer it would never end.
    if (!named.has(resolve(path)) && (!isSource || (extname(base) === '' && isFile(path)))) return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed].sort();
      changed.clear();
      onChange(paths);
    }, quietMilliseconds);
  };

  return {
    follow({ files, folders, output }) {
      ignored = output === undefined ? undefined : resolve(output);
      named = new Set(files.map((file) => resolve(file)));
      // A folder that is named in two ways is listened to once, by the name that came first.
      const wanted = new Map([...files.map((file) => dirname(file)), ...folders.flatMap(foldersBelow)].reverse().map((folder) => [resolve(folder), folder]));
      for (const [place, watcher] of watchers) {
        if (wanted.has(place)) continue;
        watcher.close();
        watchers.delete(place);
      }
      for (const [place, folder] of wanted) {
        if (watchers.has(place) || !existsSync(folder)) continue;
        const watcher = watch(folder, (_event, name) => {
          hear(folder, name);
        });
        // A folder that goes away is no reason to end.
        watcher.on('error', () => {
          gaps += 1;
          watcher.close();
          watchers.delete(place);
        });
        watchers.set(place, watcher);
        gaps += 1;
      }
    },
    get gaps() {
      return gaps;
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function foldersBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...below.map((entry) => join(entry.parentPath, entry.name))];
}
