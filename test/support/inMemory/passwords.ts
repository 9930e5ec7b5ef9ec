/** The Passwords group, in memory. Kept in the clear: the example forgets everything when it ends. */
import type { Handlers } from '../../../generated/server/index.js';
import { changeMember, type ExampleEnvironment, type ExampleServices, takeLink } from './example.js';
import { logIn } from './logins.js';
import { memberByEmail } from './magicLinks.js';
import { findOrganization } from './store.js';

type PasswordOperation = 'startPasswordResetByEmail' | 'resetPasswordByEmail' | 'authenticatePassword' | 'checkPasswordStrength';

export const passwordHandlers: Pick<Handlers<ExampleEnvironment>, PasswordOperation> = {
  checkPasswordStrength: ({ body: { password } }) => {
    const score = scoreOf(password);
    return {
      status: 200,
      body: {
        valid_password: score >= enough,
        score,
        breached_password: false,
        strength_policy: 'zxcvbn',
        breach_detection_on_create: true,
        luds_feedback: null,
        zxcvbn_feedback: { warning: '', suggestions: score >= enough ? [] : ['Add another word or two.'] },
      },
    };
  },

  startPasswordResetByEmail: ({ body: { organization_id, email_address }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = memberByEmail(context, organization.organization_id, email_address);
    if (member === undefined) return apiError('member_not_found', { member_id: email_address });
    const token = context.secret();
    context.state.links.set(token, { kind: 'password_reset', memberId: member.member_id });
    context.deliver({ to: email_address, kind: 'password_reset', token });
    return { status: 200, body: { member_id: member.member_id, member_email_id: context.newId('email'), member } };
  },

  resetPasswordByEmail: ({ body, context, apiError }) => {
    if (scoreOf(body.password) < enough) return apiError('weak_password');
    const link = takeLink(context.state, body.password_reset_token, 'password_reset');
    const before = link === undefined || !('memberId' in link) ? undefined : context.store.members.get(link.memberId);
    const organization = before === undefined ? undefined : context.store.organizations.get(before.organization_id);
    if (before === undefined || organization === undefined) return apiError('unable_to_auth_password_reset_token');
    context.state.passwords.set(before.member_id, body.password);
    const member = changeMember(context, before, { status: 'active', email_address_verified: true, member_password_id: context.newId('member-password') });
    const login = logIn(context, member, organization, passwordFactor(context), body.session_duration_minutes);
    return { status: 200, body: { ...login, organization_id: organization.organization_id, member_email_id: context.newId('email') } };
  },

  authenticatePassword: ({ body, context, apiError }) => {
    const { organization_id, email_address } = body;
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = memberByEmail(context, organization.organization_id, email_address);
    if (member === undefined) return apiError('member_not_found', { member_id: email_address });
    const password = context.state.passwords.get(member.member_id);
    if (password === undefined) return apiError('member_reset_password');
    if (password !== body.password) return apiError('unauthorized_credentials');
    const login = logIn(context, member, organization, passwordFactor(context), body.session_duration_minutes);
    return { status: 200, body: { ...login, organization_id: organization.organization_id } };
  },
};

const enough = 3;

/** From 0 to 4, by the number of different characters: a caricature of a strength estimate, but a steady one. */
function scoreOf(password: string): number {
  return Math.min(4, Math.floor(new Set(password).size / 3));
}

function passwordFactor({ now }: ExampleServices): { type: 'password'; delivery_method: 'knowledge'; last_authenticated_at: string } {
  return { type: 'password', delivery_method: 'knowledge', last_authenticated_at: now() };
}
