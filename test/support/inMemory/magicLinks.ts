/** The Email magic links group, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { Member } from '../../../generated/types/index.js';
import { discoveredBy } from './discovery.js';
import { changeMember, type ExampleEnvironment, type ExampleServices, type Message, takeLink } from './example.js';
import { later, logIn } from './logins.js';
import { directRoles, newMember } from './members.js';
import { findOrganization, membersOf } from './store.js';

type MagicLinkOperation = 'sendInviteEmail' | 'sendLoginOrSignupEmail' | 'authenticateMagicLink' | 'sendDiscoveryEmail' | 'authenticateDiscoveryMagicLink';

export const magicLinkHandlers: Pick<Handlers<ExampleEnvironment>, MagicLinkOperation> = {
  sendInviteEmail: ({ body, context, apiError }) => {
    const { organization_id, email_address, name, roles } = body;
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = memberByEmail(context, organization.organization_id, email_address);
    if (before?.status === 'active') return apiError('duplicate_member_email', { email_address });
    const created = before ?? newMember(organization, { email_address, ...(name === undefined ? {} : { name }) }, context);
    const member = changeMember(context, created, { status: 'invited', ...(roles === undefined ? {} : { roles: directRoles(roles) }) });
    send(context, member, 'invite');
    return { status: 200, body: { member_id: member.member_id, member, organization } };
  },

  sendLoginOrSignupEmail: ({ body: { organization_id, email_address }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = memberByEmail(context, organization.organization_id, email_address);
    const domain = email_address.split('@')[1] ?? '';
    if (before === undefined && organization.email_jit_provisioning !== 'RESTRICTED') return apiError('email_jit_provisioning_not_allowed');
    if (before === undefined && !organization.email_allowed_domains.includes(domain)) return apiError('invalid_email_for_jit_provisioning', { email_domain: domain });
    const member = before ?? changeMember(context, newMember(organization, { email_address }, context), { status: 'pending' });
    send(context, member, before === undefined ? 'signup' : 'login');
    return { status: 200, body: { member_id: member.member_id, member_created: before === undefined, member, organization } };
  },

  authenticateMagicLink: ({ body, context, apiError }) => {
    const link = takeLink(context.state, body.magic_links_token, 'magic_link');
    const before = link === undefined || !('memberId' in link) ? undefined : context.store.members.get(link.memberId);
    const organization = before === undefined ? undefined : context.store.organizations.get(before.organization_id);
    if (before === undefined || organization === undefined) return apiError('unable_to_auth_magic_link');
    const member = changeMember(context, before, { status: 'active', email_address_verified: true });
    const email_id = context.newId('email');
    const factor = {
      type: 'magic_link',
      delivery_method: 'email',
      last_authenticated_at: context.now(),
      email_factor: { email_id, email_address: member.email_address },
    } as const;
    const login = logIn(context, member, organization, factor, body.session_duration_minutes);
    return { status: 200, body: { ...login, organization_id: organization.organization_id, method_id: email_id, reset_sessions: false } };
  },

  sendDiscoveryEmail: ({ body: { email_address }, context }) => {
    const token = context.secret();
    context.state.links.set(token, { kind: 'discovery', email: email_address });
    context.deliver({ to: email_address, kind: 'discovery', token });
    return { status: 200, body: {} };
  },

  authenticateDiscoveryMagicLink: ({ body, context, apiError }) => {
    const link = takeLink(context.state, body.discovery_magic_links_token, 'discovery');
    if (link === undefined || !('email' in link)) return apiError('unable_to_auth_magic_link');
    const intermediate_session_token = context.secret();
    context.state.intermediate.set(intermediate_session_token, { email: link.email });
    return {
      status: 200,
      body: {
        intermediate_session_token,
        intermediate_session_token_expires_at: later(context, 10),
        email_address: link.email,
        discovered_organizations: discoveredBy(context, link.email),
      },
    };
  },
};

/** A member of an organization by e-mail address, deleted ones aside. */
export function memberByEmail({ store }: ExampleServices, organizationId: string, email: string): Member | undefined {
  return membersOf(store, organizationId).find((member) => member.email_address === email && member.status !== 'deleted');
}

function send({ state, deliver, secret }: ExampleServices, member: Member, kind: Message['kind']): void {
  const token = secret();
  state.links.set(token, { kind: 'magic_link', memberId: member.member_id });
  deliver({ to: member.email_address, kind, token });
}
