/** Parsed files, kept from one load to the next: a watcher loads the same description again and again. */
import type { Stats } from 'node:fs';
import { type FileStamp, isSettled, stampOf } from '../incremental/fileStamp.js';
import { type ParseResult, parseText } from './parse.js';
import { SeenFiles } from './seenFiles.js';

/** Reads and parses each text once for as long as it stays the same. The values it gives out are shared: nothing may change them. */
export class ParseMemory {
  private readonly known = new Map<string, { readonly text: string; readonly result: ParseResult }>();
  private readonly texts = new Map<string, { readonly stamp: FileStamp; readonly text: string }>();
  /** What a load that knows what has changed need not look at. */
  readonly seen: SeenFiles = new SeenFiles();
  /** By folder: the locations that references in its files name. */
  readonly locations = new Map<string, Map<string, string>>();
  /** What people know locations by, which depends on the working directory. */
  private names = { folder: '', byLocation: new Map<string, string>() };

  /** The name of a location, as it is from where the process is now. */
  nameOf(location: string, name: (location: string) => string): string {
    const folder = process.cwd();
    if (this.names.folder !== folder) this.names = { folder, byLocation: new Map() };
    const known = this.names.byLocation.get(location) ?? name(location);
    this.names.byLocation.set(location, known);
    return known;
  }

  /** What {@link parseText} gives for a file, of which the text may have been seen before. */
  parse(name: string, text: string): ParseResult {
    const before = this.known.get(name);
    if (before?.text === text) {
      return before.result;
    }
    const result = parseText(name, text);
    this.known.set(name, { text, result });
    return result;
  }

  /**
   * The text of a file, which is read only when it may have changed.
   *
   * @param stats what was found at the location just now
   * @returns the text, and its stamp if any later change gives the file another one
   */
  textAt(location: string, stats: Stats, read: () => string): { readonly text: string; readonly stamp?: FileStamp } {
    const stamp = stampOf(stats);
    const before = this.texts.get(location);
    if (before?.stamp === stamp) {
      return before;
    }
    this.texts.delete(location);
    const settled = isSettled(stats, Date.now());
    const text = read();
    if (!settled) {
      return { text };
    }
    const now = { text, stamp };
    this.texts.set(location, now);
    return now;
  }
}
