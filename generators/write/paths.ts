/** Which names may be written below an output folder, on every system and not only on this one; and what is there. */
import { type Stats, lstatSync } from 'node:fs';
import { isDevice } from '../fileNames.js';

/** What is wrong with an output path, in words that follow the path; undefined when nothing is. */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (path.includes('\\')) return 'holds a backslash, which separates folders on Windows';
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'holds a control character';
  if (/[<>:"|?*]/.test(path)) return 'holds a character that Windows does not allow in a file name';
  for (const segment of path.split('/')) {
    const fault = segmentFault(segment);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function segmentFault(segment: string): string | undefined {
  if (segment === '') return 'has an empty segment';
  if (segment === '.' || segment === '..') return 'leaves its folder';
  if (/[. ]$/.test(segment)) return 'has a segment that ends in a dot or a space, which Windows drops';
  if (isDevice(segment)) return 'has a segment that names a device on Windows';
  if (Buffer.byteLength(segment) > 255) return 'has a segment longer than 255 bytes';
  if (!segment.isWellFormed()) return 'holds half of a surrogate pair';
  return undefined;
}

/** What is at a path, links not followed; undefined when nothing is, also where a part of the path is a file. */
export function statusAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
