/**
 * Finds regular expressions whose matching can take time exponential in the length of the text, or a power of it: those that
 * can match one text in ever more ways, so that an engine which backtracks tries them all before it gives up.
 *
 * The expression becomes an automaton of positions (Glushkov). Matching is exponential when some position can get back to
 * itself over one and the same text in two ways: over two edges between the same positions, or over two paths. It takes a
 * power of the length when a text leads from one loop back into it, from there into a second loop, and round that one.
 */
import { components, stronglyConnected } from '../model/building/components.js';
import { parseRegex, type RegexNode } from './regexSyntax.js';
import { longestWithin } from './ways.js';

/** Bounds of the analysis. Loops beyond them are not compared with themselves: what is found by counting holds for them. */
const mostPositions = 4_000;
const mostEdges = 40_000;
const mostPositionsOfLoop = 160;
const mostEdgesOfLoop = 800;
const mostSteps = 100_000;

/** What matching an expression can cost. */
export class Matching {
  /** True when some texts make matching exponential, and for what is too large to tell but has choices in a loop. */
  readonly isExponential: boolean;
  readonly #automaton: Automaton;
  /** Positions at which the whole is matched, so that nothing is tried again; none where what comes behind may still fail. */
  readonly #ends: readonly number[];
  readonly #hasOneWay: boolean;
  readonly #last: readonly number[];
  readonly #isHeldToEnd: boolean;

  constructor(expression: RegExp) {
    const { source } = expression;
    const root = parseRegex(source);
    this.#automaton = new Automaton(expression);
    const whole = this.#automaton.add(root);
    this.isExponential = this.#automaton.isWithinBounds ? this.#automaton.isAmbiguousInCycle() : hasWaysInLoop(root);
    // An expression that is not held to the start is tried from every place: a loop of its own.
    const isTriedEverywhere = !source.startsWith('^') || root.kind === 'choice';
    this.#hasOneWay = !isTriedEverywhere && this.#automaton.isDeterministic(whole);
    if (isTriedEverywhere) this.#automaton.addPrefix(whole);
    const withoutEscapes = source.replace(/\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])*\]/g, '');
    this.#ends = withoutEscapes.includes('$') || withoutEscapes.includes('(?') ? [] : whole.last;
    this.#isHeldToEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(source);
    this.#last = whole.last;
  }

  /**
   * How often one loop hands over to another on the same text: matching takes time of that power of the length, plus one. 0 for an
   * expression that is matched in linear time.
   */
  get degree(): number {
    return this.#automaton.size <= mostPositionsOfLoop ? this.#automaton.longestHandover(this.#isHeldToEnd ? [] : this.#last) : 0;
  }

  /**
   * The longest text that an engine is done with within a number of steps, found by counting. It tells what the others cannot see: how
   * fast an exponential expression grows, loops that are too large, and parts that repeat a limited number of times, such as
   * `^(a?){30}a{30}$`.
   */
  longestWithin(mostSteps: number): number {
    const isHarmless = this.#hasOneWay || !this.#automaton.isWithinBounds || (!this.isExponential && this.#automaton.size <= fewPositions);
    return isHarmless ? Infinity : this.#automaton.longestWithin(this.#ends, mostSteps);
  }
}

/** An expression of no more positions that is not exponential has too few ways to count. */
const fewPositions = 40;

/** Whether something that can match in several ways is repeated without end. */
function hasWaysInLoop(node: RegexNode, inLoop = false): boolean {
  switch (node.kind) {
    case 'empty':
    case 'character':
      return false;
    case 'sequence':
      return node.parts.some((part) => hasWaysInLoop(part, inLoop));
    case 'choice':
      return inLoop || node.options.some((option) => hasWaysInLoop(option, inLoop));
    case 'assertion':
      return hasWaysInLoop(node.part, inLoop);
    case 'repeat':
      return (inLoop && node.least !== node.most) || hasWaysInLoop(node.part, inLoop || node.most > 1);
  }
}

/** The ways into and out of a part of the expression. */
interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly skippable: boolean;
}

const nothing: Fragment = { first: [], last: [], skippable: true };

class Automaton {
  readonly #flags: string;
  readonly #samples: readonly string[];
  readonly #characters: bigint[] = [];
  /** Number of ways from one position to the next. */
  readonly #edges: Map<number, number>[] = [];
  #edgeCount = 0;
  /** At these a look ahead or behind is done. */
  readonly #ends: number[] = [];

  constructor({ source, flags }: RegExp) {
    this.#flags = flags;
    this.#samples = samplesFor(source);
  }

  get size(): number {
    return this.#characters.length;
  }

  get isWithinBounds(): boolean {
    return this.size <= mostPositions && this.#edgeCount <= mostEdges;
  }

  add(node: RegexNode): Fragment {
    if (!this.isWithinBounds) return nothing;
    switch (node.kind) {
      case 'empty':
        return nothing;
      case 'character': {
        const position = this.size;
        this.#characters.push(charactersOf(node.source, this.#flags, this.#samples));
        this.#edges.push(new Map());
        return { first: [position], last: [position], skippable: false };
      }
      case 'sequence':
        return node.parts.reduce<Fragment>((before, part) => this.#join(before, this.add(part)), nothing);
      case 'choice': {
        const options = node.options.map((option) => this.add(option));
        return {
          first: options.flatMap(({ first }) => first),
          last: options.flatMap(({ last }) => last),
          skippable: options.some(({ skippable }) => skippable),
        };
      }
      case 'assertion':
        this.#ends.push(...this.add(node.part).last);
        return nothing;
      case 'repeat':
        return this.#repeat(node.part, node.least, node.most);
    }
  }

  /** `x{2,4}` is `xx(x(x)?)?`; a long bounded repetition is taken for an unbounded one. */
  #repeat(part: RegexNode, least: number, most: number): Fragment {
    if (most === 0) return nothing;
    if (least > 1 && least <= 40) return this.#join(this.add(part), this.#repeat(part, least - 1, most - 1));
    if (most === 1) {
      const once = this.add(part);
      return least === 0 ? { ...once, skippable: true } : once;
    }
    if (most <= 40) {
      const all = this.#join(this.add(part), this.#repeat(part, 0, most - 1));
      return least === 0 ? { ...all, skippable: true } : all;
    }
    const body = this.add(part);
    this.#connect(body.last, body.first);
    return least === 0 ? { ...body, skippable: true } : body;
  }

  #join(before: Fragment, after: Fragment): Fragment {
    this.#connect(before.last, after.first);
    return {
      first: before.skippable ? [...before.first, ...after.first] : before.first,
      last: after.skippable ? [...before.last, ...after.last] : after.last,
      skippable: before.skippable && after.skippable,
    };
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const source of from) {
      const edges = this.#edges[source];
      this.#edgeCount += to.length;
      if (!this.isWithinBounds) return;
      for (const target of to) edges?.set(target, (edges.get(target) ?? 0) + 1);
    }
  }

  isAmbiguousInCycle(): boolean {
    const positions = this.#characters.map((_, position) => position);
    const next = (position: number): readonly number[] => [...(this.#edges[position]?.keys() ?? [])];
    for (const component of stronglyConnected(positions, next)) {
      const members = new Set(component);
      for (const position of component) {
        for (const [target, ways] of this.#edges[position] ?? []) if (ways > 1 && members.has(target)) return true;
      }
      if (component.length <= mostPositionsOfLoop && this.#pairsMeetAgain(members)) return true;
    }
    return false;
  }

  /** Whether each character leaves one way only. */
  isDeterministic({ first }: Fragment): boolean {
    const starts = new Map(first.map((position) => [position, 1]));
    return starts.size === first.length && [starts, ...this.#edges].every((ways) => this.#areApart(ways));
  }

  #areApart(ways: ReadonlyMap<number, number>): boolean {
    let taken = 0n;
    for (const [target, several] of ways) {
      const characters = this.#characters[target] ?? 0n;
      if (several > 1 || (taken & characters) !== 0n) return false;
      taken |= characters;
    }
    return true;
  }

  /** Any text before a part. */
  addPrefix(part: Fragment): void {
    const position = this.size;
    this.#characters.push((1n << BigInt(this.#samples.length)) - 1n);
    this.#edges.push(new Map());
    this.#connect([position], [position, ...part.first]);
  }

  /** @param ends positions at which a match is done, beside those of assertions */
  longestWithin(ends: readonly number[], mostSteps: number): number {
    const loops = this.#loops();
    return longestWithin({ characters: this.#characters, edges: this.#edges, ends: new Set([...this.#ends, ...ends]) }, loops, mostSteps);
  }

  /** The positions of each loop, each loop after those it leads to. */
  #loops(): readonly (readonly number[])[] {
    const next = (position: number): readonly number[] => [...(this.#edges[position]?.keys() ?? [])];
    return components(this.#characters.keys(), next).flatMap(({ nodes, isCycle }) => (isCycle ? [nodes] : []));
  }

  /** @param ends positions at which a match is done, so that nothing is tried again */
  longestHandover(ends: readonly number[]): number {
    const loops = this.#loops();
    let steps = mostSteps;
    const handsOver = (from: readonly number[], to: readonly number[]): boolean =>
      from.some((p) => to.some((q) => !ends.includes(q) && this.#leads(p, new Set(from), q, new Set(to), () => (steps -= 1) > 0)));
    // A loop comes after those it leads to: what follows it is known when it is looked at.
    const longest: number[] = [];
    for (const [index, loop] of loops.entries()) {
      const after = loops.slice(0, index).map((other, at) => (handsOver(loop, other) ? (longest[at] ?? 0) + 1 : 0));
      longest.push(Math.max(0, ...after));
    }
    return Math.max(0, ...longest);
  }

  /** Whether one text leads from `p` round its loop, from `p` to `q`, and from `q` round its own. */
  #leads(p: number, loop: ReadonlySet<number>, q: number, other: ReadonlySet<number>, goOn: () => boolean): boolean {
    const { size } = this;
    const state = (a: number, b: number, c: number): number => (a * size + b) * size + c;
    const goal = state(p, q, q);
    const reached = new Set([state(p, p, q)]);
    for (const from of reached) {
      const [a, b, c] = [Math.floor(from / size / size), Math.floor(from / size) % size, from % size];
      for (const nextA of this.#edges[a]?.keys() ?? []) {
        if (!loop.has(nextA)) continue;
        for (const nextC of this.#edges[c]?.keys() ?? []) {
          const shared = (this.#characters[nextA] ?? 0n) & (this.#characters[nextC] ?? 0n);
          if (!other.has(nextC) || shared === 0n) continue;
          for (const nextB of this.#edges[b]?.keys() ?? []) {
            if (!goOn()) return false;
            if (((this.#characters[nextB] ?? 0n) & shared) !== 0n) reached.add(state(nextA, nextB, nextC));
          }
        }
      }
      if (reached.has(goal)) return true;
    }
    return false;
  }

  /**
   * Whether two positions of a loop that differ can be reached from one and lead back to it, all over the same text. Both ways stay
   * inside the loop, for nothing outside of it leads back.
   */
  #pairsMeetAgain(loop: ReadonlySet<number>): boolean {
    const { size } = this;
    const next = new Map([...loop].map((position) => [position, [...(this.#edges[position]?.keys() ?? [])].filter((target) => loop.has(target))]));
    const edges = [...next.values()].reduce((sum, { length }) => sum + length, 0);
    if (edges > mostEdgesOfLoop) return false;
    const successors = (pair: number): readonly number[] => {
      const found: number[] = [];
      for (const a of next.get(Math.floor(pair / size)) ?? []) {
        for (const b of next.get(pair % size) ?? []) {
          if (((this.#characters[a] ?? 0n) & (this.#characters[b] ?? 0n)) !== 0n) found.push(a * size + b);
        }
      }
      return found;
    };
    const reached = new Set([...loop].map((position) => position * size + position));
    // A Set hands out what is added while it is walked.
    for (const pair of reached) for (const successor of successors(pair)) reached.add(successor);
    const same = (pair: number): boolean => Math.floor(pair / size) === pair % size;
    return stronglyConnected([...reached], successors).some((component) => component.some(same) && !component.every(same));
  }
}

/** The characters by which classes are compared: ASCII, Latin 1, and one or two of other scripts and planes. */
const samples = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCodePoint(code)),
  ...'αΩжЯאاक中あ가٣१\u2028\u2029\ufeff😀𝒜𐐀',
];
const ownSamples = samples.length;

/** The samples for an expression: with the characters that it names itself, among them both ends of each range, for where ranges overlap, an end lies in both. */
function samplesFor(source: string): readonly string[] {
  const named = [...source.matchAll(/\\u\{([\da-f]{1,6})\}|\\u([\da-f]{4})|([^\0-\u017f])/giu)].map(([, braced, plain, itself]) => itself ?? String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(braced ?? plain ?? '', 16))));
  return named.length === 0 ? samples : [...samples, ...new Set(named)].slice(0, mostSamples);
}

/** As many as an expression may have. */
const mostSamples = 1_000;

const known = new Map<string, bigint>();

/** The samples a class contains, as a bit set. */
function charactersOf(source: string, flags: string, samples: readonly string[]): bigint {
  const key = `${flags}/${samples.slice(ownSamples).join('')}/${source}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const expression = new RegExp(`^(?:${source})$`, flags);
  let bits = 0n;
  for (const [index, character] of samples.entries()) if (expression.test(character)) bits |= 1n << BigInt(index);
  known.set(key, bits);
  return bits;
}
