/** Work that is asked for while it is being done. */

/** Runs the work once more after a run during which it was asked for again, with everything that changed meanwhile. */
export function oneAtATime(work: (changed: readonly string[]) => Promise<void>): (changed: readonly string[]) => void {
  const waiting = new Set<string>();
  let running = false;
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.size > 0) {
      const changed = [...waiting];
      waiting.clear();
      await work(changed);
    }
    running = false;
  };
  return (changed) => {
    for (const path of changed) waiting.add(path);
    if (!running) void run();
  };
}
