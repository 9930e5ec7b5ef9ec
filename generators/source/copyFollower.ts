/** Decides which copies of the load before still hold, and notes of those made now what they depend on. */
import type { Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import type { CopyMemory, FollowedReference, RememberedCopy } from './copyMemory.js';
import type { FixtureWorld } from './fixtures.js';
import type { CopyBudget } from './limits.js';
import type { OriginMap } from './origins.js';
import { Place } from './place.js';
import type { Target } from './references.js';
import type { SourceFile } from './sourceFile.js';
import type { ComponentSection } from './structure.js';

/** What copying reports to and spends from. */
interface CopyingContext {
  readonly origins: OriginMap;
  readonly fixtures: FixtureWorld;
  /** What an earlier load copied. */
  readonly copies: CopyMemory | undefined;
  /** Everything reported so far. */
  readonly problems: ReadonlySet<Problem>;
  report(problem: Problem): void;
}

/** How references are followed while something is copied. */
interface References {
  /** The text that a reference has in the bundle. */
  rewrite(reference: string, section: ComponentSection, place: Place): string | undefined;
  /** What a reference leads to. */
  resolve(file: SourceFile, reference: string): Target | undefined;
}

/** What is noted while something is copied that the next load may take over. */
interface Recording {
  readonly followed: Map<string, FollowedReference>;
  /** Whether something was done that a later load has to do itself. */
  isPassing: boolean;
}

/** Follows the copying of one load. */
export class CopyFollower {
  readonly #context: CopyingContext;
  readonly #budget: CopyBudget;
  readonly #references: References;
  #recording: Recording | undefined;
  /** While references are followed only to see whether a copy holds: whether one led nowhere. */
  #trial: { hasFailed: boolean } | undefined;

  /** @param budget what copying in place is paid from */
  constructor(context: CopyingContext, budget: CopyBudget, references: References) {
    this.#context = context;
    this.#budget = budget;
    this.#references = references;
  }

  /** A copy of a value at a place: that of the load before, when all that it followed still leads to the same, else one made now. */
  copyOf(value: Json, place: Place, make: () => Json): Json {
    const { copies: memory, origins, fixtures, problems } = this.#context;
    if (memory === undefined || this.#recording !== undefined) return make();
    const { location } = place.file;
    const known = memory.at(place.at);
    if (known !== undefined && known.value === value && known.location === location && known.pointer === place.pointer && this.#holds(known, place)) {
      memory.keep(place.at, known);
      origins.add(known.seams);
      return known.copy;
    }
    const recording: Recording = { followed: new Map(), isPassing: false };
    const before = { problems: problems.size, copies: this.#budget.spent, fixtureCopies: fixtures.copies.spent };
    this.#recording = recording;
    let copy: Json = null;
    const seams = origins.addedBy(() => {
      copy = make();
    });
    this.#recording = undefined;
    if (!recording.isPassing && problems.size === before.problems) {
      const followed = [...recording.followed.values()];
      memory.keep(place.at, { value, location, pointer: place.pointer, followed, copy, seams, copies: this.#budget.spent - before.copies, fixtureCopies: fixtures.copies.spent - before.fixtureCopies });
    }
    return copy;
  }

  /** Hears of a reference that copying followed. */
  follows(reference: FollowedReference): void {
    const section = reference.kind === 'rewritten' ? reference.section : '';
    this.#recording?.followed.set(`${section} ${reference.file} ${reference.reference}`, reference);
  }

  /** Hears that what is being copied is to be copied anew by each load. */
  passOver(): void {
    if (this.#recording !== undefined) this.#recording.isPassing = true;
  }

  /** Reports a problem; during a trial, whoever copies anew meets it again. */
  report(problem: Problem): void {
    if (this.#trial === undefined) this.#context.report(problem);
    else this.#trial.hasFailed = true;
  }

  /** Whether making a copy again would make the same. All references are followed as copying would, so that files are read and components named in the same order. */
  #holds({ followed, copies, fixtureCopies }: RememberedCopy, place: Place): boolean {
    const trial = { hasFailed: false };
    const files = new Map([[place.file.location, place.file]]);
    this.#trial = trial;
    const isSame = followed.every((step) => {
      const file = files.get(step.file);
      if (file === undefined) return false;
      if (step.kind === 'rewritten') return this.#references.rewrite(step.reference, step.section, Place.of(file, place.pointer, place.at)) === step.text;
      const target = this.#references.resolve(file, step.reference);
      if (target === undefined || target.file.location !== step.location || target.pointer !== step.pointer || target.value !== step.value) return false;
      files.set(target.file.location, target.file);
      return true;
    });
    this.#trial = undefined;
    return isSame && !trial.hasFailed && this.#budget.spendMany(copies) && this.#context.fixtures.copies.spendMany(fixtureCopies);
  }
}
