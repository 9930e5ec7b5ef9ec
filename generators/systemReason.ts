/** What a file system refuses, in words. */

/** Why something could not be written: `no space left on the device`; the system's own words for what is seldom. */
export function systemReason(error: { readonly code?: unknown; readonly message: string }): string {
  return reasons.get(String(error.code)) ?? error.message;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is exceeded'],
  ['EFBIG', 'it would be larger than files may be here'],
  ['EIO', 'the device failed'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'a part of its path is a file'],
  ['ENOENT', 'its parent folder cannot be made'],
  ['ENAMETOOLONG', 'a name in it is too long'],
  ['ELOOP', 'its path is a circle of links'],
]);
