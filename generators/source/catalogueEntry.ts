/** What a catalogue of errors holds. */
import type { Origin } from '../diagnostics.js';
import type { JsonObject } from './json.js';

/** One error type, in the form in which the bundle carries it. */
export interface CatalogueEntry {
  readonly type: string;
  readonly status: number;
  readonly format: 'standard' | 'oauth2';
  /** The message template with every parameter's example filled in. */
  readonly exampleMessage: string;
  /** The entry under `x-error-catalogue`. */
  readonly content: JsonObject;
  readonly origin: Origin;
}

/** A named group of types. */
export interface CatalogueSet {
  readonly name: string;
  readonly types: readonly string[];
  readonly content: JsonObject;
  readonly origin: Origin;
}

/** The whole catalogue, ordered by status, then type. */
export interface Catalogue {
  readonly entries: ReadonlyMap<string, CatalogueEntry>;
  readonly sets: ReadonlyMap<string, CatalogueSet>;
}
