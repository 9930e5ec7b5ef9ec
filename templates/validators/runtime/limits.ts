/** What `minLength`, `maximum`, `minItems` … have in common. */
import { fail, type Place } from './run.js';

/**
 * Whether a size is neither too small nor too large.
 * @param value what has the size
 * @param kind what the keywords end in: `Length` of `minLength`
 * @param unit what the number counts, as of several
 */
export const within = (
  size: number,
  least: number,
  most: number,
  value: unknown,
  at: Place | undefined,
  kind: string,
  unit: string,
): boolean =>
  size < least
    ? fail(value, at, `min${kind}`, `at least ${counted(least, unit)}`)
    : size <= most || fail(value, at, `max${kind}`, `at most ${counted(most, unit)}`);

const counted = (limit: number, unit: string): string => limit + (limit === 1 ? unit.replace('ies', 'y').replace(/s$/, '') : unit);
