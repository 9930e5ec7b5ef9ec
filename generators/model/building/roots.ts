/**
 * The parts of a document that are looked at as a whole when a model follows another: Path Items, components and whatever else a
 * reference can lead to.
 */
import { rootOf } from '../documentParts.js';
import type { Json } from '../model.js';
import { escapeToken, isJsonArray, isJsonObject, pointerOfFragment, valueAt } from '../pointer.js';

/** The roots that a part refers to. Parts of an earlier document, which are the same objects, are not looked through again. */
export class RootReferences {
  readonly #known = new WeakMap<object, ReadonlySet<string>>();

  of(part: Json): ReadonlySet<string> {
    if (typeof part !== 'object' || part === null) return new Set();
    const known = this.#known.get(part);
    if (known !== undefined) return known;
    const found = new Set<string>();
    collect(part, found);
    this.#known.set(part, found);
    return found;
  }
}

function collect(value: Json, found: Set<string>): void {
  if (isJsonArray(value)) {
    for (const element of value) collect(element, found);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const member = value[key] ?? null;
      const pointer = key === '$ref' && typeof member === 'string' ? pointerOfFragment(member) : undefined;
      if (pointer !== undefined) found.add(rootOf(pointer));
      else if (typeof member === 'object') collect(member, found);
    }
  }
}

/** What is needed to compare a document with an earlier one. */
export interface Comparison {
  readonly before: Json;
  readonly after: Json;
  readonly references: RootReferences;
  /** Whether the part at a pointer, and all in it, was written at the same places. */
  isAtSamePlace(root: string): boolean;
}

/** The parts of a document that, with all they refer to, are the same objects as in an earlier one, written at the same places. */
export class UnchangedRoots {
  readonly #comparison: Comparison;
  readonly #all: ReadonlySet<string>;
  readonly #changed: ReadonlySet<string>;
  readonly #parts = new Map<string, boolean>();
  /** What stands at the roots. */
  readonly #before: ReadonlyMap<string, Json>;
  readonly #after: ReadonlyMap<string, Json>;

  constructor(comparison: Comparison) {
    const { before, after, references, isAtSamePlace } = comparison;
    this.#comparison = comparison;
    this.#before = new Map(rootsOf(before));
    this.#after = new Map(rootsOf(after));
    const all = new Set(this.#after.keys());
    const referring = new Map<string, string[]>();
    const changed = new Set<string>();
    // A Set hands out what is added while it is walked.
    for (const root of all) {
      const value = this.#after.get(root);
      if (value === undefined || value !== this.#before.get(root) || !isAtSamePlace(root)) changed.add(root);
      for (const target of references.of(value ?? null)) {
        all.add(target);
        const known = referring.get(target);
        if (known === undefined) referring.set(target, [root]);
        else known.push(root);
      }
    }
    for (const root of changed) for (const one of referring.get(root) ?? []) changed.add(one);
    this.#all = all;
    this.#changed = changed;
  }

  has(root: string): boolean {
    return this.#all.has(root) && !this.#changed.has(root);
  }

  /** Whether a part of a root is the same, which it may be although the root is not. */
  hasPart(part: string): boolean {
    const root = rootOf(part);
    if (this.has(root)) return true;
    if (part === root || !this.#all.has(root)) return false;
    const known = this.#parts.get(part) ?? this.#isSame(part, root);
    this.#parts.set(part, known);
    return known;
  }

  #isSame(part: string, root: string): boolean {
    const { references, isAtSamePlace } = this.#comparison;
    const below = part.slice(root.length);
    const value = valueAt(this.#after.get(root) ?? null, below);
    return value !== undefined && value === valueAt(this.#before.get(root) ?? null, below) && isAtSamePlace(part) && [...references.of(value)].every((target) => this.has(target));
  }
}

/** The pointers of the parts of a document, and what stands there. */
function rootsOf(document: Json): readonly (readonly [string, Json])[] {
  const found: (readonly [string, Json])[] = [];
  const addBelow = (value: Json, pointer: string): void => {
    if (!isJsonObject(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const place = `${pointer}/${escapeToken(name)}`;
      if (rootOf(`${place}/x`) === place) found.push([place, member]);
      else addBelow(member, place);
    }
  };
  addBelow(document, '');
  return found;
}
