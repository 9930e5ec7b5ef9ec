/** Searches: filters, and pages with opaque cursors. */
import type { Member, MemberSearchFilter, Organization, OrganizationSearchFilter } from '../../../generated/types/index.js';
import { membersOf, type Store } from './store.js';

/** One page of results. */
export interface Page<T> {
  readonly items: T[];
  readonly results_metadata: { total: number; next_cursor: string | null };
}

/** Cuts the page that a cursor names out of all results; `undefined` for a cursor that is none of ours. */
export function pageOf<T>(all: readonly T[], cursor: string | undefined, limit = 100): Page<T> | undefined {
  const offset = cursor === undefined ? 0 : readCursor(cursor);
  if (offset === undefined) return undefined;
  const end = offset + limit;
  return {
    items: all.slice(offset, end),
    results_metadata: { total: all.length, next_cursor: end < all.length ? writeCursor(end) : null },
  };
}

function writeCursor(offset: number): string {
  return btoa(JSON.stringify({ offset }));
}

function readCursor(cursor: string): number | undefined {
  try {
    const read: unknown = JSON.parse(atob(cursor));
    const offset = typeof read === 'object' && read !== null && 'offset' in read ? read.offset : undefined;
    return typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 ? offset : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a result meets the operands, all of them or one. */
export function meets<F>(query: { operator: 'AND' | 'OR'; operands: F[] } | undefined, test: (filter: F) => boolean): boolean {
  if (query === undefined || query.operands.length === 0) return true;
  return query.operator === 'AND' ? query.operands.every(test) : query.operands.some(test);
}

export function organizationMeets(store: Store, organization: Organization, filter: OrganizationSearchFilter): boolean {
  const emails = (): string[] => membersOf(store, organization.organization_id).map((member) => member.email_address);
  switch (filter.filter_name) {
    case 'organization_ids':
      return filter.filter_value.includes(organization.organization_id);
    case 'organization_slugs':
      return filter.filter_value.includes(organization.organization_slug);
    case 'organization_name_fuzzy':
      return holds(organization.organization_name, filter.filter_value);
    case 'organization_slug_fuzzy':
      return holds(organization.organization_slug, filter.filter_value);
    case 'member_emails':
      return emails().some((email) => filter.filter_value.includes(email));
    case 'member_email_fuzzy':
      return emails().some((email) => holds(email, filter.filter_value));
    case 'allowed_domains':
      return organization.email_allowed_domains.some((domain) => filter.filter_value.includes(domain));
    case 'allowed_domain_fuzzy':
      return organization.email_allowed_domains.some((domain) => holds(domain, filter.filter_value));
    case 'claimed_email_domains':
      return organization.claimed_email_domains.some((domain) => filter.filter_value.includes(domain));
    case 'has_active_sso_connection':
      return organization.sso_active_connections.length > 0 === filter.filter_value;
    case 'sso_connection_id':
      return organization.sso_active_connections.some(({ connection_id }) => connection_id === filter.filter_value);
  }
}

export function memberMeets(store: Store, member: Member, filter: MemberSearchFilter): boolean {
  const slug = (): string => store.organizations.get(member.organization_id)?.organization_slug ?? '';
  switch (filter.filter_name) {
    case 'member_ids':
      return filter.filter_value.some((id) => id === member.member_id || id === member.external_id);
    case 'member_emails':
      return filter.filter_value.includes(member.email_address);
    case 'member_email_fuzzy':
      return holds(member.email_address, filter.filter_value);
    case 'statuses':
      return filter.filter_value.includes(member.status);
    case 'status':
      return filter.filter_value === member.status;
    case 'member_roles':
      return member.roles.some(({ role_id }) => filter.filter_value.includes(role_id));
    case 'member_is_breakglass':
      return member.is_breakglass === filter.filter_value;
    case 'member_password_exists':
      return (member.member_password_id !== '') === filter.filter_value;
    case 'member_mfa_phone_numbers':
    case 'member_phone_numbers':
      return filter.filter_value.includes(member.mfa_phone_number);
    case 'member_mfa_phone_number_fuzzy':
    case 'member_phone_number_fuzzy':
      return holds(member.mfa_phone_number, filter.filter_value);
    case 'organization_id':
      return member.organization_id === filter.filter_value;
    case 'organization_slug':
      return slug() === filter.filter_value;
    case 'organization_slug_fuzzy':
      return holds(slug(), filter.filter_value);
  }
}

/** Deleted members are found only by a filter that names their status. */
export function namesStatuses(filters: readonly MemberSearchFilter[] | undefined): boolean {
  return filters?.some(({ filter_name }) => filter_name === 'statuses' || filter_name === 'status') ?? false;
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
