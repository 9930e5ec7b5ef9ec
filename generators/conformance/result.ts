/** What a run found. */
import type { Position } from '../diagnostics.js';

/** How a step or story ended. */
export type Outcome = 'passed' | 'failed' | 'skipped';

/** The part of a story that a step belongs to. */
export type Phase = 'prologue' | 'chapter' | 'epilogue';

/** One thing that was not as it should be. */
export interface Finding {
  /** Stable: the codes of violations, and `expectation`, `capture`, `no-answer`, `missing-value`, `outbox`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** One step of a story. */
export interface StepResult {
  readonly title: string;
  readonly phase: Phase;
  readonly operationId: string;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  /** Why it was skipped. */
  readonly reason?: string;
  /** `POST /v1/b2b/organizations`, as sent. */
  readonly request?: string;
  readonly status?: number;
  readonly requestId?: string;
  /** The beginning of the answer's body, where the step failed. */
  readonly answer?: string;
  readonly milliseconds: number;
  readonly file: string;
  readonly position?: Position;
}

/** One story. */
export interface StoryResult {
  readonly name: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly file: string;
  readonly outcome: Outcome;
  /** Why the whole story was skipped. */
  readonly reason?: string;
  readonly steps: readonly StepResult[];
  readonly milliseconds: number;
}

/** A whole run. */
export interface RunResult {
  readonly url: string;
  readonly stories: readonly StoryResult[];
  readonly milliseconds: number;
  /** Whether the run ended before all stories were told. */
  readonly cutShort: 'time' | 'interrupted' | undefined;
}

/** How many steps ended in which way, and how many warnings there were. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly warnings: number;
}

/** Counts the steps of a run; a story that was skipped as a whole counts once. */
export function totalsOf({ stories }: RunResult): Totals {
  const outcomes = stories.flatMap((story): readonly Outcome[] => (story.steps.length === 0 ? [story.outcome] : story.steps.map((step) => step.outcome)));
  const number = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  const findings = stories.flatMap((story) => story.steps.flatMap((step) => step.findings));
  return { passed: number('passed'), failed: number('failed'), skipped: number('skipped'), warnings: findings.filter((finding) => finding.severity === 'warning').length };
}

/** Whether an implementation passed: nothing failed, something was looked at, and the run came to its end. */
export function hasPassed(result: RunResult): boolean {
  const { passed, failed } = totalsOf(result);
  return failed === 0 && passed > 0 && result.cutShort === undefined;
}
