/** Comparing secrets. */

const encoder = new TextEncoder();

/**
 * Compares a given secret with the expected one in a time that depends on the given one's length alone, so that neither the place of the
 * first difference nor the expected length can be measured.
 */
export function constantTimeEqual(given: string, expected: string): boolean {
  const left = encoder.encode(given);
  const right = encoder.encode(expected);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    // An empty secret has no byte to compare with; the difference in length already decides.
    difference |= (left[index] ?? 0) ^ (right[index % right.length] ?? 0);
  }
  return difference === 0;
}
