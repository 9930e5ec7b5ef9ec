/** The operation's `x-` members that the model understands; docs/authoring.md says what they mean. */
import type { HttpMethod, Pagination, RbacPermission, RetryPolicy } from '../model.js';
import { defined } from './place.js';
import type { Place } from './place.js';

/** `x-retry`; without it, what RFC 9110 §9.2 promises of the method. */
export function readRetry(place: Place, method: HttpMethod): RetryPolicy {
  const value = place.asText();
  if (value === 'safe' || value === 'idempotent' || value === 'unsent-only') return value;
  if (value !== undefined) {
    place.problem('invalid-extension', `"${value}" is no retry policy.`, { help: 'Use one of safe, idempotent, unsent-only.' });
  }
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE') return 'safe';
  return method === 'PUT' || method === 'DELETE' ? 'idempotent' : 'unsent-only';
}

/** `x-pagination`: `cursor` and `limit` in the request, `next_cursor` and `items` in the response. */
export function readPagination(place: Place): Pagination | undefined {
  if (!place.exists) return undefined;
  const cursor = place.requiredText('cursor');
  if (!/^(body|query)\./.test(cursor)) {
    place.problem('invalid-extension', 'The cursor of x-pagination begins with "body." or "query.".');
    return undefined;
  }
  return {
    cursor,
    ...defined({ limit: place.text('limit') }),
    nextCursor: place.requiredText('next_cursor'),
    items: place.requiredText('items'),
  };
}

/** `x-rbac`: the resource and the action a member's roles must permit. */
export function readRbac(place: Place): RbacPermission | undefined {
  return place.exists ? { resource: place.requiredText('resource'), action: place.requiredText('action') } : undefined;
}
