/** The SSO connections of an organization, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { OidcConnection, Organization, SamlConnection, X509Certificate } from '../../../generated/types/index.js';
import { changeOrganization, type ExampleEnvironment, type ExampleServices } from './example.js';
import { later } from './logins.js';
import { findOrganization, present } from './store.js';

type SsoOperation = 'createSamlConnection' | 'updateSamlConnection' | 'createOidcConnection' | 'updateOidcConnection' | 'getSsoConnections' | 'deleteSsoConnection';

const host = 'https://test.stytch.com/v1/b2b/sso';

export const ssoHandlers: Pick<Handlers<ExampleEnvironment>, SsoOperation> = {
  createSamlConnection: ({ path: { organization_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const connection_id = context.newId('saml-connection');
    const connection: SamlConnection = {
      organization_id: organization.organization_id,
      connection_id,
      status: 'pending',
      idp_entity_id: '',
      display_name: body.display_name ?? '',
      idp_sso_url: '',
      acs_url: `${host}/callback/${connection_id}`,
      audience_uri: `${host}/callback/${connection_id}`,
      signing_certificates: [],
      verification_certificates: [],
      encryption_private_keys: [],
      saml_connection_implicit_role_assignments: [],
      saml_group_implicit_role_assignments: [],
      alternative_audience_uri: '',
      identity_provider: body.identity_provider ?? 'generic',
      nameid_format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      alternative_acs_url: '',
      idp_initiated_auth_disabled: false,
      allow_gateway_callback: false,
      attribute_mapping: {},
    };
    context.state.saml.set(connection_id, connection);
    return { status: 200, body: { connection } };
  },

  updateSamlConnection: ({ path: { organization_id, connection_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = context.state.saml.get(connection_id);
    if (before?.organization_id !== organization.organization_id) return apiError('saml_connection_not_found', { connection_id });
    const { x509_certificate, signing_private_key: _signing, saml_encryption_private_key: _encryption, ...changes } = body;
    const merged: SamlConnection = {
      ...before,
      ...present(changes),
      verification_certificates: [...before.verification_certificates, ...(x509_certificate === undefined ? [] : [certificate(context, x509_certificate)])],
    };
    const complete = merged.idp_entity_id !== '' && merged.idp_sso_url !== '' && merged.verification_certificates.length > 0;
    const connection: SamlConnection = { ...merged, status: complete ? 'active' : 'pending' };
    context.state.saml.set(connection_id, connection);
    tellOrganization(context, organization);
    return { status: 200, body: { connection } };
  },

  createOidcConnection: ({ path: { organization_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const connection_id = context.newId('oidc-connection');
    const connection: OidcConnection = {
      organization_id: organization.organization_id,
      connection_id,
      status: 'pending',
      display_name: body.display_name ?? '',
      redirect_url: `${host}/callback/${connection_id}`,
      client_id: '',
      client_secret: '',
      issuer: '',
      authorization_url: '',
      token_url: '',
      userinfo_url: '',
      jwks_url: '',
      identity_provider: body.identity_provider ?? 'generic',
      custom_scopes: '',
      attribute_mapping: {},
    };
    context.state.oidc.set(connection_id, connection);
    return { status: 200, body: { connection } };
  },

  updateOidcConnection: ({ path: { organization_id, connection_id }, body, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = context.state.oidc.get(connection_id);
    if (before?.organization_id !== organization.organization_id) return apiError('oidc_connection_not_found', { connection_id });
    const merged: OidcConnection = { ...before, ...present(body) };
    const complete = [merged.client_id, merged.client_secret, merged.issuer, merged.authorization_url, merged.token_url, merged.jwks_url].every((value) => value !== '');
    const connection: OidcConnection = { ...merged, status: complete ? 'active' : 'pending' };
    context.state.oidc.set(connection_id, connection);
    tellOrganization(context, organization);
    return { status: 200, body: { connection } };
  },

  getSsoConnections: ({ path: { organization_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    return { status: 200, body: { ...connectionsOf(context, organization), external_connections: [] } };
  },

  deleteSsoConnection: ({ path: { organization_id, connection_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const { state } = context;
    const connection = state.saml.get(connection_id) ?? state.oidc.get(connection_id);
    if (connection?.organization_id !== organization.organization_id) return apiError('sso_connection_not_found', { connection_id });
    if (organization.sso_default_connection_id === connection_id) return apiError('cannot_delete_default_sso_connection');
    state.saml.delete(connection_id);
    state.oidc.delete(connection_id);
    tellOrganization(context, organization);
    return { status: 200, body: { connection_id } };
  },
};

function connectionsOf({ state }: ExampleServices, { organization_id }: Organization): { saml_connections: SamlConnection[]; oidc_connections: OidcConnection[] } {
  return {
    saml_connections: [...state.saml.values()].filter((connection) => connection.organization_id === organization_id),
    oidc_connections: [...state.oidc.values()].filter((connection) => connection.organization_id === organization_id),
  };
}

/** The organization lists the connections through which its members can log in now. */
function tellOrganization(services: ExampleServices, organization: Organization): void {
  const { saml_connections, oidc_connections } = connectionsOf(services, organization);
  const active = [...saml_connections, ...oidc_connections].filter(({ status }) => status === 'active');
  changeOrganization(services, organization, {
    sso_active_connections: active.map(({ connection_id, display_name, identity_provider }) => ({ connection_id, display_name, identity_provider })),
  });
}

function certificate(services: ExampleServices, pem: string): X509Certificate {
  return {
    certificate_id: services.newId('saml-verification-key'),
    certificate: pem,
    issuer: 'CN=Example',
    created_at: services.now(),
    expires_at: later(services, 365 * 24 * 60),
    updated_at: services.now(),
  };
}
