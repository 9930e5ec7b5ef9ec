/** What one load made of the error catalogue, kept for the load that follows. */
import type { Origin } from '../diagnostics.js';
import type { Catalogue, CatalogueEntry } from './catalogueEntry.js';
import type { JsonObject } from './json.js';
import { type Seam, sameOrigin } from './origins.js';
import type { SourceFile } from './sourceFile.js';

/** What the `x-errors` of an operation became, and all that it follows from beside the operation. */
export interface KeptExpansion {
  /** Where `x-errors` stands in the bundle, and where it was written. */
  readonly pointer: string;
  readonly origin: Origin;
  /** The types of the sets that it names. */
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly entries: readonly CatalogueEntry[];
  readonly expanded: JsonObject;
  readonly seams: readonly Seam[];
}

/** Entries and expansions. What was reported is never kept: the next load reports it again. */
export class ExpansionMemory {
  readonly #entries = new WeakMap<object, { readonly file: string; readonly entry: CatalogueEntry }>();
  readonly #expansions = new WeakMap<JsonObject, KeptExpansion>();

  /** The entry that was read of a file, if it still says the same. */
  entryOf({ name, value }: SourceFile, status: number): CatalogueEntry | undefined {
    const known = typeof value === 'object' && value !== null ? this.#entries.get(value) : undefined;
    return known?.file === name && known.entry.status === status ? known.entry : undefined;
  }

  /** Keeps an entry in which nothing is wrong. */
  keepEntry({ name, value }: SourceFile, entry: CatalogueEntry): void {
    if (typeof value === 'object' && value !== null) this.#entries.set(value, { file: name, entry });
  }

  /** The expansion of an operation, if expanding it again would make the same. */
  expansionOf(operation: JsonObject, pointer: string, origin: Origin, { sets, entries }: Catalogue): KeptExpansion | undefined {
    const known = this.#expansions.get(operation);
    const holds =
      known?.pointer === pointer &&
      sameOrigin(known.origin, origin) &&
      [...known.sets].every(([name, types]) => sameTexts(sets.get(name)?.types, types)) &&
      known.entries.every((entry) => entries.get(entry.type) === entry);
    return holds ? known : undefined;
  }

  /** Keeps the expansion of an operation at which nothing was reported. */
  keepExpansion(operation: JsonObject, expansion: KeptExpansion): void {
    this.#expansions.set(operation, expansion);
  }
}

function sameTexts(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a === b || (a?.length === b.length && a.every((text, index) => text === b[index]));
}
