/** Asking without reporting. */
import type { ValidationIssue } from './issue.js';
import type { Check, Place } from './run.js';

/** Whether a value passes a check, without reporting anything. What a passing check has seen counts as seen. */
export function trial(check: Check, value: unknown, at: Place | undefined): boolean {
  return at ? !attempt(check, value, at).length : check(value);
}

/** The issues that a check finds, not reported yet. What a passing check has seen counts as seen. */
export function attempt(check: Check, value: unknown, at: Place): readonly ValidationIssue[] {
  const seen = at.seen && new Set<string>();
  const issues: ValidationIssue[] = [];
  check(value, { ...at, issues, seen });
  if (!issues.length) seen?.forEach((path) => at.seen?.add(path));
  return issues;
}

/** A place where nothing that is looked at counts as seen. */
export function unseen(at: Place | undefined): Place | undefined {
  return at && { ...at, seen: undefined };
}
