/** Copies that the bundler made, kept from one load to the next together with all that they depend on. */
import type { Json } from '../model/model.js';
import type { Seam } from './origins.js';
import type { ComponentSection } from './structure.js';

/** A reference that was followed while something was copied, and what came of it. The same reference of a file is followed once. */
export type FollowedReference =
  | { readonly kind: 'rewritten'; readonly file: string; readonly reference: string; readonly section: ComponentSection; readonly text: string | undefined }
  /** What it leads to was copied in its place. */
  | { readonly kind: 'inlined'; readonly file: string; readonly reference: string; readonly location: string; readonly pointer: string; readonly value: Json };

/** A copy, and what would make it another one. */
export interface RememberedCopy {
  /** What was copied. */
  readonly value: Json;
  /** Where it stood. */
  readonly location: string;
  readonly pointer: string;
  /** In the order in which they were met. */
  readonly followed: readonly FollowedReference[];
  readonly copy: Json;
  readonly seams: readonly Seam[];
  /** How many objects were copied in place, of the description and of fixtures. */
  readonly copies: number;
  readonly fixtureCopies: number;
}

/** The copies of the load before, for the one that follows. */
export class CopyMemory {
  #common: readonly unknown[] = [];
  #before: ReadonlyMap<string, RememberedCopy> = new Map();
  #now = new Map<string, RememberedCopy>();

  /**
   * Begins another load.
   *
   * @param common what all copies depend on, compared by identity
   */
  begin(common: readonly unknown[]): void {
    const isSame = common.length === this.#common.length && common.every((part, index) => part === this.#common[index]);
    this.#before = isSame ? this.#now : new Map();
    this.#now = new Map();
    this.#common = common;
  }

  /** The copy that the load before made at a place of the bundle. */
  at(pointer: string): RememberedCopy | undefined {
    return this.#before.get(pointer);
  }

  /** Keeps a copy for the next load. */
  keep(pointer: string, copy: RememberedCopy): void {
    this.#now.set(pointer, copy);
  }
}
