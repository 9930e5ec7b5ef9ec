/** Asking without reporting. */
import { leave, see, type Check, type Key, type Run } from './run.js';

/** Whether a value passes a check, without reporting anything. What a passing check has seen counts as seen. */
export function trial(check: Check, value: unknown, run: Run, depth: number, key: Key): boolean {
  const { all, issues, seen, failed } = run;
  leave(run, depth + 1);
  run.all = run.failed = false;
  run.issues = undefined;
  run.seen = seen && [];
  let passed = check(value, run, depth, key);
  leave(run, depth + 1);
  passed &&= !run.failed;
  const here = run.seen?.[depth];
  run.all = all;
  run.failed = failed;
  run.issues = issues;
  run.seen = seen;
  if (passed && here !== undefined) see(here.value, run, depth, key, here.members);
  return passed;
}
