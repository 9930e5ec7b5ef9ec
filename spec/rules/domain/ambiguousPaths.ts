import { objectAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Pairs that the API itself has. Ids begin with their prefix, so that no id is `totp`, `external_id`, `passwords` or `mfa_phone_numbers`. */
const accepted: readonly (readonly [string, string])[] = [
  ['/v1/b2b/organizations/{organization_id}/members/{member_id}/totp', '/v1/b2b/organizations/{organization_id}/members/passwords/{member_password_id}'],
  ['/v1/b2b/organizations/{organization_id}/members/{member_id}/totp', '/v1/b2b/organizations/{organization_id}/members/mfa_phone_numbers/{member_id}'],
  ['/v1/b2b/organizations/{organization_id}/members/{member_id}/external_id', '/v1/b2b/organizations/{organization_id}/members/passwords/{member_password_id}'],
  ['/v1/b2b/organizations/{organization_id}/members/{member_id}/external_id', '/v1/b2b/organizations/{organization_id}/members/mfa_phone_numbers/{member_id}'],
];

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** A router that meets two templates for one URL takes either; which one must not depend on the tool. */
export const ambiguousPaths: Rule = {
  name: 'ambiguous-paths',
  severity: 'error',
  summary: 'No URL and method belong to two paths, unless one of them is the literal case of the other.',
  help: 'If the API really has both, name the pair in the rule.',
  *check(document): Iterable<Finding> {
    const items = Object.entries(objectAt(document, 'paths')).map(([path, item]) => ({ path, segments: path.split('/'), item: objectAt(item) }));
    for (const [index, first] of items.entries()) {
      for (const second of items.slice(index + 1)) {
        const shared = methods.filter((method) => Object.hasOwn(first.item, method) && Object.hasOwn(second.item, method));
        if (shared.length > 0 && overlap(first.segments, second.segments) && !accepted.some((pair) => pair.includes(first.path) && pair.includes(second.path))) {
          yield { path: ['paths', second.path], message: `${shared.join(', ').toUpperCase()} ${second.path} and ${first.path} match the same URLs.` };
        }
      }
    }
  },
};

/** True when some URL matches both and neither template is the more literal one throughout. */
function overlap(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) {
    return false;
  }
  let aIsMoreLiteral = false;
  let bIsMoreLiteral = false;
  for (const [index, segment] of a.entries()) {
    const other = b[index] ?? '';
    const [isTemplate, otherIsTemplate] = [segment.includes('{'), other.includes('{')];
    if (!isTemplate && !otherIsTemplate && segment !== other) {
      return false;
    }
    aIsMoreLiteral ||= !isTemplate && otherIsTemplate;
    bIsMoreLiteral ||= isTemplate && !otherIsTemplate;
  }
  return aIsMoreLiteral === bIsMoreLiteral;
}
