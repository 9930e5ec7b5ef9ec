/**
 * The `x-` members that the model understands; docs/authoring.md says what they mean. Other descriptions may use the same names
 * for things of their own: what does not have the form meant here is ignored with a warning, and lint is strict where it matters.
 */
import { isJsonArray, isJsonObject } from '../pointer.js';
import type { HttpMethod, Json, Pagination, RbacPermission, RetryPolicy, Schema } from '../model.js';
import type { Place } from './place.js';

/** `x-retry`; without it, what RFC 9110 §9.2 promises of the method. */
export function readRetry(place: Place, method: HttpMethod): RetryPolicy {
  const { value } = place;
  if (value === 'safe' || value === 'idempotent' || value === 'unsent-only') return value;
  if (value !== undefined) ignore(place, 'one of safe, idempotent, unsent-only');
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE') return 'safe';
  return method === 'PUT' || method === 'DELETE' ? 'idempotent' : 'unsent-only';
}

/** `x-pagination`: `cursor` and `limit` in the request, `next_cursor` and `items` in the response. */
export function readPagination(place: Place): Pagination | undefined {
  if (!place.exists) return undefined;
  const { cursor, limit, next_cursor: nextCursor, items } = membersOf(place);
  if (isRequestMember(cursor) && (limit === undefined || isRequestMember(limit)) && typeof nextCursor === 'string' && typeof items === 'string') {
    return { cursor, ...(limit === undefined ? {} : { limit }), nextCursor, items };
  }
  ignore(place, 'an object with "cursor" and perhaps "limit" (beginning with "body." or "query."), "next_cursor" and "items"');
  return undefined;
}

/** `x-rbac`: the resource and the action a member's roles must permit. */
export function readRbac(place: Place): RbacPermission | undefined {
  if (!place.exists) return undefined;
  const { resource, action } = membersOf(place);
  if (typeof resource === 'string' && typeof action === 'string') return { resource, action };
  ignore(place, 'an object with "resource" and "action"');
  return undefined;
}

const none: Schema['enumDescriptions'] = Object.freeze({});

/** `x-enum-descriptions`: by value, or a list beside `enum` in its order, as other tools write it. */
export function readEnumDescriptions(schema: Place): Schema['enumDescriptions'] {
  if (!schema.has('x-enum-descriptions')) return none;
  const { value } = schema.member('x-enum-descriptions');
  const values = schema.member('enum').value;
  const entries = isJsonObject(value)
    ? Object.entries(value)
    : isJsonArray(value) && isJsonArray(values)
      ? values.map((member, index) => [String(member), value[index]] as const)
      : [];
  return Object.fromEntries(entries.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text] as const] : [])));
}

function membersOf({ value }: Place): { readonly [name: string]: Json | undefined } {
  return isJsonObject(value) ? value : {};
}

function isRequestMember(value: Json | undefined): value is string {
  return typeof value === 'string' && /^(body|query)\../.test(value);
}

function ignore(place: Place, expected: string): void {
  place.problem('invalid-extension', `"${place.pointer.slice(place.pointer.lastIndexOf('/') + 1)}" is ignored, for it is not ${expected}.`, {
    severity: 'warning',
  });
}
