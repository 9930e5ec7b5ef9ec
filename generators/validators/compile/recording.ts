/**
 * Compiling the same schema again, with the same answers from the checks written so far, would take the same steps: where one run follows another
 * they are taken without compiling.
 */
import type { Schema } from '../../model/model.js';
import { PieceKind, type Pieces } from '../../incremental/pieces.js';
import type { CheckWriter } from '../checkWriter.js';
import { withoutDetours } from './detours.js';
import { type CheckState, type Recorded, type RecordedStep, type Step, take } from './steps.js';

/** A step had another outcome than in the run before: what follows would differ, too. */
class OtherOutcome extends Error {}

const checkPieces = new PieceKind<Recorded<string>>();

/** A kind of work that takes steps, and is not done again where they are known. */
export type RecordedKind<Value> = PieceKind<Recorded<Value>>;

/** Takes the steps of compiling, and keeps them for the run that follows. */
export class CheckRecorder {
  readonly #state: CheckState;
  readonly #pieces: Pieces<Recorded<string>> | undefined;
  #steps: RecordedStep[] | undefined;
  #hasReported = false;

  private constructor(state: CheckState, pieces: Pieces<Recorded<string>> | undefined) {
    this.#state = state;
    this.#pieces = pieces;
  }

  /**
   * Compiles with a recorder. Where checks turn out differently than in the run before, it is done once more, from the beginning.
   *
   * @param session stands for runs in the same process that follow one another
   * @param common says what all checks depend on beside their schemas
   * @param kinds all the kinds that `work` hands to {@link CheckRecorder.work}
   */
  static compile<Result>(session: object | undefined, common: () => string, kinds: readonly { forget(session: object): void }[], work: (recorderOf: (state: CheckState) => CheckRecorder) => Result): Result {
    const once = (): Result => {
      const pieces = session === undefined ? undefined : checkPieces.of(session, common);
      return work((state) => new CheckRecorder(state, pieces));
    };
    try {
      return once();
    } catch (error) {
      if (!(error instanceof OtherOutcome) || session === undefined) throw error;
      for (const kind of [checkPieces, ...kinds]) kind.forget(session);
      return once();
    }
  }

  /** The name of a schema's check that is written, or being written. */
  lookUp(schema: Schema): string | undefined {
    return this.#take({ kind: 'look-up', schema });
  }

  /** Gives a schema's check its name. */
  name(schema: Schema, name: string): void {
    this.#take({ kind: 'name', schema, name });
  }

  /** See {@link CheckWriter.open}. */
  open(label: string): string {
    return this.#take({ kind: 'open', label }) ?? '';
  }

  /** See {@link CheckWriter.close}. */
  close(name: string, code: string, named: boolean): string {
    return this.#take({ kind: 'close', name, code, named }) ?? '';
  }

  /** See {@link CheckWriter.reference}. */
  reference(name: string): string {
    return this.#take({ kind: 'refer', name }) ?? '';
  }

  /** See {@link CheckWriter.laterReference}. */
  laterReference(name: string): string {
    return this.#take({ kind: 'refer-later', name }) ?? '';
  }

  #take(step: Step): string | undefined {
    const outcome = take(this.#state, step);
    this.#steps?.push({ step, outcome });
    return outcome;
  }

  /** To be called where compiling reports something, or does what is no step: it is to be done again in each run. */
  noteReport(): void {
    this.#hasReported = true;
  }

  /**
   * The name of a schema's check. Inside of another one's, it is recorded for itself: the other may change without it.
   *
   * @param key tells it from others; asked for once in a run
   * @param compile takes the steps, and is not called where they are known
   */
  check(key: string, schema: Schema, compile: () => string): string {
    if (this.#pieces === undefined) return compile();
    const { value, recorded } = this.#recall(this.#pieces, key, () => [schema], compile);
    if (recorded !== undefined) this.#steps?.push({ key, inner: recorded });
    return value;
  }

  /**
   * Work in which many schemas are compiled, or what it came to.
   *
   * @param pieces those of a {@link RecordedKind}
   * @param dependencies all that it depends on, schemas among them
   * @param work takes the steps, and is not called where they are known; never part of other such work
   */
  work<Value>(pieces: Pieces<Recorded<Value>>, key: string, dependencies: () => readonly unknown[], work: () => Value): Value {
    return this.#pieces === undefined ? work() : this.#recall(pieces, key, dependencies, work).value;
  }

  /** @returns what was recorded, where it can be repeated */
  #recall<Value>(pieces: Pieces<Recorded<Value>>, key: string, dependencies: () => readonly unknown[], make: () => Value): { readonly value: Value; readonly recorded?: Recorded<Value> } {
    let isNew = false;
    const recorded = pieces.get(key, dependencies, () => {
      isNew = true;
      return this.#record(make);
    });
    if (isNew) return { value: recorded.value, recorded };
    if (recorded.steps === undefined) return { value: make() };
    this.#repeat(recorded.steps);
    return { value: recorded.value, recorded };
  }

  #repeat(steps: readonly RecordedStep[]): void {
    for (const recorded of steps) {
      if ('inner' in recorded) {
        this.#pieces?.keep(recorded.key);
        this.#repeat(recorded.inner.steps ?? []);
      } else if (!this.#isTaken(recorded.step, recorded.outcome)) throw new OtherOutcome();
    }
  }

  /** Takes a step of an earlier run. @returns whether the same came of it */
  #isTaken(step: Step, outcome: string | undefined): boolean {
    if (step.kind === 'open' && outcome !== undefined && this.#state.writer.reopen(step.label, outcome)) return true;
    return take(this.#state, step) === outcome;
  }

  #record<Value>(make: () => Value): Recorded<Value> {
    const around = { steps: this.#steps, hasReported: this.#hasReported };
    const steps: RecordedStep[] = [];
    this.#steps = steps;
    this.#hasReported = false;
    const value = make();
    const hasReported = this.#hasReported;
    this.#steps = around.steps;
    this.#hasReported = around.hasReported || hasReported;
    return { value, steps: hasReported ? undefined : withoutDetours(steps) };
  }
}
