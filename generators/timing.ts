/** Steps of a run, and how long each takes. */

/** One finished step of a run. */
export interface Step {
  /** `load`, `model`, the name of a target, `write` … */
  readonly name: string;
  readonly milliseconds: number;
}

/** Hears of each step when it is done, and if it likes when it begins. */
export interface StepListener {
  (step: Step): void;
  readonly begins?: (name: string) => void;
}

/** Does a step, tells the listener before and after, and gives its duration along with the result. */
export async function measured<T>(
  name: string,
  onStep: StepListener,
  work: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly milliseconds: number }> {
  onStep.begins?.(name);
  const started = performance.now();
  const result = await work();
  const milliseconds = performance.now() - started;
  onStep({ name, milliseconds });
  return { result, milliseconds };
}

/** Does a step and tells the listener. */
export async function timed<T>(name: string, onStep: StepListener, work: () => T | Promise<T>): Promise<T> {
  return (await measured(name, onStep, work)).result;
}

/** A listener that does not listen. */
export function ignore(): void {
  // Nobody listens.
}
