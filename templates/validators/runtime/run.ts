/**
 * One validation under way, and the protocol of the functions that take part in it.
 *
 * A {@link Check} looks at one place of a value. It answers whether to go on: `true` when nothing is wrong, and also when
 * something is but every issue is wanted. So checks are joined with `&&`, and a run that wants no issues at all
 * (`is…`, the branches of a union) stops at the first thing wrong. The path to the current place is kept on a stack
 * that costs one store per object or array, and becomes a JSON Pointer only when an issue is reported.
 */
import type { ValidateOptions, ValidationIssue } from './types.js';

/** The name or index under which a value stands in its parent. */
export type Key = string | number | undefined;

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

/**
 * Checks `value`, which stands at `key` of the container at `depth - 1`; the value validated itself is at depth 0.
 * Returns whether to go on.
 */
export type Check = (value: unknown, run: Run, depth: number, key?: Key) => boolean;

/** State of one validation. */
export interface Run {
  /** Go on after an issue. */
  all: boolean;
  /** Where issues go; absent while only the yes or no matters. */
  issues: ValidationIssue[] | undefined;
  /** `keys[n]` leads from depth `n - 1` to the container being checked at depth `n`. */
  readonly keys: Key[];
  /** Above zero inside a sensitive value, which must not be shown. */
  hidden: number;
  /** Whether anything was found wrong. */
  failed: boolean;
  /** Depth and keyword of the last thing found wrong. */
  faultDepth: number;
  fault: string;
  /** Report unknown properties of open objects. */
  readonly closed: boolean;
  /** By depth, the members of the containers being checked that a schema has looked at; kept only where needed. */
  seen: (Seen | undefined)[] | undefined;
}

/** What schemas have looked at in one object or array. */
export interface Seen {
  readonly value: object;
  readonly key: Key;
  readonly members: Set<string | number>;
}

/** Nesting beyond which a value is refused, long before the call stack ends. */
const deepest = 500;

/** Issues beyond which a run stops: a large hostile value must not make a larger answer. */
const mostIssues = 100;

/** Begins a validation. Without a list for issues it only finds out whether there are any. */
export function startRun(options?: ValidateOptions, issues?: ValidationIssue[]): Run {
  const closed = options?.closed === true;
  return {
    all: options?.all === true,
    issues,
    keys: [],
    hidden: 0,
    failed: false,
    faultDepth: 0,
    fault: '',
    closed,
    seen: closed ? [] : undefined,
  };
}

/**
 * Records that `value` is not as `expected` (a noun phrase).
 * @returns whether to go on looking for more
 */
export function fail(value: unknown, run: Run, depth: number, key: Key, keyword: string, expected: string): boolean {
  run.failed = true;
  run.faultDepth = depth;
  run.fault = keyword;
  if (run.issues === undefined) return run.all;
  let pointer = '';
  for (let level = 1; level <= depth; level += 1) {
    pointer += `/${String(level < depth ? run.keys[level] : key).replace(/~/g, '~0').replace(/\//g, '~1')}`;
  }
  const missing = value === undefined && typeof key === 'string';
  const received = describe(value, run.hidden > 0);
  const message = missing ? `${pointer} is required.` : `${pointer || 'The value'} must be ${expected}, but is ${received}.`;
  // Two assertions about one place may both miss the type.
  if (run.issues.at(-1)?.message !== message) {
    run.issues.push({ pointer, keyword: missing ? 'required' : keyword, expected, received, message });
  }
  return run.all && run.issues.length < mostIssues;
}

/** A value in a few words; of a hidden one only the kind. */
function describe(value: unknown, hidden: boolean): string {
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (value === undefined) return 'missing';
  if (typeof value === 'object') return value ? 'an object' : 'null';
  if (hidden || typeof value === 'symbol' || typeof value === 'function') return `a ${typeof value}`;
  return typeof value === 'string' ? JSON.stringify(value.length > 50 ? `${value.slice(0, 49)}…` : value) : String(value);
}

/** True for a JSON object: not `null`, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Puts a container on the stack.
 * @param names the members its schema names, when it names any
 * @returns false when it is nested too deeply; the answer of the check is then `run.all`
 */
export function enter(value: object, run: Run, depth: number, key: Key, names?: Iterable<string | number>): boolean {
  if (depth > deepest) {
    fail(value, run, depth, key, 'depth', `nested at most ${deepest} levels deep`);
    return false;
  }
  if (run.seen !== undefined) see(value, run, depth, key, names);
  run.keys[depth] = key;
  return true;
}

/** Notes that a schema has looked at members of the container at `depth`. */
export function see(value: object, run: Run, depth: number, key: Key, members?: Iterable<string | number>): void {
  const { seen } = run;
  if (seen === undefined) return;
  // Several schemas may look at one place (`allOf`, `$ref` with siblings): then what they see adds up.
  if (seen[depth]?.value !== value || seen[depth].key !== key) leave(run, depth);
  if (members === undefined) return;
  const here = (seen[depth] ??= { value, key, members: new Set() });
  for (const member of members) here.members.add(member);
}

/** Closes every container at `depth` and below: the moment when the unknown properties of each are known. */
export function leave(run: Run, depth: number): void {
  while (run.seen !== undefined && run.seen.length > depth) {
    const left = run.seen.pop();
    if (left === undefined || !run.closed || !isObject(left.value)) continue;
    const level = run.seen.length;
    run.keys[level] = left.key;
    for (const name of Object.keys(left.value)) {
      if (!left.members.has(name) && !unknown(left.value[name], run, level + 1, name)) return;
    }
  }
}

/** Reports a property that no schema knows. Its value is not shown: nobody has said that it may be. */
export function unknown(value: unknown, run: Run, depth: number, key: Key, keyword = 'unevaluatedProperties'): boolean {
  run.hidden += 1;
  const goOn = fail(value, run, depth, key, keyword, 'absent (it is not described)');
  run.hidden -= 1;
  return goOn;
}
