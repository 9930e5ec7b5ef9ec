/** What the JavaScript engine is told of commands that end when their work is done. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/**
 * When a function is worth optimising, by the major version of V8: Node 20 has 11, Node 22 has 12. Both flags say how much of it has
 * to run before; each value is about fifteen times the engine's own. Later engines have a quick compiler in between and gain nothing.
 */
const laterOptimisation: ReadonlyMap<string, string> = new Map([
  ['11', '--interrupt-budget=1000000'],
  ['12', '--invocation-count-for-turbofan=30000'],
]);

/**
 * Garbage is collected by each thread of a run alone, not with threads of the engine: where the two have all cores, these would wait for
 * the other one, and hold it up.
 */
const collectionAlone = '--no-parallel-scavenge';

/**
 * Lets the engine optimise later, in all threads, and use no more threads than there are cores. In a run of seconds that loads compilers, optimising takes a third of the CPU time
 * and pays only in the few functions that keep running; those are still optimised. Not for servers and watchers, nor for the
 * library: the flags are the whole process's, which is the caller's there.
 */
export function expectShortRun(): void {
  const flag = laterOptimisation.get(process.versions.v8.split('.')[0] ?? '');
  if (flag === undefined) return;
  try {
    setFlagsFromString(flag);
    if (availableParallelism() <= 2) setFlagsFromString(collectionAlone);
  } catch {
    // Runtimes with another engine have the function, and some throw; the run is as good without. V8 never does: it says on standard error
    // that it does not know a flag.
  }
}
