/** Times that can be compared on a busy machine: contenders take turns, and the median of their rounds counts. */

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Microseconds per call, one after the other, by the contenders' names. */
export async function measure(contenders, calls = 300, rounds = 7) {
  const times = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, call } of contenders) {
      const began = performance.now();
      for (let count = 0; count < calls; count += 1) await call();
      // The first round warms up.
      if (round > 0) times.get(name).push(((performance.now() - began) * 1000) / calls);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}
