/**
 * A router compiled from path templates (OAS 3.1 §4.8.8): a tree of segments in which literals win over templates, segment
 * by segment. A path whose literal match lacks the method falls back to a template that has it, so that
 * `GET /organizations/search` still reaches `GET /organizations/{organization_id}` beside `POST /organizations/search`.
 */
import { percentDecode } from './untrustedText.js';

/** What the router needs to know of an operation. */
export interface Route {
  readonly method: string;
  /** `/v1/things/{thing_id}`; a segment may mix text and parameters (`{name}.{format}`). */
  readonly path: string;
}

/** The outcome of looking up a method and a path. */
export type RouteMatch<R extends Route> =
  | {
      readonly found: 'route';
      readonly route: R;
      /** The values of the template's parameters in their order ({@link parameterNames}), still percent-encoded. */
      readonly values: readonly string[];
    }
  /** The path exists, the method does not. */
  | { readonly found: 'path'; readonly allow: readonly string[] }
  | { readonly found: 'nothing' }
  /** The path cannot be decoded: a malformed escape, or bytes that are not UTF-8. */
  | { readonly found: 'malformed' };

/** How `/things/` relates to `/things`. */
export type TrailingSlash = 'strict' | 'ignore';

/** Finds routes by method and path. */
export interface Router<R extends Route> {
  /** @param path the path of a request, percent-encoded, without query */
  match(method: string, path: string): RouteMatch<R>;
}

interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  /** Segments that mix text and parameters, most literal text first. */
  readonly mixed: MixedSegment<R>[];
  whole: Node<R> | undefined;
  readonly routes: Map<string, R>;
}

interface MixedSegment<R> {
  readonly source: string;
  readonly parts: readonly string[];
  readonly node: Node<R>;
}

/**
 * Compiles routes into a router.
 * @param trailingSlash `strict` (the default of the server): `/things/` is another path than `/things`, as the OpenAPI
 *   Specification has it; a call with a forgotten id must not reach the collection instead
 */
export function compileRouter<R extends Route>(routes: readonly R[], trailingSlash: TrailingSlash): Router<R> {
  const root = emptyNode<R>();
  for (const route of routes) insert(root, route);
  // A path without parameters is found in one look. The tree decides what is left: parameters, escapes, fallbacks, methods.
  const concrete = new Map<string, Map<string, R>>();
  for (const route of routes) {
    if (route.path.includes('{') || route.path.includes('%')) continue;
    const known = concrete.get(route.path);
    if (known === undefined) concrete.set(route.path, new Map([[route.method, route]]));
    else known.set(route.method, route);
  }
  return {
    match(method, path) {
      const known = concrete.get(path)?.get(method);
      if (known !== undefined) return { found: 'route', route: known, values: [] };
      if (!path.startsWith('/')) return { found: 'nothing' };
      const segments = segmentsOf(path);
      if (trailingSlash === 'ignore' && segments.length > 2 && segments.at(-1) === '') segments.pop();
      const decoded = path.includes('%') ? decodeAll(segments) : segments;
      if (decoded === undefined) return { found: 'malformed' };
      const values: string[] = [];
      const route = find(root, segments, decoded, 1, method, values);
      if (route !== undefined) return { found: 'route', route, values };
      const allow = new Set<string>();
      collectMethods(root, segments, decoded, 1, allow);
      return allow.size === 0 ? { found: 'nothing' } : { found: 'path', allow: [...allow] };
    },
  };
}

/** A path cut at its slashes, faster than by `split`. The first is what stands before the first slash, which is nothing: the tree begins after it. */
function segmentsOf(path: string): string[] {
  const segments = [''];
  let start = 1;
  for (let end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  segments.push(path.slice(start));
  return segments;
}

function decodeAll(segments: readonly string[]): readonly string[] | undefined {
  const decoded: string[] = [];
  for (const segment of segments) {
    const text = percentDecode(segment);
    if (text === undefined) return undefined;
    decoded.push(text);
  }
  return decoded;
}

/** The parameters of a path template, in order. */
export function parameterNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
}

function emptyNode<R>(): Node<R> {
  return { literals: new Map(), mixed: [], whole: undefined, routes: new Map() };
}

function insert<R extends Route>(root: Node<R>, route: R): void {
  let node = root;
  for (const segment of route.path.split('/').slice(1)) {
    const texts = segment.includes('{') ? segment.split(/\{[^}]*\}/) : [segment];
    if (texts.length === 1) node = literalChild(node, percentDecode(segment) ?? segment);
    else if (texts.length === 2 && texts.every((text) => text === '')) node = node.whole ??= emptyNode();
    else node = mixedChild(node, texts);
  }
  node.routes.set(route.method, route);
}

function literalChild<R>(node: Node<R>, text: string): Node<R> {
  const known = node.literals.get(text);
  if (known !== undefined) return known;
  const child = emptyNode<R>();
  node.literals.set(text, child);
  return child;
}

function mixedChild<R>(node: Node<R>, texts: readonly string[]): Node<R> {
  const source = texts.join('{}');
  const known = node.mixed.find((segment) => segment.source === source);
  if (known !== undefined) return known.node;
  const child = emptyNode<R>();
  node.mixed.push({ source, parts: texts, node: child });
  node.mixed.sort((a, b) => b.source.length - a.source.length || (a.source < b.source ? -1 : 1));
  return child;
}

/** Depth first, literals first. Each node of the tree is visited at most once, so a hostile path costs no more than the tree. */
function find<R>(
  node: Node<R>,
  raw: readonly string[],
  decoded: readonly string[],
  depth: number,
  method: string,
  values: string[],
): R | undefined {
  const segment = raw[depth];
  if (segment === undefined) return node.routes.get(method);
  const literal = node.literals.get(decoded[depth] ?? '');
  const mark = values.length;
  if (literal !== undefined) {
    const route = find(literal, raw, decoded, depth + 1, method, values);
    if (route !== undefined) return route;
    values.length = mark;
  }
  // A parameter is never empty: `/organizations//members` must not reach an operation on one organization.
  if (segment === '') return undefined;
  for (const mixed of node.mixed) {
    const captured = capture(segment, mixed.parts);
    if (captured === undefined) continue;
    values.push(...captured);
    const route = find(mixed.node, raw, decoded, depth + 1, method, values);
    if (route !== undefined) return route;
    values.length = mark;
  }
  if (node.whole === undefined) return undefined;
  values.push(segment);
  return find(node.whole, raw, decoded, depth + 1, method, values);
}

function collectMethods<R>(
  node: Node<R>,
  raw: readonly string[],
  decoded: readonly string[],
  depth: number,
  methods: Set<string>,
): void {
  const segment = raw[depth];
  if (segment === undefined) {
    for (const method of node.routes.keys()) methods.add(method);
    return;
  }
  const literal = node.literals.get(decoded[depth] ?? '');
  if (literal !== undefined) collectMethods(literal, raw, decoded, depth + 1, methods);
  if (segment === '') return;
  for (const mixed of node.mixed) {
    if (capture(segment, mixed.parts) !== undefined) collectMethods(mixed.node, raw, decoded, depth + 1, methods);
  }
  if (node.whole !== undefined) collectMethods(node.whole, raw, decoded, depth + 1, methods);
}

/** Cuts `report.json` by `['', '.', '']` into `['report', 'json']`; every value is as short as possible and never empty. */
function capture(segment: string, texts: readonly string[]): string[] | undefined {
  const first = texts[0] ?? '';
  const last = texts.at(-1) ?? '';
  if (!segment.startsWith(first)) return undefined;
  const values: string[] = [];
  let start = first.length;
  for (const text of texts.slice(1, -1)) {
    const end = segment.indexOf(text, start + 1);
    if (end < 0) return undefined;
    values.push(segment.slice(start, end));
    start = end + text.length;
  }
  const end = segment.length - last.length;
  if (end <= start || !segment.endsWith(last)) return undefined;
  values.push(segment.slice(start, end));
  return values;
}
