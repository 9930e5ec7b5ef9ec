/** Steps that come to nothing: most schemas turn out to have a check that is there already. */
import type { RecordedStep, Step } from './steps.js';

type TakenStep = Extract<RecordedStep, { readonly step: Step }>;

/**
 * The steps that repeat what others did: a check that was opened, and closed because one with the same code was there, is only looked
 * for; what has just been asked is not asked again.
 */
export function withoutDetours(steps: readonly RecordedStep[]): readonly RecordedStep[] {
  return withoutRepeats(withoutVainChecks(steps));
}

function withoutVainChecks(steps: readonly RecordedStep[]): readonly RecordedStep[] {
  const kept: RecordedStep[] = [];
  /** Where the checks begin that are open. */
  const starts: number[] = [];
  let lastWritten = -1;
  for (const recorded of steps) {
    if (!('step' in recorded) || recorded.step.kind !== 'close') {
      if ('step' in recorded && recorded.step.kind === 'open') starts.push(kept.length);
      if (!('step' in recorded)) lastWritten = kept.length;
      kept.push(recorded);
      continue;
    }
    const start = starts.pop() ?? 0;
    const { name, code } = recorded.step;
    // Around a check that is written, or of which others may be named, everything stays: names depend on which ones are taken.
    if (recorded.outcome === name || lastWritten > start) {
      lastWritten = kept.length;
      kept.push(recorded);
      continue;
    }
    const inside = kept.splice(start).slice(1).filter((inner) => !('step' in inner && isAboutNameless(inner.step)));
    // Code that is a name needs no looking for.
    kept.push(...inside, ...(recorded.outcome === code ? [] : [{ step: { kind: 'find', code }, outcome: recorded.outcome } as const]));
  }
  return kept;
}

/** Whether a step is about a schema that only the one around it leads to: compiled again, it would come to the same check. */
function isAboutNameless(step: Step): boolean {
  return (step.kind === 'look-up' || step.kind === 'name') && step.schema.name === undefined;
}

/** Between two checks that are written, what is asked twice is answered alike. */
function withoutRepeats(steps: readonly RecordedStep[]): readonly RecordedStep[] {
  const asked = new Set<string>();
  return steps.filter((recorded) => {
    const question = 'step' in recorded ? questionOf(recorded) : undefined;
    if (question === undefined) {
      if (!('step' in recorded) || recorded.step.kind === 'open' || recorded.step.kind === 'close') asked.clear();
      return true;
    }
    if (asked.has(question)) return false;
    asked.add(question);
    return true;
  });
}

function questionOf({ step }: TakenStep): string | undefined {
  if (step.kind === 'find') return step.code;
  return step.kind === 'refer' || step.kind === 'refer-later' ? `${step.kind} ${step.name}` : undefined;
}
