/**
 * Finds regular expressions whose matching can take time exponential in the length of the text, or a power of it: those that
 * can match one text in ever more ways, so that an engine which backtracks tries them all before it gives up.
 *
 * The expression becomes an automaton of positions (Glushkov). Matching is exponential when some position can get back to
 * itself over one and the same text in two ways: over two edges between the same positions, or over two paths. It takes a
 * power of the length when a text leads from one loop back into it, from there into a second loop, and round that one.
 */
import { stronglyConnected } from '../model/building/components.js';
import { parseRegex, type RegexNode } from './regexSyntax.js';

/** Bounds of the analysis; beyond them an expression, or one loop of it, is taken to be harmless. */
const mostPositions = 4_000;
const mostEdges = 40_000;
const mostPositionsOfLoop = 160;
const mostEdgesOfLoop = 800;
const mostSteps = 100_000;

/** True when some texts make matching exponential. */
export function isExponential(expression: RegExp): boolean {
  const automaton = new Automaton(expression.flags);
  automaton.add(parseRegex(expression.source));
  return automaton.isWithinBounds && automaton.isAmbiguousInCycle();
}

/**
 * How often one loop hands over to another on the same text: matching takes time of that power of the length, plus one. 0 for an
 * expression that is matched in linear time.
 */
export function polynomialDegree(expression: RegExp): number {
  const root = parseRegex(expression.source);
  const automaton = new Automaton(expression.flags);
  const whole = automaton.add(root);
  // An expression that is not held to the start is tried from every place: a loop of its own.
  if (!expression.source.startsWith('^') || root.kind === 'choice') automaton.addPrefix(whole);
  const isHeldToEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(expression.source);
  return automaton.size <= mostPositionsOfLoop ? automaton.longestHandover(isHeldToEnd ? [] : whole.last) : 0;
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
  readonly #characters: bigint[] = [];
  /** Number of ways from one position to the next. */
  readonly #edges: Map<number, number>[] = [];
  #edgeCount = 0;

  constructor(flags: string) {
    this.#flags = flags;
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
        this.#characters.push(charactersOf(node.source, this.#flags));
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
        this.add(node.part);
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

  /** Any text before a part. */
  addPrefix(part: Fragment): void {
    const position = this.size;
    this.#characters.push((1n << BigInt(samples.length)) - 1n);
    this.#edges.push(new Map());
    this.#connect([position], [position, ...part.first]);
  }

  /** @param ends positions at which a match is done, so that nothing is tried again */
  longestHandover(ends: readonly number[]): number {
    const positions = this.#characters.map((_, position) => position);
    const next = (position: number): readonly number[] => [...(this.#edges[position]?.keys() ?? [])];
    const loops = stronglyConnected(positions, next).filter((loop) => loop.some((position) => next(position).some((target) => loop.includes(target))));
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

const known = new Map<string, bigint>();

/** The samples a class contains, as a bit set. */
function charactersOf(source: string, flags: string): bigint {
  const key = `${flags}/${source}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const expression = new RegExp(`^(?:${source})$`, flags);
  let bits = 0n;
  for (const [index, character] of samples.entries()) if (expression.test(character)) bits |= 1n << BigInt(index);
  known.set(key, bits);
  return bits;
}
