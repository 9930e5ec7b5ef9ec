/** The resource tree: where each call hangs in an SDK. */
import type { Operation, Resource } from '../model.js';
import type { ReadOperation } from './operations.js';
import type { Place } from './place.js';

/** What no object may have as a member of its own: inherited names, and `then`, which would make the object a promise. */
const forbidden: ReadonlySet<string> = new Set(['constructor', 'prototype', 'then', 'toString', 'valueOf', 'hasOwnProperty']);

/**
 * Gives every operation its `sdkPath`: the one it names in `x-sdk-path`, where a clash is a problem; else its first tag and its
 * operationId, less the tag's name at its beginning (tag `repos`, `repos/get-content` → `repos.getContent`).
 */
export function placeOperations(read: readonly ReadOperation[]): readonly Operation[] {
  const claims = new Claims();
  const paths = new Map<ReadOperation, readonly string[]>();
  for (const entry of read) {
    const path = explicitPath(entry.place.member('x-sdk-path'));
    if (path === undefined) continue;
    const rival = claims.take(path, entry.operation.id);
    if (rival === undefined) paths.set(entry, path);
    else {
      entry.place.member('x-sdk-path').problem('sdk-path-clash', `"${path.join('.')}" clashes with ${rival}.`, {
        help: 'Every call needs a path of its own, and no path may lie inside that of a call.',
      });
    }
  }
  return read.map((entry) => {
    const sdkPath = paths.get(entry) ?? claims.derive(entry.operation);
    return { ...entry.operation, sdkPath };
  });
}

/** The tree over the `sdkPath`s, in the order of the operations. */
export function resourceTree(operations: readonly Operation[]): Resource {
  const root: Branch = { name: '', path: [], operations: [], children: new Map() };
  for (const operation of operations) {
    let branch = root;
    for (const name of operation.sdkPath.slice(0, -1)) {
      let child = branch.children.get(name);
      if (child === undefined) {
        child = { name, path: [...branch.path, name], operations: [], children: new Map() };
        branch.children.set(name, child);
      }
      branch = child;
    }
    branch.operations.push(operation);
  }
  return grow(root);
}

interface Branch {
  readonly name: string;
  readonly path: readonly string[];
  readonly operations: Operation[];
  readonly children: Map<string, Branch>;
}

function grow({ name, path, operations, children }: Branch): Resource {
  return { name, path, operations, children: [...children.values()].map(grow) };
}

function explicitPath(place: Place): readonly string[] | undefined {
  const text = place.asText();
  if (text === undefined) return undefined;
  const path = text.split('.');
  if (path.length <= 8 && path.every((name) => /^[a-z][A-Za-z0-9]*$/.test(name) && !forbidden.has(name))) return path;
  place.problem('invalid-extension', `"${text}" is no path for an SDK.`, { help: 'Write camelCase names with dots between: organizations.members.create.' });
  return undefined;
}

/** The paths given out so far. */
class Claims {
  readonly #calls = new Map<string, string>();
  readonly #groups = new Map<string, string>();

  /** @returns what the path clashes with; undefined when it was free and is now taken */
  take(path: readonly string[], id: string): string | undefined {
    const key = path.join('.');
    const groups = path.slice(0, -1).map((_, index) => path.slice(0, index + 1).join('.'));
    const rival = this.#calls.get(key) ?? this.#groups.get(key) ?? groups.map((group) => this.#calls.get(group)).find((call) => call !== undefined);
    if (rival !== undefined) return `that of "${rival}"`;
    this.#calls.set(key, id);
    for (const group of groups) if (!this.#groups.has(group)) this.#groups.set(group, id);
    return undefined;
  }

  derive({ id, tags }: ReadOperation['operation']): readonly string[] {
    const group = tags[0] === undefined ? [] : [member(tags[0], 'Group')];
    const whole = member(id, 'Call');
    for (const name of [shortened(id, tags[0] ?? ''), whole]) {
      if (name !== undefined && this.take([...group, name], id) === undefined) return [...group, name];
    }
    for (let count = 2; ; count += 1) {
      const path = [...group, `${whole}${count}`];
      if (this.take(path, id) === undefined) return path;
      // A call of the group's own name blocks the whole group.
      if (this.take([`${whole}${count}`], id) === undefined) return [`${whole}${count}`];
    }
  }
}

/** The id without the tag at its beginning, where the two are clearly set apart: `repos/get-content`, `pets.list`, `Users_get`. */
function shortened(id: string, tag: string): string | undefined {
  const match = /^([^/._:]+)[/._:]+(.+)$/.exec(id);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return camel(match[1]).toLowerCase() === camel(tag).toLowerCase() ? member(match[2], 'Call') : undefined;
}

function member(text: string, suffix: string): string {
  const name = camel(text) || suffix.toLowerCase();
  const valid = /^\p{L}/u.test(name) ? name : `n${name}`;
  return forbidden.has(valid) ? valid + suffix : valid;
}

function camel(text: string): string {
  const [first = '', ...rest] = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const lowered = first.replace(/^\p{Lu}+(?!\p{Ll})|^\p{Lu}/u, (capitals) => capitals.toLowerCase());
  return lowered + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
