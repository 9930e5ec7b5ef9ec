/** Which part of the bundle was written where. Only the seams are kept; everything between two seams follows from them. */
import type { Origin } from '../diagnostics.js';
import { rootOf } from '../model/documentParts.js';

/** A place of the bundle at which, or below which, there is a seam. */
interface Branch {
  origin: Origin | undefined;
  /** True where the bundle's content was made, not copied: what is below has this same origin. */
  made: boolean;
  /** By token, as it stands in the pointer; most have none. */
  children: Map<string, Branch> | undefined;
}

/** A place of the bundle where content of another origin begins. */
export interface Seam {
  readonly pointer: string;
  readonly origin: Origin;
  readonly made: boolean;
}

/** Maps pointers of the bundle to the places they were copied or made from. */
export class OriginMap {
  private readonly root = emptyBranch();
  private noted: Seam[] | undefined;
  /** By root of the bundle what was added below it: seams, and lists of them that are added again as they are. */
  private readonly added = new Map<string, (Seam | readonly Seam[])[]>();
  private readonly isCompared: boolean;
  /** What {@link isSameAt} has found, by the other map; held weakly, as each run's map is compared with that of the run before. */
  private readonly above = new WeakMap<OriginMap, Map<string, boolean>>();

  /** @param isCompared whether it is to be compared with other maps */
  constructor(isCompared = false) {
    this.isCompared = isCompared;
  }

  /** Says that the bundle's content at `pointer` is a copy of what stands at `origin`. */
  copied(pointer: string, origin: Origin): void {
    this.seam(pointer, origin, false);
  }

  /** Says that the bundle's content at `pointer` was made on account of what stands at `origin`. */
  made(pointer: string, origin: Origin): void {
    this.seam(pointer, origin, true);
  }

  /** The seams that some work adds, all of them below one root of the bundle: a Path Item, a component. */
  addedBy(work: () => void): readonly Seam[] {
    const noted: Seam[] = [];
    this.noted = noted;
    try {
      work();
    } finally {
      this.noted = undefined;
    }
    this.note(noted[0]?.pointer, noted);
    return noted;
  }

  /** Adds seams once more that some work has added. */
  add(seams: readonly Seam[]): void {
    for (const { pointer, origin, made } of seams) this.place(pointer, origin, made);
    this.note(seams[0]?.pointer, seams);
  }

  private note(pointer: string | undefined, seams: Seam | readonly Seam[]): void {
    if (!this.isCompared || pointer === undefined) return;
    const root = rootOf(pointer);
    const known = this.added.get(root);
    if (known === undefined) this.added.set(root, [seams]);
    else known.push(seams);
  }

  /** The place a bundle pointer comes from: that of the nearest seam above it, and the way from there. */
  originOf(pointer: string): Origin {
    let branch: Branch | undefined = this.root;
    let { origin, made } = this.root;
    let seamEnd = 0;
    // Seams lie near the root, so that most of a pointer need not be looked at.
    for (let start = 0; branch?.children !== undefined && start < pointer.length; ) {
      const end = tokenEnd(pointer, start);
      branch = branch.children.get(pointer.slice(start + 1, end));
      start = end;
      if (branch?.origin !== undefined) {
        ({ origin, made } = branch);
        seamEnd = end;
      }
    }
    if (origin === undefined || (pointer !== '' && !pointer.startsWith('/'))) {
      throw new RangeError(`Not a JSON Pointer of the bundle: ${pointer}`);
    }
    return made || seamEnd === pointer.length ? origin : { file: origin.file, pointer: origin.pointer + pointer.slice(seamEnd) };
  }

  /** Whether all below a pointer comes from where another map has it come from. */
  isSameBelow(pointer: string, other: OriginMap): boolean {
    // Of a whole root, what was added tells: above it there is little, and it is the same for many.
    const isRoot = rootOf(`${pointer}/x`) === pointer;
    if (isRoot && this.addedTheSame(pointer, other)) return this.isSameAt(pointer.slice(0, pointer.lastIndexOf('/')), other);
    const [mine, others] = [this.branchAt(pointer), other.branchAt(pointer)];
    return sameOrigin(this.originOf(pointer), other.originOf(pointer)) && mine.made === others.made && (this.addedTheSame(rootOf(pointer), other) || sameChildren(mine.branch, others.branch));
  }

  /** Whether a place, but not what is below it, comes from where another map has it come from. */
  private isSameAt(pointer: string, other: OriginMap): boolean {
    const same = this.above.get(other) ?? new Map<string, boolean>();
    this.above.set(other, same);
    const known = same.get(pointer) ?? (sameOrigin(this.originOf(pointer), other.originOf(pointer)) && this.branchAt(pointer).made === other.branchAt(pointer).made);
    same.set(pointer, known);
    return known;
  }

  /** A look at what was added, which spares one at all that became of it. */
  private addedTheSame(root: string, other: OriginMap): boolean {
    const [mine = [], others = []] = [this.added.get(root), other.added.get(root)];
    return this.isCompared && other.isCompared && mine.length === others.length && mine.every((one, index) => one === others[index] || sameSeam(one, others[index]));
  }

  /** The branch at a pointer, if there is one, and whether the nearest seam above (or there) is of made content. */
  private branchAt(pointer: string): { readonly branch: Branch | undefined; readonly made: boolean } {
    let branch: Branch | undefined = this.root;
    let { made } = this.root;
    for (let start = 0; start < pointer.length && branch !== undefined; ) {
      const end = tokenEnd(pointer, start);
      branch = branch.children?.get(pointer.slice(start + 1, end));
      if (branch?.origin !== undefined) ({ made } = branch);
      start = end;
    }
    return { branch, made };
  }

  private seam(pointer: string, origin: Origin, made: boolean): void {
    if (this.noted !== undefined) this.noted.push({ pointer, origin, made });
    else this.note(pointer, { pointer, origin, made });
    this.place(pointer, origin, made);
  }

  private place(pointer: string, origin: Origin, made: boolean): void {
    let branch = this.root;
    for (let start = 0; start < pointer.length; ) {
      const end = tokenEnd(pointer, start);
      const token = pointer.slice(start + 1, end);
      branch.children ??= new Map();
      let child = branch.children.get(token);
      if (child === undefined) {
        child = emptyBranch();
        branch.children.set(token, child);
      }
      branch = child;
      start = end;
    }
    branch.origin = origin;
    branch.made = made;
  }
}

/** Whether two places are one. */
export function sameOrigin(a: Origin | undefined, b: Origin | undefined): boolean {
  return a === b || (a !== undefined && a.file === b?.file && a.pointer === b.pointer);
}

function sameSeam(a: Seam | readonly Seam[], b: Seam | readonly Seam[] | undefined): boolean {
  return b !== undefined && 'pointer' in a && 'pointer' in b && a.pointer === b.pointer && a.made === b.made && sameOrigin(a.origin, b.origin);
}

function sameChildren(a: Branch | undefined, b: Branch | undefined): boolean {
  const [mine, others] = [a?.children, b?.children];
  if (mine === undefined || others === undefined) return (mine?.size ?? 0) === (others?.size ?? 0);
  return mine.size === others.size && [...mine].every(([token, branch]) => sameBranch(branch, others.get(token)));
}

function sameBranch(a: Branch, b: Branch | undefined): boolean {
  return b !== undefined && a.made === b.made && sameOrigin(a.origin, b.origin) && sameChildren(a, b);
}

function emptyBranch(): Branch {
  return { origin: undefined, made: false, children: undefined };
}

/** Where the token that begins with the slash at `start` ends. */
function tokenEnd(pointer: string, start: number): number {
  const next = pointer.indexOf('/', start + 1);
  return next === -1 ? pointer.length : next;
}
