/** The Discovery group, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { DiscoveredOrganization, MemberSession } from '../../../generated/types/index.js';
import { changeMember, type ExampleEnvironment, type ExampleServices } from './example.js';
import { countTokens, findSession, logIn } from './logins.js';
import { directRoles, newMember } from './members.js';
import { newOrganization } from './organizations.js';
import { findOrganization } from './store.js';

type DiscoveryOperation = 'listDiscoveredOrganizations' | 'createOrganizationViaDiscovery' | 'exchangeIntermediateSession';

export const discoveryHandlers: Pick<Handlers<ExampleEnvironment>, DiscoveryOperation> = {
  listDiscoveredOrganizations: ({ body, context, apiError }) => {
    if (countTokens(body) === 0) return apiError('no_session_arguments');
    if (countTokens(body) > 1) return apiError('too_many_session_arguments');
    const { intermediate_session_token: token } = body;
    const session = findSession(context, body)?.session;
    const email = token === undefined ? context.store.members.get(session?.member_id ?? '')?.email_address : context.state.intermediate.get(token)?.email;
    if (email === undefined) return token === undefined ? apiError('session_not_found') : apiError('intermediate_session_not_found');
    return { status: 200, body: { email_address: email, discovered_organizations: discoveredBy(context, email), organization_id_hint: null } };
  },

  createOrganizationViaDiscovery: ({ body, context, apiError }) => {
    const { intermediate_session_token, session_duration_minutes, session_custom_claims: _claims, telemetry_id: _telemetry, ...wanted } = body;
    const intermediate = context.state.intermediate.get(intermediate_session_token);
    if (intermediate === undefined) return apiError('intermediate_session_not_found');
    const { organization_slug, organization_name = `${intermediate.email.split('@')[0] ?? ''}'s organization` } = wanted;
    if (organization_slug !== undefined && findOrganization(context.store, organization_slug) !== undefined) {
      return apiError('organization_slug_already_used', { organization_slug });
    }
    const organization = newOrganization({ ...wanted, organization_name }, context);
    context.store.organizations.set(organization.organization_id, organization);
    const created = newMember(organization, { email_address: intermediate.email }, context);
    const member = changeMember(context, created, { email_address_verified: true, is_admin: true, roles: directRoles(['stytch_admin']) });
    context.state.intermediate.delete(intermediate_session_token);
    return { status: 200, body: logIn(context, member, organization, emailFactor(context, intermediate.email), session_duration_minutes) };
  },

  exchangeIntermediateSession: ({ body, context, apiError }) => {
    const { intermediate_session_token, organization_id, session_duration_minutes } = body;
    const intermediate = context.state.intermediate.get(intermediate_session_token);
    if (intermediate === undefined) return apiError('intermediate_session_not_found');
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = [...context.store.members.values()].find(
      (member) => member.organization_id === organization.organization_id && member.email_address === intermediate.email && member.status !== 'deleted',
    );
    if (before === undefined) return apiError('email_jit_provisioning_not_allowed');
    context.state.intermediate.delete(intermediate_session_token);
    const member = changeMember(context, before, { status: 'active', email_address_verified: true });
    return { status: 200, body: logIn(context, member, organization, emailFactor(context, intermediate.email), session_duration_minutes) };
  },
};

/** The organizations that somebody with an e-mail address belongs to. */
export function discoveredBy({ store }: ExampleServices, email: string): DiscoveredOrganization[] {
  return [...store.members.values()]
    .filter((member) => member.email_address === email && member.status !== 'deleted')
    .flatMap((member) => {
      const organization = store.organizations.get(member.organization_id);
      if (organization === undefined) return [];
      const type = member.status === 'active' ? 'active_member' : member.status === 'invited' ? 'invited_member' : 'pending_member';
      return [{ organization, membership: { type, details: null, member }, member_authenticated: !member.mfa_enrolled, primary_required: null, mfa_required: null }];
    });
}

function emailFactor({ newId, now }: ExampleServices, email_address: string): MemberSession['authentication_factors'][number] {
  return { type: 'magic_link', delivery_method: 'email', last_authenticated_at: now(), email_factor: { email_id: newId('email'), email_address } };
}
