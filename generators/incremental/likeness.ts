/** Whether two parts of models say the same, but for what does not matter to whoever asks. */
import { isDeepStrictEqual } from 'node:util';

/** What a comparison passes over, and what it takes as it is. */
export interface LikenessRules {
  /** Members of model nodes that may differ. */
  readonly ignored: ReadonlySet<string>;
  /** Members whose values are the document's own, in which no member is passed over. */
  readonly verbatim: ReadonlySet<string>;
  /** Whether two nodes that are met on the way stand for each other, whatever they say: the caller compares them, too. */
  areComparedElsewhere?(before: object, after: object): boolean;
}

/**
 * Compares two graphs of model nodes: lists, maps and plain objects. Circles end where a node meets the counterpart that it has been
 * compared with; the order of maps counts. No recursion, however deep the graphs are.
 *
 * @returns false also where one node has two counterparts, which may be alike
 */
export function areAlike(before: unknown, after: unknown, rules: LikenessRules): boolean {
  const { ignored, verbatim } = rules;
  const counterparts = new Map<object, object>();
  const pairs: (readonly [unknown, unknown])[] = [[before, after]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    const known = counterparts.get(a);
    if (known === b) continue;
    if (known !== undefined) return false;
    counterparts.set(a, b);
    if (a !== before && rules.areComparedElsewhere?.(a, b) === true) continue;
    if (Array.isArray(a) || Array.isArray(b)) {
      if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
      for (let index = 0; index < a.length; index += 1) pairs.push([a[index], b[index]]);
    } else if (a instanceof Map || b instanceof Map) {
      if (!(a instanceof Map) || !(b instanceof Map) || !hasSameKeys([...a.keys()], [...b.keys()])) return false;
      for (const [key, value] of a) pairs.push([value, b.get(key)]);
    } else {
      const [names, others] = [memberNames(a, ignored), memberNames(b, ignored)];
      if (names.length !== others.length) return false;
      for (const name of names) {
        if (!Object.hasOwn(b, name)) return false;
        const values = [Reflect.get(a, name), Reflect.get(b, name)] as const;
        if (!verbatim.has(name)) pairs.push(values);
        else if (values[0] !== values[1] && !isDeepStrictEqual(...values)) return false;
      }
    }
  }
  return true;
}

function memberNames(node: object, ignored: ReadonlySet<string>): readonly string[] {
  return Object.keys(node).filter((name) => !ignored.has(name));
}

function hasSameKeys(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
