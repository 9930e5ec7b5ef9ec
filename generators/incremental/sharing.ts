/** One document after another: what both have in common becomes the same objects, so that what has changed can be told at a glance. */
import type { Json } from '../model/model.js';

/**
 * The later of two values, in which whatever equals its counterpart in the earlier one (the order of members included: output follows
 * that order) is that counterpart itself. The earlier value itself where all is equal. Neither is changed.
 */
export function shareJson(before: Json, after: Json): Json {
  if (before === after) return before;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (isList(before)) return isList(after) ? shareLists(before, after) : after;
  return isList(after) ? after : shareObjects(before, after);
}

function shareLists(before: readonly Json[], after: readonly Json[]): readonly Json[] {
  let isSame = before.length === after.length;
  const shared = after.map((element, index) => {
    const counterpart = before[index];
    const either = counterpart === undefined ? element : shareJson(counterpart, element);
    if (either !== counterpart) isSame = false;
    return either;
  });
  return isSame ? before : shared;
}

type JsonObject = { readonly [key: string]: Json };

function shareObjects(before: JsonObject, after: JsonObject): JsonObject {
  const names = Object.keys(after);
  const namesBefore = Object.keys(before);
  let isSame = names.length === namesBefore.length;
  const values = names.map((name, index) => {
    const value = after[name] ?? null;
    if (namesBefore[index] !== name) isSame = false;
    if (!Object.hasOwn(before, name)) return value;
    const counterpart = before[name] ?? null;
    const either = shareJson(counterpart, value);
    if (either !== counterpart) isSame = false;
    return either;
  });
  // Of entries, so that a member called __proto__ is a member.
  return isSame ? before : Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
