/** What schemas have looked at, and what is to be said of the rest: `unevaluatedProperties`, `unevaluatedItems`, closed runs. */
import { enter, fail, hide, isObject, type Check, type Place, type SeenMembers } from './run.js';

/** The members of containers that schemas have looked at. */
class Seen implements SeenMembers {
  readonly containers = new Map<object, { readonly path: string; readonly members: Set<string | number> }>();

  add(container: object, path: string, members: Iterable<string | number>): void {
    const known = this.containers.get(container)?.members ?? new Set();
    for (const member of members) known.add(member);
    // A map that the description says nothing of is not looked at.
    if (known.size > 0) this.containers.set(container, { path, members: known });
  }

  fork(): Seen {
    return new Seen();
  }

  join(other: SeenMembers): void {
    if (!(other instanceof Seen)) return;
    for (const [container, { path, members }] of other.containers) this.add(container, path, members);
  }
}

/** `unevaluatedProperties` (2020-12 core §11.3): `check` for the properties that nothing in `whole` has looked at. */
export function unevaluatedProperties(whole: Check, check: Check): Check {
  return unevaluatedMembers(whole, (value, known, at) =>
    !isObject(value) || Object.keys(value).every((name) => known.has(name) || check(value[name], at, name)));
}

/** `unevaluatedItems` (core §11.2): `check` for the items that nothing in `whole` has looked at. */
export function unevaluatedItems(whole: Check, check: Check): Check {
  return unevaluatedMembers(whole, (value, known, at) =>
    !Array.isArray(value) || value.every((item, index) => known.has(index) || check(item, at, index)));
}

function unevaluatedMembers(
  whole: Check,
  rest: (value: object, known: ReadonlySet<string | number>, at: Place | undefined) => boolean,
): Check {
  return (value, up, key) => {
    if (typeof value !== 'object' || value === null) return whole(value, up, key);
    const seen = new Seen();
    if (!whole(value, { path: '', issues: [], all: false, ...up, seen }, key)) return false;
    up?.seen?.join(seen);
    const known = seen.containers.get(value)?.members ?? new Set();
    const at = up && enter(up, key);
    at?.seen?.add(value, at.path, Array.isArray(value) ? value.keys() : Object.keys(value));
    return rest(value, known, at);
  };
}

/** The schema of an unevaluated property where none may stand. */
export const unevaluated: Check = (value, up, key) => fail(value, hide(up), key, 'unevaluatedProperties', 'absent (it is not described)');

/**
 * For the option `closed` of `validate…` functions: reports properties that the description does not know, even where it
 * leaves an object open. Objects that are described without naming any property (free-form maps) stay open.
 */
export function closed(check: Check): Check {
  return (value, up, key) => {
    // Only a run with a place knows more than the check.
    if (!up) return false;
    const seen = new Seen();
    const place = { ...up, seen };
    if (!check(value, place, key)) return false;
    for (const [container, { path, members }] of seen.containers) {
      if (!isObject(container)) continue;
      for (const name of Object.keys(container)) {
        if (!members.has(name) && !unevaluated(container[name], { ...place, path }, name)) return false;
      }
    }
    return true;
  };
}
