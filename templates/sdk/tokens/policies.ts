/** Role-based access control, decided locally against the project's policy and that of the organization. */
import { elapsed } from './clock.js';
import { TokenError } from './errors.js';

/** What a role or a scope permits. */
export interface Permission {
  readonly resource_id: string;
  /** `*` permits every action. */
  readonly actions: readonly string[];
}

/** A named set of permissions. */
export interface Role {
  readonly role_id: string;
  readonly permissions: readonly Permission[];
}

/** A scope of a Connected App. */
export interface Scope {
  readonly scope: string;
  readonly permissions: readonly Permission[];
}

/** The policy of a project. */
export interface Policy {
  readonly roles: readonly Role[];
  readonly scopes?: readonly Scope[];
}

/** What is to be done, and to what. */
export interface AuthorizationCheck {
  readonly organization_id: string;
  readonly resource_id: string;
  readonly action: string;
}

/** Fetches policies. An organization without roles of its own has none. */
export interface PolicySource {
  readonly project: () => Promise<Policy>;
  readonly organization: (organizationId: string) => Promise<Pick<Policy, 'roles'> | undefined>;
}

/** How a {@link PolicyStore} keeps policies. */
export interface PolicyStoreOptions {
  /** Milliseconds; five minutes by default. */
  readonly maxAge?: number;
  /** How many organizations are remembered; 1000 by default. */
  readonly maxOrganizations?: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly fetchedAt: number;
}

/** Policies, each fetched once and kept for a while. Requests that come in while a fetch is under way share it. */
export class PolicyStore {
  readonly #source: PolicySource;
  readonly #maxAge: number;
  readonly #maxOrganizations: number;
  readonly #now: () => number;
  #project: Entry<Policy> | undefined;
  readonly #organizations = new Map<string, Entry<Pick<Policy, 'roles'> | undefined>>();

  constructor(source: PolicySource, { maxAge = 300_000, maxOrganizations = 1000, now = Date.now }: PolicyStoreOptions = {}) {
    this.#source = source;
    this.#maxAge = maxAge;
    this.#maxOrganizations = maxOrganizations;
    this.#now = now;
  }

  /** The project's policy. */
  async project(): Promise<Policy> {
    const entry = this.#fresh(this.#project) ?? this.#enter(this.#source.project());
    this.#project = entry;
    return entry.value.catch((error: unknown) => {
      // A failure is not kept.
      if (this.#project === entry) this.#project = undefined;
      throw error;
    });
  }

  /** The roles of the project and those of one organization. */
  async rolesFor(organizationId: string): Promise<readonly Role[]> {
    const organizations = this.#organizations;
    const entry = this.#fresh(organizations.get(organizationId)) ?? this.#enter(this.#source.organization(organizationId));
    // Entered last: the first of the map is the one that was not asked for the longest.
    organizations.delete(organizationId);
    organizations.set(organizationId, entry);
    for (const oldest of organizations.keys()) {
      if (organizations.size <= this.#maxOrganizations) break;
      organizations.delete(oldest);
    }
    const own = entry.value.catch((error: unknown) => {
      if (organizations.get(organizationId) === entry) organizations.delete(organizationId);
      throw error;
    });
    const [project, organization] = await Promise.all([this.project(), own]);
    return [...project.roles, ...(organization?.roles ?? [])];
  }

  #fresh<Value>(entry: Entry<Value> | undefined): Entry<Value> | undefined {
    return entry !== undefined && elapsed(entry.fetchedAt, this.#now()) < this.#maxAge ? entry : undefined;
  }

  #enter<Value>(value: Promise<Value>): Entry<Value> {
    return { value, fetchedAt: this.#now() };
  }
}

/** True when one of the permissions covers the action. */
export function permits(permissions: Iterable<Permission>, { resource_id, action }: Pick<AuthorizationCheck, 'resource_id' | 'action'>): boolean {
  for (const permission of permissions) {
    if (permission.resource_id === resource_id && (permission.actions.includes('*') || permission.actions.includes(action))) return true;
  }
  return false;
}

/**
 * May a member do this?
 *
 * @param subject the member's organization and roles, from a verified token
 * @throws TokenError `tenancy_mismatch` or `not_permitted`
 */
export async function checkMember(store: PolicyStore, subject: { readonly organization_id: string; readonly roles: readonly string[] }, check: AuthorizationCheck): Promise<void> {
  checkTenancy(subject.organization_id, check);
  const roles = await store.rolesFor(subject.organization_id);
  decide(roles.filter(({ role_id }) => subject.roles.includes(role_id)).flatMap(({ permissions }) => permissions), check);
}

/**
 * May a Connected App do this with the scopes it was granted?
 *
 * @throws TokenError `tenancy_mismatch` or `not_permitted`
 */
export async function checkScopes(store: PolicyStore, subject: { readonly organization_id: string; readonly scopes: readonly string[] }, check: AuthorizationCheck): Promise<void> {
  checkTenancy(subject.organization_id, check);
  const { scopes = [] } = await store.project();
  decide(scopes.filter(({ scope }) => subject.scopes.includes(scope)).flatMap(({ permissions }) => permissions), check);
}

function checkTenancy(organizationId: string, check: AuthorizationCheck): void {
  if (organizationId !== check.organization_id) throw new TokenError('tenancy_mismatch', 'The subject belongs to another organization.');
}

function decide(permissions: readonly Permission[], check: AuthorizationCheck): void {
  if (!permits(permissions, check)) throw new TokenError('not_permitted', 'Nothing the subject has permits this action.');
}
