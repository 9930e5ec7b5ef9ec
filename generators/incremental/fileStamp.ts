/** What tells, without reading a file, whether it is still the one that was read or written. */
import type { Stats } from 'node:fs';

/** A file's number, size and times. */
export type FileStamp = string;

/** So coarse are the times of some file systems. */
const coarsestMilliseconds = 2500;

/** Finer times advance in steps no longer than this. */
const stepMilliseconds = 20;

/** The stamp of a file. */
export function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): FileStamp {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}

/** True where times are finer than a second, so that a file written again has another stamp. */
export function hasFineTimes({ ctimeMs }: Stats): boolean {
  return ctimeMs % 1000 !== 0;
}

/** True when the file was changed so long ago that any later change gives it another stamp. */
export function isSettled(stats: Stats, now: number): boolean {
  const age = now - Math.max(stats.mtimeMs, stats.ctimeMs);
  return age > (hasFineTimes(stats) ? stepMilliseconds : coarsestMilliseconds);
}
