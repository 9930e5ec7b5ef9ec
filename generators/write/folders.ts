/** Making folders. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are not there yet, one at a time. Node's own way (`recursive`) goes round for ever where the
 * system takes no new folder and says that the one above is missing, as `/proc` does.
 *
 * @throws the system's error for the first folder that cannot be made
 */
export function makeFolders(path: string): void {
  const missing: string[] = [];
  for (let folder = path; !isFolder(folder); folder = dirname(folder)) {
    missing.push(folder);
    if (dirname(folder) === folder) break;
  }
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!isFolder(folder)) throw error;
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // A file in its way, a circle of links, no permission: making it will say so.
    return false;
  }
}
