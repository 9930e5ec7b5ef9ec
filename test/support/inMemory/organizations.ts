/** The Organizations group, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { CreateOrganizationRequest, Organization } from '../../../generated/types/index.js';
import type { InMemoryEnvironment } from '../inMemoryOrganizations.js';
import { meets, organizationMeets, pageOf } from './search.js';
import { findOrganization, membersOf, mergeMetadata, present, type Services, type Store } from './store.js';

type OrganizationOperation =
  | 'createOrganization'
  | 'getOrganization'
  | 'updateOrganization'
  | 'searchOrganizations'
  | 'deleteOrganization';

export const organizationHandlers: Pick<Handlers<InMemoryEnvironment>, OrganizationOperation> = {
  createOrganization: ({ body, context, apiError }) => {
    const { store } = context;
    const { organization_slug, organization_external_id } = body;
    if (organization_slug !== undefined && findOrganization(store, organization_slug) !== undefined) {
      return apiError('organization_slug_already_used', { organization_slug });
    }
    if (organization_external_id !== undefined && findOrganization(store, organization_external_id) !== undefined) {
      return apiError('organization_external_id_already_used', { organization_external_id });
    }
    const organization = newOrganization(body, context);
    store.organizations.set(organization.organization_id, organization);
    return { status: 200, body: { organization } };
  },

  getOrganization: ({ path: { organization_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    return { status: 200, body: { organization } };
  },

  updateOrganization: ({ path: { organization_id }, body, context, apiError }) => {
    const { store } = context;
    const before = findOrganization(store, organization_id);
    if (before === undefined) return apiError('organization_not_found', { organization_id });
    const { organization_slug, organization_external_id } = body;
    if (organization_slug !== undefined && isTaken(store, organization_slug, before)) {
      return apiError('organization_slug_already_used', { organization_slug });
    }
    if (organization_external_id !== undefined && isTaken(store, organization_external_id, before)) {
      return apiError('organization_external_id_already_used', { organization_external_id });
    }
    const organization: Organization = {
      ...before,
      ...present(body),
      trusted_metadata: mergeMetadata(before.trusted_metadata, body.trusted_metadata),
      updated_at: context.now(),
    };
    store.organizations.set(before.organization_id, organization);
    return { status: 200, body: { organization } };
  },

  searchOrganizations: ({ body, context: { store }, apiError }) => {
    const found = [...store.organizations.values()].filter((organization) =>
      meets(body.query, (filter) => organizationMeets(store, organization, filter)),
    );
    const page = pageOf(found, body.cursor, body.limit);
    if (page === undefined) return apiError('invalid_argument', { argument: 'cursor' });
    return { status: 200, body: { organizations: page.items, results_metadata: page.results_metadata } };
  },

  deleteOrganization: ({ path, context: { store }, apiError }) => {
    const organization = findOrganization(store, path.organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: path.organization_id });
    const { organization_id } = organization;
    for (const { member_id } of membersOf(store, organization_id)) store.members.delete(member_id);
    store.organizations.delete(organization_id);
    return { status: 200, body: { organization_id } };
  },
};

export function isTaken(store: Store, name: string, by: Organization): boolean {
  const owner = findOrganization(store, name);
  return owner !== undefined && owner.organization_id !== by.organization_id;
}

export function newOrganization(request: CreateOrganizationRequest, { store, now, newId }: Services): Organization {
  const created_at = now();
  const chosen = ['sso_jit_provisioning', 'email_jit_provisioning', 'email_invites', 'auth_methods', 'mfa_policy'];
  return {
    organization_id: newId('organization'),
    organization_logo_url: '',
    organization_slug: freeSlug(store, request.organization_name),
    organization_external_id: null,
    sso_jit_provisioning: 'NOT_ALLOWED',
    sso_jit_provisioning_allowed_connections: [],
    sso_active_connections: [],
    sso_default_connection_id: null,
    scim_active_connection: null,
    email_allowed_domains: [],
    email_jit_provisioning: 'NOT_ALLOWED',
    // Without any setting there must be a way to add the first members.
    email_invites: chosen.some((name) => Object.hasOwn(request, name)) ? 'NOT_ALLOWED' : 'ALL_ALLOWED',
    auth_methods: 'ALL_ALLOWED',
    allowed_auth_methods: [],
    mfa_policy: 'OPTIONAL',
    mfa_methods: 'ALL_ALLOWED',
    allowed_mfa_methods: [],
    rbac_email_implicit_role_assignments: [],
    oauth_tenant_jit_provisioning: 'NOT_ALLOWED',
    allowed_oauth_tenants: {},
    claimed_email_domains: [],
    first_party_connected_apps_allowed_type: 'ALL_ALLOWED',
    allowed_first_party_connected_apps: [],
    third_party_connected_apps_allowed_type: 'ALL_ALLOWED',
    allowed_third_party_connected_apps: [],
    custom_roles: [],
    ...present(request),
    trusted_metadata: mergeMetadata({}, request.trusted_metadata),
    created_at,
    updated_at: created_at,
  };
}

/** `Acme Robotics GmbH` → `acme-robotics-gmbh`, with a number where that is taken. */
function freeSlug(store: Store, name: string): string {
  const wanted = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 100).padEnd(2, '-0');
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? wanted : `${wanted}-${count}`;
    if (findOrganization(store, slug) === undefined) return slug;
  }
}
