/** What schemas have looked at, and what is to be said of the rest: `unevaluatedProperties`, `unevaluatedItems`, closed runs. */
import { isObject, keepSeen, listening, pathInto, type Check, type Place } from './run.js';

/** `unevaluatedProperties` (2020-12 core §11.3): `check` for the properties that nothing in `whole` has looked at. */
export function unevaluatedProperties(whole: Check, check: Check): Check {
  return unevaluatedMembers(whole, check, (value) => (isObject(value) ? Object.entries(value) : []));
}

/** `unevaluatedItems` (core §11.2): `check` for the items that nothing in `whole` has looked at. */
export function unevaluatedItems(whole: Check, check: Check): Check {
  return unevaluatedMembers(whole, check, (value) => (Array.isArray(value) ? [...value.entries()] : []));
}

function unevaluatedMembers(
  whole: Check,
  check: Check,
  membersOf: (value: unknown) => readonly (readonly [key: string | number, member: unknown])[],
): Check {
  return (value, at) => {
    const seen = new Set<string>();
    if (!whole(value, listening(at, seen))) return false;
    keepSeen(at, seen);
    return membersOf(value).every(([key, member]) => seen.has(pathInto('', key)) || check(member, at?.enter(key)));
  };
}

/** The schema of an unevaluated property where none may stand. */
export const unevaluated: Check = (value, at) => at?.hide().fail(value, 'unevaluatedProperties', 'absent');

/**
 * For the option `closed` of `validate…` functions: reports properties that the description does not know, even where it
 * leaves an object open. Objects that are described without naming any property (free-form maps) stay open.
 */
export function closed(check: Check): Check {
  return (value, at) => {
    // Only a run with a place knows more than the check.
    if (!at) return false;
    const seen = new Set<string>();
    if (!check(value, listening(at, seen))) return false;
    const containers = new Set([...seen].map((path) => path.slice(0, path.lastIndexOf('/'))));
    return isKnown(value, at, '');

    function isKnown(container: unknown, place: Place, path: string): boolean {
      if (typeof container !== 'object' || container === null) return true;
      return Object.entries(container).every(([key, member]) => {
        const inside = pathInto(path, key);
        if (seen.has(inside)) return isKnown(member, place.enter(key), inside);
        return !isObject(container) || !containers.has(path) || unevaluated(member, place.enter(key));
      });
    }
  };
}
