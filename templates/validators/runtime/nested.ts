/** A bound for values that may be nested without end. */
import type { Check } from './run.js';

/** Nesting beyond which a value is refused, long before the call stack ends. */
const deepest = 500;

let depth = 0;

/** The check of a schema that leads back to itself. */
export function nested(check: Check): Check {
  return (value, at) => {
    if (depth >= deepest) return at?.fail(value, 'depth', `nested at most ${deepest} levels deep`);
    depth += 1;
    try {
      return check(value, at);
    } finally {
      // A getter of the value may have thrown.
      depth -= 1;
    }
  };
}
