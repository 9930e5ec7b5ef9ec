/** Finds what was probably meant by a mistyped word. */

/**
 * The candidate nearest to a word, or undefined when none is near enough to be meant.
 *
 * @param candidates in the order of preference
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = candidate.startsWith(lower) && lower.length >= 2 ? 1 : distanceBetween(lower, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance: insertions, deletions, replacements and swapped neighbours each count one. */
function distanceBetween(a: string, b: string): number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = 0; row <= a.length; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let distance: number;
      if (row === 0 || column === 0) distance = row + column;
      else {
        const same = a[row - 1] === b[column - 1] ? 0 : 1;
        distance = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
        const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
        if (swapped) distance = Math.min(distance, at(row - 2, column - 2) + 1);
      }
      table[row * width + column] = distance;
    }
  }
  return at(a.length, b.length);
}
