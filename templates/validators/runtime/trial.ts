/** Asking without reporting. */
import type { Check, Key, Place } from './run.js';
import type { ValidationIssue } from './types.js';

/** Whether a value passes a check, without reporting anything. What a passing check has seen counts as seen. */
export function trial(check: Check, value: unknown, up: Place | undefined, key: Key): boolean {
  return up ? !attempt(check, value, up, key).length : check(value);
}

/** The issues that a check finds, not reported yet. What a passing check has seen counts as seen. */
export function attempt(check: Check, value: unknown, up: Place, key: Key): readonly ValidationIssue[] {
  const seen = up.seen?.fork();
  const issues: ValidationIssue[] = [];
  check(value, { ...up, issues, seen }, key);
  if (seen && !issues.length) up.seen?.join(seen);
  return issues;
}
