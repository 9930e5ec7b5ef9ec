/** Values that the description does not list. */
import type { Unlisted } from '../../types/open.js';

/**
 * A value of a list that the description did not have when this SDK was generated, for what is sent: `{ mfa_policy: unlisted('SOMETIMES') }`.
 * Where values are compared, no function is needed: a received value is text.
 */
export function unlisted(value: string): Unlisted {
  return value as Unlisted;
}
