/** What `minLength`, `maxItems`, `minProperties` … have in common. */
import type { Place, Verdict } from './run.js';

/**
 * Whether a size is neither too small nor too large.
 * @param value what has the size
 * @param kind what the keywords end in: `Length` of `minLength`
 * @param one what the number counts, if it is one
 * @param many if it is several
 */
export const within = (
  size: number,
  least: number,
  most: number,
  value: unknown,
  at: Place | undefined,
  kind: string,
  one: string,
  many: string = one + 's',
): Verdict =>
  size < least
    ? at?.fail(value, `min${kind}`, `at least ${least}${least === 1 ? one : many}`)
    : size <= most || at?.fail(value, `max${kind}`, `at most ${most}${most === 1 ? one : many}`);
