/** What the in-memory API keeps, and how it finds things. */
import type { Member, Organization } from '../../../generated/types/index.js';

/** Organizations and members by id, in the order in which they were made. */
export interface Store {
  readonly organizations: Map<string, Organization>;
  readonly members: Map<string, Member>;
}

/** What the handlers work with; a test gives its own clock and ids, so that every run is the same. */
export interface Services {
  readonly store: Store;
  /** RFC 3339. */
  readonly now: () => string;
  /** A new id of a kind: `organization` → `organization-test-00000000-0000-4000-8000-000000000001`. */
  readonly newId: (kind: string) => string;
}

export function emptyStore(): Store {
  return { organizations: new Map(), members: new Map() };
}

/** Ids that count up, of the form the API documents. */
export function countingIds(): (kind: string) => string {
  let count = 0;
  return (kind) => {
    count += 1;
    return `${kind}-test-00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}

/** An organization by its id, its slug or its external id. */
export function findOrganization({ organizations }: Store, locator: string): Organization | undefined {
  return (
    organizations.get(locator) ??
    [...organizations.values()].find(
      (organization) => organization.organization_slug === locator || organization.organization_external_id === locator,
    )
  );
}

/** A member of an organization by their id or external id; deleted members count as not found unless asked for. */
export function findMember(store: Store, organizationId: string, locator: string, withDeleted = false): Member | undefined {
  return membersOf(store, organizationId).find(
    (member) => (member.member_id === locator || member.external_id === locator) && (withDeleted || member.status !== 'deleted'),
  );
}

/** The members of an organization, deleted ones included. */
export function membersOf({ members }: Store, organizationId: string): readonly Member[] {
  return [...members.values()].filter((member) => member.organization_id === organizationId);
}

/** Top-level merge of metadata: `null` removes a key. */
export function mergeMetadata(
  before: { readonly [key: string]: unknown } | undefined,
  change: { readonly [key: string]: unknown } | undefined,
): { [key: string]: unknown } {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null));
}

/** The members of an object that are present: what an update changes. */
export function present<T extends object>(changes: T): T {
  const kept: T = { ...changes };
  for (const key of Object.keys(kept)) if (Reflect.get(kept, key) === undefined) Reflect.deleteProperty(kept, key);
  return kept;
}
