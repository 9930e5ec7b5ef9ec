/** The files of a description: read once, parsed once, and only those that may be read. */
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Origin, Position, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { parseText } from './parse.js';
import type { ParseMemory } from './parseMemory.js';
import { PositionFinder, type Syntax } from './positions.js';
import type { SeenFile } from './seenFiles.js';
import type { SourceFile } from './sourceFile.js';
import { didYouMean } from './suggest.js';

/** What asking for a file gave. `pending` is a URL whose content has to be fetched first. */
export type ReadResult =
  | { readonly file: SourceFile }
  | { readonly problem: Problem; readonly unreadable: boolean }
  | { readonly pending: string };

/** The location of a document that came in on standard input. */
export const stdinLocation = '<stdin>';

/** No description is larger; a larger file is a mistake or an attack. */
export const maximumBytes = 64 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What may be read. */
export interface ReadPolicy {
  readonly allowRemote: boolean;
  readonly allowOutside: boolean;
}

/** Reads, parses and keeps source files. */
export class SourceFiles {
  /** The folder of the root document; local references must stay below it. */
  readonly folder: string;
  private readonly policy: ReadPolicy;
  private readonly memory: ParseMemory | undefined;
  private readonly results = new Map<string, ReadResult>();
  private readonly finders = new Map<string, PositionFinder>();
  private readonly texts = new Map<string, string>();
  private readonly values = new Map<string, Json>();
  private readonly syntaxes = new Map<string, Syntax>();
  private readonly localNames: string[] = [];
  private readonly locations: Map<string, Map<string, string>>;
  private readonly realFolders = new Map<string, string>();
  /** Whether a folder lies in that of the root document, as its path says and when links are followed. */
  private readonly writtenInside = new Map<string, boolean>();
  private readonly reallyInside = new Map<string, boolean>();

  /** @param memory what was parsed by earlier loads */
  constructor(folder: string, policy: ReadPolicy, memory?: ParseMemory) {
    this.folder = folder;
    this.policy = policy;
    this.memory = memory;
    this.locations = memory?.locations ?? new Map();
  }

  /** The names of the local files read so far, in the order of reading. */
  get names(): readonly string[] {
    return this.localNames;
  }

  /**
   * Reads the document at a location.
   *
   * @param location an absolute path, an http(s) URL, or {@link stdinLocation}
   * @param referredFrom where it is named, for problems; absent for the root document
   */
  read(location: string, referredFrom?: Origin): ReadResult {
    const known = this.results.get(location);
    if (known !== undefined) {
      return 'problem' in known && referredFrom !== undefined && known.unreadable
        ? { ...known, problem: { ...known.problem, origin: referredFrom } }
        : known;
    }
    const result = isUrl(location) ? this.readRemote(location, referredFrom) : this.readLocal(location, referredFrom);
    if (!('pending' in result)) {
      this.results.set(location, result);
    }
    return result;
  }

  /**
   * The location a reference's document part names.
   *
   * @returns undefined when it is of a kind that cannot be read (`urn:` …)
   */
  locationOf(from: SourceFile, reference: string): string | undefined {
    if (reference === '') {
      return from.location;
    }
    if (isUrl(from.location) || /^[a-z][a-z0-9+.-]+:/i.test(reference)) {
      return locationByUrl(from, reference);
    }
    const folder = from.location === stdinLocation ? this.folder : path.dirname(from.location);
    const known = this.locations.get(folder) ?? new Map<string, string>();
    const location = known.get(reference) ?? path.resolve(folder, reference);
    this.locations.set(folder, known.set(reference, location));
    return location;
  }

  /** The names in a folder of the description that are `wanted`, as `list` finds them. */
  namesIn(folder: string, wanted: string, list: () => readonly string[]): readonly string[] {
    return this.memory?.seen.namesIn(folder, wanted, list) ?? list();
  }

  /** The name a person knows a location by. */
  nameOf(location: string): string {
    return this.memory?.nameOf(location, shownName) ?? shownName(location);
  }

  /** Takes in a text that was not read from disk: standard input, or what a URL answered. */
  supply(location: string, text: string): ReadResult {
    const result = this.parse(location, text);
    this.results.set(location, result);
    return result;
  }

  /** Notes that a URL could not be fetched. */
  fail(location: string, reason: string): void {
    this.results.set(location, {
      unreadable: true,
      problem: {
        code: 'remote-unreadable',
        severity: 'error',
        message: `${location} could not be fetched: ${reason}.`,
        help: 'Check the address and the connection, or keep a copy beside the document.',
      },
    });
  }

  /** Line and column of an origin in a file that was read. */
  locate(origin: Origin, part: 'key' | 'value' = 'key'): Position | undefined {
    let finder = this.finders.get(origin.file);
    if (finder === undefined) {
      const text = this.texts.get(origin.file);
      if (text === undefined) {
        return undefined;
      }
      finder = new PositionFinder(text, this.syntaxes.get(origin.file));
      this.finders.set(origin.file, finder);
    }
    return finder.find(origin.pointer, part);
  }

  /** The text of a file that was read, by its shown name. */
  textOf(name: string): string | undefined {
    return this.texts.get(name);
  }

  /** The parsed content of a file that was read, by its shown name. */
  valueOf(name: string): Json | undefined {
    return this.values.get(name);
  }

  private readRemote(url: string, referredFrom: Origin | undefined): ReadResult {
    if (this.policy.allowRemote) {
      return { pending: url };
    }
    return {
      unreadable: true,
      problem: {
        code: 'remote-reference',
        severity: 'error',
        message: `${url} is on the network, and nothing is fetched unless that is allowed.`,
        ...(referredFrom === undefined ? {} : { origin: referredFrom }),
        help: 'Allow it with --allow-remote, or download the document and refer to the copy.',
      },
    };
  }

  private readLocal(location: string, referredFrom: Origin | undefined): ReadResult {
    const seen = this.memory?.seen.fileAt(location);
    if (seen !== undefined) {
      return this.takeOver(seen);
    }
    const name = this.nameOf(location);
    const origin = referredFrom === undefined ? { file: name, pointer: '' } : referredFrom;
    try {
      const mustBeInside = referredFrom !== undefined && !this.policy.allowOutside;
      // The written path first, so that nothing outside is touched, not even to learn whether it exists.
      if (mustBeInside && !this.isWrittenInside(location)) {
        return outside(name, origin);
      }
      const entry = lstatSync(location);
      if (mustBeInside && !this.isReallyInside(location, entry.isSymbolicLink())) {
        return outside(name, origin);
      }
      const stat = entry.isSymbolicLink() ? statSync(location) : entry;
      if (!stat.isFile() || stat.size > maximumBytes) {
        const what = stat.isFile() ? `is larger than ${maximumBytes / 1024 / 1024} MB` : 'is not a file';
        return unreadable(origin, `${name} ${what}.`, 'Name the file of an OpenAPI document.');
      }
      const read = (): string => utf8.decode(readFileSync(location));
      const { text, stamp = undefined } = this.memory?.textAt(location, stat, read) ?? { text: read() };
      this.localNames.push(name);
      const result = this.parse(location, text, name);
      const syntax = this.syntaxes.get(name);
      if (syntax !== undefined && 'file' in result) {
        this.memory?.seen.note({ file: result.file, text, syntax, stamp });
      }
      return result;
    } catch (error) {
      return this.localFailure(location, name, origin, error, referredFrom === undefined);
    }
  }

  /** A file as the last load read it. */
  private takeOver({ file, text, syntax }: SeenFile): ReadResult {
    this.localNames.push(file.name);
    this.texts.set(file.name, text);
    this.values.set(file.name, file.value);
    this.syntaxes.set(file.name, syntax);
    return { file };
  }

  private localFailure(location: string, name: string, origin: Origin, error: unknown, isRoot: boolean): ReadResult {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return {
        unreadable: true,
        problem: {
          code: 'file-not-found',
          severity: 'error',
          message: `There is no file ${name}.`,
          origin,
          help: didYouMean(path.basename(location), siblings(location), `Check the path; it is relative to ${isRoot ? 'the working directory' : 'the file it stands in'}.`),
        },
      };
    }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return unreadable(origin, `${name} is not UTF-8 text.`, 'Save it as UTF-8.');
    }
    return unreadable(origin, `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, 'Check its permissions.');
  }

  private parse(location: string, text: string, name = shownName(location)): ReadResult {
    const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.texts.set(name, content);
    const result = this.memory?.parse(name, content) ?? parseText(name, content);
    if ('problem' in result) {
      return { problem: result.problem, unreadable: false };
    }
    this.values.set(name, result.value);
    this.syntaxes.set(name, result.syntax);
    return { file: { location, name, value: result.value } };
  }

  private isWrittenInside(location: string): boolean {
    const isFolderInside = remembered(this.writtenInside, path.dirname(location), (folder) => isBelow(this.folder, folder));
    return isFolderInside || isBelow(this.folder, location);
  }

  /** Symbolic links count as what they lead to. */
  private isReallyInside(location: string, isLink: boolean): boolean {
    if (isLink) {
      return isBelow(this.realFolder(this.folder), realpathSync(location));
    }
    const folder = path.dirname(location);
    const isFolderInside = remembered(this.reallyInside, folder, () => isBelow(this.realFolder(this.folder), this.realFolder(folder)));
    return isFolderInside || isBelow(this.realFolder(this.folder), path.join(this.realFolder(folder), path.basename(location)));
  }

  private realFolder(folder: string): string {
    return remembered(this.realFolders, folder, () => realpathSync(folder));
  }
}

/** What a question about a key was answered before, or is answered now. */
function remembered<Value>(known: Map<string, Value>, key: string, answer: (key: string) => Value): Value {
  const before = known.get(key);
  if (before !== undefined) {
    return before;
  }
  const value = answer(key);
  known.set(key, value);
  return value;
}

/** True for the locations that are fetched. */
export function isUrl(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** The name a person knows a location by. */
export function shownName(location: string): string {
  if (isUrl(location) || location === stdinLocation) {
    return location;
  }
  const here = process.cwd() + path.sep;
  const relative = location.startsWith(here) ? location.slice(here.length) : path.relative(process.cwd(), location);
  return path.sep === '/' ? relative : relative.split(path.sep).join('/');
}

/** The location that a reference names which is no path: a URL, or one below the URL of the document it stands in. */
function locationByUrl(from: SourceFile, reference: string): string | undefined {
  if (isUrl(reference)) {
    return reference;
  }
  if (isUrl(from.location)) {
    return URL.canParse(reference, from.location) ? new URL(reference, from.location).href : undefined;
  }
  try {
    return reference.startsWith('file:') ? fileURLToPath(reference) : undefined;
  } catch {
    return undefined;
  }
}

function isBelow(folder: string, location: string): boolean {
  const relative = path.relative(folder, location);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function outside(name: string, origin: Origin): ReadResult {
  return {
    unreadable: true,
    problem: {
      code: 'outside-reference',
      severity: 'error',
      message: `${name} lies outside the folder of the root document.`,
      origin,
      help: 'Move it below the root document, or allow references outside when you trust this description.',
    },
  };
}

function unreadable(origin: Origin, message: string, help: string): ReadResult {
  return { unreadable: true, problem: { code: 'file-unreadable', severity: 'error', message, origin, help } };
}

function siblings(location: string): string[] {
  try {
    return readdirSync(path.dirname(location)).sort();
  } catch {
    return [];
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
