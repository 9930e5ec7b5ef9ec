/** Strongly connected components of a graph (Tarjan), without recursion and in linear time. */

/** A node being visited; nodes go by their number, in the order in which they are found. */
interface Frame {
  readonly node: number;
  readonly targets: readonly number[];
  next: number;
}

/** Nodes that all lead to each other. */
export interface Component<Node> {
  readonly nodes: readonly Node[];
  /** False for a single node that does not lead to itself. */
  readonly isCycle: boolean;
}

/**
 * @returns the components, each after those it leads to
 */
export function components<Node extends NonNullable<unknown>>(nodes: Iterable<Node>, edges: (node: Node) => readonly Node[]): readonly Component<Node>[] {
  return new Search(edges).run(nodes);
}

/** The nodes of the {@link components}. */
export function stronglyConnected<Node extends NonNullable<unknown>>(nodes: Iterable<Node>, edges: (node: Node) => readonly Node[]): (readonly Node[])[] {
  return components(nodes, edges).map((component) => component.nodes);
}

class Search<Node extends NonNullable<unknown>> {
  readonly #edges: (node: Node) => readonly Node[];
  readonly #numbers = new Map<Node, number>();
  readonly #nodes: Node[] = [];
  /** Of each node when it was entered, or 0; then the lowest that can be reached from it. */
  readonly #entered: number[] = [];
  readonly #low: number[] = [];
  readonly #isOnStack: boolean[] = [];
  readonly #stack: number[] = [];
  readonly #leadingToThemselves = new Set<number>();
  readonly #components: Component<Node>[] = [];
  #count = 0;

  constructor(edges: (node: Node) => readonly Node[]) {
    this.#edges = edges;
  }

  run(nodes: Iterable<Node>): readonly Component<Node>[] {
    for (const node of nodes) {
      const number = this.#number(node);
      if (this.#entered[number] === 0) this.#visit(number);
    }
    return this.#components;
  }

  #number(node: Node): number {
    let number = this.#numbers.get(node);
    if (number === undefined) {
      number = this.#nodes.length;
      this.#numbers.set(node, number);
      this.#nodes.push(node);
      this.#entered.push(0);
      this.#low.push(0);
      this.#isOnStack.push(false);
    }
    return number;
  }

  #visit(start: number): void {
    const open: Frame[] = [this.#enter(start)];
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const { node } = frame;
      const target = frame.targets[frame.next];
      if (target !== undefined) {
        frame.next += 1;
        const entered = this.#entered[target] ?? 0;
        if (entered === 0) open.push(this.#enter(target));
        else if (this.#isOnStack[target] === true) this.#lower(node, entered);
        continue;
      }
      open.pop();
      const low = this.#low[node] ?? 0;
      const parent = open.at(-1);
      if (parent !== undefined) this.#lower(parent.node, low);
      if (low === this.#entered[node]) this.#take(node);
    }
  }

  #enter(node: number): Frame {
    this.#count += 1;
    this.#entered[node] = this.#count;
    this.#low[node] = this.#count;
    this.#isOnStack[node] = true;
    this.#stack.push(node);
    const element = this.#nodes[node];
    const targets = element === undefined ? [] : this.#edges(element).map((target) => this.#number(target));
    if (targets.includes(node)) this.#leadingToThemselves.add(node);
    return { node, targets, next: 0 };
  }

  #lower(node: number, candidate: number): void {
    if (candidate < (this.#low[node] ?? 0)) this.#low[node] = candidate;
  }

  /** Takes the component of a node off the stack. */
  #take(root: number): void {
    const component: Node[] = [];
    for (const number of this.#stack.splice(this.#stack.lastIndexOf(root))) {
      this.#isOnStack[number] = false;
      const node = this.#nodes[number];
      if (node !== undefined) component.push(node);
    }
    this.#components.push({ nodes: component, isCycle: component.length > 1 || this.#leadingToThemselves.has(root) });
  }
}
