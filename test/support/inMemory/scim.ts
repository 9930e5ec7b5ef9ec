/** The SCIM group, in memory: one connection per organization, and its bearer token. */
import type { Handlers } from '../../../generated/server/index.js';
import type { Organization, ScimConnection } from '../../../generated/types/index.js';
import { changeOrganization, type ExampleEnvironment, type ExampleServices } from './example.js';
import { later } from './logins.js';
import { findOrganization, present } from './store.js';

type ScimOperation =
  | 'createScimConnection'
  | 'getScimConnection'
  | 'updateScimConnection'
  | 'deleteScimConnection'
  | 'startScimTokenRotation'
  | 'completeScimTokenRotation'
  | 'cancelScimTokenRotation';

const yearInMinutes = 365 * 24 * 60;

export const scimHandlers: Pick<Handlers<ExampleEnvironment>, ScimOperation> = {
  createScimConnection: ({ path: { organization_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    if (context.state.scim.has(organization.organization_id)) return apiError('active_scim_connection_exists');
    const connection_id = context.newId('scim-connection');
    const bearer_token = context.secret();
    const connection: ScimConnection = {
      organization_id: organization.organization_id,
      connection_id,
      status: 'active',
      display_name: body.display_name ?? 'SCIM connection',
      identity_provider: body.identity_provider ?? 'generic',
      base_url: `https://test.stytch.com/v1/b2b/scim/${connection_id}`,
      scim_group_implicit_role_assignments: [],
      bearer_token_expires_at: later(context, yearInMinutes),
      bearer_token_last_four: bearer_token.slice(-4),
      next_bearer_token_last_four: '',
      next_bearer_token_expires_at: null,
    };
    keep(context, organization, connection);
    const { bearer_token_last_four: _, next_bearer_token_last_four: _next, next_bearer_token_expires_at: _expiry, ...shown } = connection;
    return { status: 200, body: { connection: { ...shown, bearer_token } } };
  },

  getScimConnection: ({ path: { organization_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const connection = context.state.scim.get(organization.organization_id);
    if (connection === undefined) return apiError('no_active_scim_connection');
    return { status: 200, body: { connection } };
  },

  updateScimConnection: ({ path: { organization_id, connection_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = connectionOf(context, organization, connection_id);
    if (before === undefined) return apiError('no_active_scim_connection');
    return { status: 200, body: { connection: keep(context, organization, { ...before, ...present(body) }) } };
  },

  deleteScimConnection: ({ path: { organization_id, connection_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    if (connectionOf(context, organization, connection_id) === undefined) return apiError('no_active_scim_connection');
    context.state.scim.delete(organization.organization_id);
    changeOrganization(context, organization, { scim_active_connection: null });
    return { status: 200, body: { connection_id } };
  },

  startScimTokenRotation: ({ path: { organization_id, connection_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = connectionOf(context, organization, connection_id);
    if (before === undefined) return apiError('no_active_scim_connection');
    const next_bearer_token = context.secret();
    const rotating = { ...before, next_bearer_token_last_four: next_bearer_token.slice(-4), next_bearer_token_expires_at: later(context, yearInMinutes) };
    const { next_bearer_token_last_four: _, ...shown } = keep(context, organization, rotating);
    return { status: 200, body: { connection: { ...shown, next_bearer_token } } };
  },

  completeScimTokenRotation: ({ path: { organization_id, connection_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = connectionOf(context, organization, connection_id);
    if (before === undefined) return apiError('no_active_scim_connection');
    if (before.next_bearer_token_last_four === '') return apiError('scim_connection_not_rotating_token');
    const connection = keep(context, organization, {
      ...before,
      bearer_token_last_four: before.next_bearer_token_last_four,
      bearer_token_expires_at: before.next_bearer_token_expires_at ?? null,
      next_bearer_token_last_four: '',
      next_bearer_token_expires_at: null,
    });
    return { status: 200, body: { connection } };
  },

  cancelScimTokenRotation: ({ path: { organization_id, connection_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = connectionOf(context, organization, connection_id);
    if (before === undefined) return apiError('no_active_scim_connection');
    if (before.next_bearer_token_last_four === '') return apiError('scim_connection_not_rotating_token');
    const connection = keep(context, organization, { ...before, next_bearer_token_last_four: '', next_bearer_token_expires_at: null });
    return { status: 200, body: { connection } };
  },
};

function connectionOf({ state }: ExampleServices, { organization_id }: Organization, connectionId: string): ScimConnection | undefined {
  const connection = state.scim.get(organization_id);
  return connection?.connection_id === connectionId ? connection : undefined;
}

/** Keeps a connection, and what the organization says of it. */
function keep(services: ExampleServices, organization: Organization, connection: ScimConnection): ScimConnection {
  services.state.scim.set(organization.organization_id, connection);
  const { connection_id, display_name, bearer_token_last_four, bearer_token_expires_at = null } = connection;
  changeOrganization(services, organization, { scim_active_connection: { connection_id, display_name, bearer_token_last_four, bearer_token_expires_at } });
  return connection;
}
