/** Milliseconds since a moment. Of a moment that lies ahead, because the clock was set back since, nothing is known: it counts as long ago. */
export function elapsed(since: number, now: number): number {
  return now < since ? Infinity : now - since;
}
