/**
 * Counts the ways in which an expression can match a text: an engine that backtracks tries them all before it gives up. Where loops are too
 * large to be compared with themselves, or what repeats does so a limited number of times, counting is what tells.
 */

/** What there is to count in: positions of an expression, and how many ways lead from one to another. */
export interface Positions {
  /** By position, the characters that it takes, as a bit set. */
  readonly characters: readonly bigint[];
  /** By position, the number of ways to each of the next. */
  readonly edges: readonly ReadonlyMap<number, number>[];
  /** Positions at which a match is done, so that nothing is tried again. */
  readonly ends: ReadonlySet<number>;
}

/** Texts up to this length are counted; what more ways there are for longer ones follows from how they grow. */
const longestCounted = 1_000;
/** The most steps that counting takes: beyond, an expression is taken to be harmless. */
const mostCounting = 400_000;
/** The most texts that are tried, and of those that repeat a character, the most for each. */
const mostTexts = 24;
const mostBeginnings = 3;

/**
 * The longest text that can be matched within a number of steps, as far as some texts tell: those that repeat one character, and those
 * that go round a loop of the expression.
 *
 * @param loops the positions of each loop
 * @param mostSteps what the engine may take
 */
export function longestWithin(positions: Positions, loops: readonly (readonly number[])[], mostSteps: number): number {
  const counter = new Counter(positions, mostSteps);
  let longest = Infinity;
  for (const { start, word } of textsFor(positions, loops)) longest = Math.min(longest, counter.longest(start, word));
  return longest;
}

/** A text to try: a position that is reached somehow, and what follows, over and over. */
interface Text {
  readonly start: number;
  /** Each a bit set of one character. */
  readonly word: readonly bigint[];
}

class Counter {
  readonly #positions: Positions;
  readonly #mostSteps: number;
  #left = mostCounting;

  constructor(positions: Positions, mostSteps: number) {
    this.#positions = positions;
    this.#mostSteps = mostSteps;
  }

  longest(start: number, word: readonly bigint[]): number {
    const { characters, edges, ends } = this.#positions;
    let ways = new Map([[start, 1]]);
    let steps = 1;
    let atHalf = 1;
    for (let length = 1; length <= longestCounted; length += 1) {
      const character = word[(length - 1) % word.length] ?? 0n;
      const next = new Map<number, number>();
      for (const [from, count] of ways) {
        for (const [to, several] of edges[from] ?? []) {
          this.#left -= 1;
          if (((characters[to] ?? 0n) & character) === 0n || ends.has(to)) continue;
          next.set(to, (next.get(to) ?? 0) + count * several);
          steps += count * several;
        }
      }
      if (steps > this.#mostSteps) return length - 1;
      if (next.size === 0 || this.#left < 0) return Infinity;
      if (length === longestCounted / 2) atHalf = steps;
      ways = next;
    }
    const power = Math.log2(steps / atHalf);
    return power < 1.5 ? Infinity : Math.floor(longestCounted * (this.#mostSteps / steps) ** (1 / power));
  }
}

function textsFor({ characters, edges }: Positions, loops: readonly (readonly number[])[]): readonly Text[] {
  const popular = new Popularity(characters);
  const texts = new Map<string, Text>();
  const add = (start: number, word: readonly bigint[]): void => {
    if (word.length > 0 && texts.size < mostTexts) texts.set(`${start} ${word.join(' ')}`, { start, word });
  };
  for (const loop of loops) {
    const [start] = loop;
    if (start !== undefined) add(start, wayRound(start, new Set(loop), edges).map((position) => popular.of(position)));
  }
  // Runs of one character: from where they begin, and from anywhere.
  const before = new Map<number, bigint>();
  for (const [from, next] of edges.entries()) for (const to of next.keys()) if (to !== from) before.set(to, (before.get(to) ?? 0n) | (characters[from] ?? 0n));
  for (const begins of [true, false]) {
    const begun = new Map<bigint, number>();
    for (const position of characters.keys()) {
      const character = popular.of(position);
      const others = begun.get(character) ?? 0;
      const goesOn = [...(edges[position]?.keys() ?? [])].some((next) => ((characters[next] ?? 0n) & character) !== 0n);
      if (others === mostBeginnings || !goesOn || (begins && ((before.get(position) ?? 0n) & character) !== 0n)) continue;
      begun.set(character, others + 1);
      add(position, [character]);
    }
  }
  return [...texts.values()];
}

/** The positions of the shortest way from one back to itself, itself at the end. */
function wayRound(start: number, loop: ReadonlySet<number>, edges: readonly ReadonlyMap<number, number>[]): readonly number[] {
  const cameFrom = new Map<number, number>();
  const reached = [start];
  for (const from of reached) {
    for (const to of edges[from]?.keys() ?? []) {
      if (!loop.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      if (to !== start) {
        reached.push(to);
        continue;
      }
      const way = [start];
      for (let at = from; at !== start; at = cameFrom.get(at) ?? start) way.unshift(at);
      return way;
    }
  }
  return [];
}

/** Which of the characters that a position takes most of the others take, too. */
class Popularity {
  readonly #characters: readonly bigint[];
  readonly #known = new Map<bigint, bigint>();
  readonly #counts = new Map<number, number>();

  constructor(characters: readonly bigint[]) {
    this.#characters = characters;
    const times = new Map<bigint, number>();
    for (const set of characters) times.set(set, (times.get(set) ?? 0) + 1);
    for (const [set, count] of times) for (const index of members(set)) this.#counts.set(index, (this.#counts.get(index) ?? 0) + count);
  }

  of(position: number): bigint {
    const set = this.#characters[position] ?? 0n;
    const known = this.#known.get(set);
    if (known !== undefined) return known;
    let [best, most] = [0n, 0];
    for (const index of members(set)) {
      const count = this.#counts.get(index) ?? 0;
      if (count > most) [best, most] = [1n << BigInt(index), count];
    }
    this.#known.set(set, best);
    return best;
  }
}

function members(set: bigint): readonly number[] {
  const bits = set.toString(2);
  const found: number[] = [];
  for (let index = 0; index < bits.length; index += 1) if (bits.charAt(bits.length - 1 - index) === '1') found.push(index);
  return found;
}
