/** The error catalogue of a description: errors/<status>/<type>.yaml and errors/sets.yaml beside the root document. */
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import type { Catalogue, CatalogueEntry, CatalogueSet } from './catalogueEntry.js';
import { fileBase } from './components.js';
import type { ExpansionMemory } from './expansionMemory.js';
import { type JsonObject, type MutableJsonObject, own, ownObject, ownString } from './json.js';
import { pointerOf } from './pointer.js';
import type { SourceFile } from './sourceFile.js';
import { didYouMean } from './suggest.js';

/** The files a catalogue is read from. */
export interface CatalogueFiles {
  readonly entries: readonly { readonly status: string; readonly file: SourceFile }[];
  readonly sets: SourceFile | undefined;
}

const isText = (value: Json): boolean => typeof value === 'string' && value.trim() !== '';
const isTextList = (value: Json): boolean => isJsonArray(value) && value.every(isText);
const isOneOf = (...values: readonly string[]) => (value: Json): boolean => typeof value === 'string' && values.includes(value);
const isParameters = (value: Json): boolean =>
  isJsonObject(value) &&
  Object.values(value).every((item) => isJsonObject(item) && ownString(item, 'description') !== undefined && ownString(item, 'example') !== undefined);

interface EntryKey {
  readonly accepts: (value: Json) => boolean;
  readonly expected: string;
  /** The value an entry has that leaves the key out; a key without one is required. */
  readonly default?: Json;
}

/** The keys of an entry in the order in which the bundle carries them, after `status`. */
const entryKeys: Readonly<Record<string, EntryKey>> = {
  format: { accepts: isOneOf('standard', 'oauth2'), expected: 'standard or oauth2', default: 'standard' },
  title: { accepts: isText, expected: 'a text' },
  message: { accepts: isText, expected: 'a text' },
  parameters: { accepts: isParameters, expected: 'a map from name to description and example, both texts', default: {} },
  meaning: { accepts: isText, expected: 'a text' },
  causes: { accepts: isTextList, expected: 'a list of texts' },
  fixes: { accepts: isTextList, expected: 'a list of texts' },
  actor: { accepts: isOneOf('developer', 'end_user', 'admin', 'provider', 'service'), expected: 'developer, end_user, admin, provider or service' },
  retry: { accepts: isOneOf('never', 'after_change', 'backoff'), expected: 'never, after_change or backoff' },
  fields: { accepts: isTextList, expected: 'a list of field names' },
  see_also: { accepts: isTextList, expected: 'a list of error types' },
  aliases: { accepts: isTextList, expected: 'a list of former names' },
  provenance: { accepts: isOneOf('documented', 'inferred'), expected: 'documented or inferred' },
};

/**
 * Reads the catalogue.
 *
 * @param report receives every problem; a faulty entry is still returned when it has a usable form
 * @param memory entries that an earlier load read
 */
export function readCatalogue(files: CatalogueFiles, report: (problem: Problem) => void, memory?: ExpansionMemory): Catalogue {
  const found: CatalogueEntry[] = [];
  for (const { status, file } of files.entries) {
    const entry = memory?.entryOf(file, Number(status)) ?? readEntry(Number(status), file, report, memory);
    if (entry !== undefined) {
      found.push(entry);
    }
  }
  found.sort((a, b) => a.status - b.status || (a.type < b.type ? -1 : 1));
  const entries = new Map<string, CatalogueEntry>();
  for (const entry of found) {
    const other = entries.get(entry.type);
    if (other === undefined) {
      entries.set(entry.type, entry);
    } else {
      report(error('duplicate-error-type', `${entry.type} stands in the catalogue twice: ${other.origin.file} and ${entry.origin.file}.`, entry.origin, 'A type has one status; remove one of the files.'));
    }
  }
  return { entries, sets: readSets(files.sets, entries, report) };
}

function readEntry(status: number, file: SourceFile, report: (problem: Problem) => void, memory: ExpansionMemory | undefined): CatalogueEntry | undefined {
  const origin: Origin = { file: file.name, pointer: '' };
  const value = file.value;
  if (!isJsonObject(value)) {
    report(error('error-entry', 'An error type is a mapping.', origin, 'See the entry of another type for its keys.'));
    return undefined;
  }
  let faulty = false;
  const fault = (pointer: string, message: string, help: string): void => {
    faulty = true;
    report(error('error-entry', message, { file: file.name, pointer }, help));
  };
  const content: MutableJsonObject = { status };
  for (const [key, { accepts, expected, default: absent }] of Object.entries(entryKeys)) {
    const given = own(value, key) ?? absent;
    if (given === undefined) {
      fault('', `The key "${key}" is missing.`, `It is ${expected}.`);
    } else if (!accepts(given)) {
      fault(pointerOf(key), `"${key}" is not ${expected}.`, `Write ${expected}.`);
    } else {
      content[key] = given;
    }
  }
  const details = own(value, 'details');
  if (details !== undefined) {
    content['details'] = details;
  }
  for (const key of Object.keys(value)) {
    if (key !== 'details' && !Object.hasOwn(entryKeys, key)) {
      fault(pointerOf(key), `An error type has no key "${key}".`, didYouMean(key, [...Object.keys(entryKeys), 'details'], 'Remove it.'));
    }
  }
  if (faulty) {
    return undefined;
  }
  const exampleMessage = renderMessage(content, (name) =>
    fault('/message', `The message names a parameter {${name}} that is not described.`, 'Describe it under `parameters`.'),
  );
  const format = own(content, 'format') === 'oauth2' ? 'oauth2' : 'standard';
  const entry: CatalogueEntry = { type: fileBase(file.name), status, format, exampleMessage, content, origin };
  if (!faulty) {
    memory?.keepEntry(file, entry);
  }
  return entry;
}

/** The entry's message with the examples of its parameters filled in. */
export function renderMessage(entry: JsonObject, onUnknown: (name: string) => void = () => undefined): string {
  const parameters = ownObject(entry, 'parameters') ?? {};
  return (ownString(entry, 'message') ?? '').replace(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (placeholder, name: string) => {
    const example = ownString(ownObject(parameters, name) ?? {}, 'example');
    if (example === undefined) {
      onUnknown(name);
    }
    return example ?? placeholder;
  });
}

function readSets(
  file: SourceFile | undefined,
  entries: ReadonlyMap<string, CatalogueEntry>,
  report: (problem: Problem) => void,
): Map<string, CatalogueSet> {
  const sets = new Map<string, CatalogueSet>();
  if (file === undefined || file.value === null) {
    return sets;
  }
  if (!isJsonObject(file.value)) {
    report(error('error-set', 'The sets are a mapping from name to description and types.', { file: file.name, pointer: '' }, 'See docs/authoring.md.'));
    return sets;
  }
  for (const [name, value] of Object.entries(file.value)) {
    const origin: Origin = { file: file.name, pointer: pointerOf(name) };
    const types = isJsonObject(value) ? own(value, 'types') : undefined;
    const description = isJsonObject(value) ? ownString(value, 'description') : undefined;
    if (description === undefined || !isJsonArray(types)) {
      report(error('error-set', `The set ${name} needs a description and a list of types.`, origin, 'Write `description: …` and `types: […]`.'));
      continue;
    }
    const known: string[] = [];
    types.forEach((type, index) => {
      if (typeof type === 'string' && entries.has(type)) {
        known.push(type);
      } else {
        report(unknownErrorType(String(type), entries, { file: file.name, pointer: pointerOf(name, 'types', index) }));
      }
    });
    const outside = isJsonObject(value) && own(value, 'outside') === true;
    sets.set(name, { name, types: known, content: { description, types: known, ...(outside ? { outside } : {}) }, origin });
  }
  return sets;
}

/** The problem of a name that is no error type. */
export function unknownErrorType(type: string, entries: ReadonlyMap<string, CatalogueEntry>, origin: Origin): Problem {
  return error(
    'unknown-error-type',
    `There is no error type "${type}".`,
    origin,
    didYouMean(type, entries.keys(), 'An error type is a file errors/<status>/<type>.yaml.'),
  );
}

function error(code: string, message: string, origin: Origin, help: string): Problem {
  return { code, severity: 'error', message, origin, help };
}
