/** Strongly connected components of a graph (Tarjan), without recursion and in linear time. */

/**
 * @returns the components, each after those it leads to
 */
export function stronglyConnected<Node>(nodes: Iterable<Node>, edges: (node: Node) => readonly Node[]): Node[][] {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const onStack = new Set<Node>();
  const components: Node[][] = [];

  const visit = (start: Node): void => {
    const open: { readonly node: Node; readonly targets: readonly Node[]; next: number }[] = [];
    const enter = (node: Node): void => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      open.push({ node, targets: edges(node), next: 0 });
    };
    enter(start);
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const target = frame.targets[frame.next];
      if (target !== undefined) {
        frame.next += 1;
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) lower(low, frame.node, index.get(target));
        continue;
      }
      open.pop();
      const parent = open.at(-1);
      if (parent !== undefined) lower(low, parent.node, low.get(frame.node));
      if (low.get(frame.node) === index.get(frame.node)) components.push(takeComponent(frame.node, stack, onStack));
    }
  };

  for (const node of nodes) if (!index.has(node)) visit(node);
  return components;
}

function lower<Node>(low: Map<Node, number>, node: Node, candidate: number | undefined): void {
  const current = low.get(node);
  if (candidate !== undefined && (current === undefined || candidate < current)) low.set(node, candidate);
}

function takeComponent<Node>(root: Node, stack: Node[], onStack: Set<Node>): Node[] {
  const from = stack.lastIndexOf(root);
  const component = stack.splice(from);
  for (const node of component) onStack.delete(node);
  return component;
}
