/** One case that went wrong. */
export interface Fault {
  readonly number: number;
  readonly outcome: string;
  readonly fault: string;
  readonly stdin?: string;
}

/** Runs fuzzing processes for a while, or until so many `cases` have run. `single` runs one case only. */
export function fuzz(options: { readonly seed: number; readonly seconds: number; readonly jobs: number; readonly cases?: number; readonly single?: number }): Promise<{
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
}>;
