/** Which operation a request is meant for. */
import { longestOfPower } from '../patterns/pattern.js';
import type { Route } from './slice.js';

/** The outcome of looking a path and method up. */
export type Match =
  | { readonly route: Route }
  /** The path is there with other methods only. */
  | { readonly allowed: readonly string[] }
  | undefined;

interface Pattern {
  readonly pattern: RegExp;
  /** The longest path to try it on. */
  readonly longest: number;
  /** Per segment 0 for text, 1 for text with parameters, 2 for a parameter alone: what is more concrete sorts first. */
  readonly rank: string;
  readonly route: Route;
}

/**
 * A function that finds the operation for a method and a path. The most concrete path wins (OAS 3.1 §4.8.8.2), but only among
 * those that have the method at all.
 */
export function routerFor(all: readonly Route[]): (method: string, path: string) => Match {
  const patterns = all.map(patternOf).sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method, path) => {
    const matching = patterns.filter(({ pattern, longest }) => path.length <= longest && pattern.test(path));
    const found = matching.find(({ route }) => route.method === method);
    if (found !== undefined) return { route: found.route };
    if (matching.length === 0) return undefined;
    return { allowed: [...new Set(matching.map(({ route }) => route.method))].sort() };
  };
}

function patternOf(route: Route): Pattern {
  const parametersOf = (segment: string): number => segment.split('{').length - 1;
  // Segments with several parameters can be cut in many ways; Prism, too, tries them one after the other.
  const cuts = route.path.split('/').map(parametersOf).filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
  const segments = route.path.split('/');
  const parts = route.path.split(/(\{[^{}]*\})/);
  const pattern = parts.map((part, index) => (index % 2 === 1 ? '[^/]+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))).join('');
  return {
    pattern: new RegExp(`^${pattern}$`),
    longest: cuts === 0 ? Infinity : longestOfPower(cuts),
    rank: segments.map((segment) => (!segment.includes('{') ? 0 : /^\{[^{}]*\}$/.test(segment) ? 2 : 1)).join(''),
    route,
  };
}
