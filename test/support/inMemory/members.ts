/** The Members group, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { CreateMemberRequest, Member, MemberRole, Organization } from '../../../generated/types/index.js';
import type { InMemoryEnvironment } from '../inMemoryOrganizations.js';
import { memberMeets, meets, namesStatuses, pageOf } from './search.js';
import { findMember, findOrganization, membersOf, mergeMetadata, present, type Services, type Store } from './store.js';

type MemberOperation =
  | 'createMember'
  | 'getMember'
  | 'dangerouslyGetMember'
  | 'updateMember'
  | 'reactivateMember'
  | 'searchMembers'
  | 'unlinkRetiredMemberEmail'
  | 'deleteMember'
  | 'deleteMemberPassword'
  | 'deleteMemberMfaPhoneNumber'
  | 'deleteMemberTotp';

export const memberHandlers: Pick<Handlers<InMemoryEnvironment>, MemberOperation> = {
  createMember: ({ path: { organization_id }, body, context, apiError }) => {
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const { email_address, external_id, mfa_phone_number } = body;
    const others = membersOf(store, organization.organization_id);
    if (hasEmail(others, email_address)) return apiError('duplicate_member_email', { email_address });
    if (hasRetired(others, email_address)) return apiError('retired_member_email', { email_address });
    if (external_id !== undefined && findMember(store, organization.organization_id, external_id, true) !== undefined) {
      return apiError('duplicate_member_external_id', { external_id });
    }
    if (mfa_phone_number !== undefined && others.some((other) => other.mfa_phone_number === mfa_phone_number)) {
      return apiError('duplicate_member_phone_number', { phone_number: mfa_phone_number });
    }
    const member = newMember(organization, body, context);
    store.members.set(member.member_id, member);
    return { status: 200, body: answer(member, organization) };
  },

  getMember: ({ path: { organization_id }, query, context: { store }, apiError }) => {
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const { member_id, email_address } = query;
    if ((member_id === undefined) === (email_address === undefined)) return apiError('invalid_member_get_fields');
    const member =
      member_id === undefined
        ? membersOf(store, organization.organization_id).find((one) => one.email_address === email_address && one.status !== 'deleted')
        : findMember(store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id: member_id ?? email_address ?? '' });
    return { status: 200, body: answer(member, organization) };
  },

  dangerouslyGetMember: ({ path: { member_id }, query, context: { store }, apiError }) => {
    const member = store.members.get(member_id);
    const organization = member === undefined ? undefined : store.organizations.get(member.organization_id);
    if (member === undefined || organization === undefined || (member.status === 'deleted' && query.include_deleted !== true)) {
      return apiError('member_not_found', { member_id });
    }
    return { status: 200, body: answer(member, organization) };
  },

  updateMember: ({ path: { organization_id, member_id }, body, context, apiError }) => {
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const before = findMember(store, organization.organization_id, member_id);
    if (before === undefined) return apiError('member_not_found', { member_id });
    const others = membersOf(store, organization.organization_id).filter((other) => other !== before);
    const { email_address, external_id, mfa_phone_number } = body;
    if (email_address !== undefined && hasEmail(others, email_address)) return apiError('duplicate_member_email', { email_address });
    if (email_address !== undefined && hasRetired(others, email_address)) return apiError('retired_member_email', { email_address });
    if (external_id !== undefined && others.some((other) => other.external_id === external_id)) {
      return apiError('duplicate_member_external_id', { external_id });
    }
    if (mfa_phone_number !== undefined && before.status !== 'active') return apiError('action_available_only_for_active_members');
    const { unlink_email, preserve_existing_sessions: _, roles, ...changes } = body;
    const renamed = email_address !== undefined && email_address !== before.email_address;
    const retired = { email_id: context.newId('email'), email_address: before.email_address };
    return saved(store, organization, {
      ...before,
      ...present(changes),
      ...(roles === undefined ? {} : { roles: directRoles(roles) }),
      ...(mfa_phone_number === undefined ? {} : { mfa_phone_number_verified: false }),
      ...(renamed && unlink_email !== true ? { retired_email_addresses: [...before.retired_email_addresses, retired] } : {}),
      trusted_metadata: mergeMetadata(before.trusted_metadata, body.trusted_metadata),
      untrusted_metadata: mergeMetadata(before.untrusted_metadata, body.untrusted_metadata),
      updated_at: context.now(),
    });
  },

  reactivateMember: ({ path: { organization_id, member_id }, context, apiError }) => {
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(store, organization.organization_id, member_id, true);
    if (member === undefined) return apiError('member_not_found', { member_id });
    if (member.status !== 'deleted') return apiError('no_deleted_member_found_for_reactivation');
    const others = membersOf(store, organization.organization_id);
    if (hasEmail(others, member.email_address)) return apiError('reactivation_email_belongs_to_another_member');
    return saved(store, organization, { ...member, status: 'active', updated_at: context.now() });
  },

  searchMembers: ({ body, context: { store }, apiError }) => {
    const organizations = new Map<string, Organization>();
    for (const organization_id of body.organization_ids) {
      const organization = findOrganization(store, organization_id);
      if (organization === undefined) return apiError('organization_not_found', { organization_id });
      organizations.set(organization.organization_id, organization);
    }
    const withDeleted = namesStatuses(body.query?.operands);
    const found = [...store.members.values()].filter(
      (member) =>
        organizations.has(member.organization_id) &&
        (withDeleted || member.status !== 'deleted') &&
        meets(body.query, (filter) => memberMeets(store, member, filter)),
    );
    const page = pageOf(found, body.cursor, body.limit);
    if (page === undefined) return apiError('invalid_argument', { argument: 'cursor' });
    const named = Object.fromEntries([...organizations].filter(([id]) => page.items.some((member) => member.organization_id === id)));
    return { status: 200, body: { members: page.items, organizations: named, results_metadata: page.results_metadata } };
  },

  unlinkRetiredMemberEmail: ({ path: { organization_id, member_id }, body, context, apiError }) => {
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id });
    if (body.email_id === undefined && body.email_address === undefined) return apiError('retired_email_missing_email_identifiers');
    const meant = member.retired_email_addresses.find(
      (retired) =>
        (body.email_id === undefined || retired.email_id === body.email_id) &&
        (body.email_address === undefined || retired.email_address === body.email_address),
    );
    if (meant === undefined) return apiError('email_not_found');
    const { status, body: changed } = saved(store, organization, {
      ...member,
      retired_email_addresses: member.retired_email_addresses.filter((retired) => retired !== meant),
      updated_at: context.now(),
    });
    return { status, body: { ...changed, organization_id: organization.organization_id } };
  },

  deleteMember: ({ path: { organization_id, member_id }, context, apiError }) => {
    const { store } = context;
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id });
    saved(store, organization, { ...member, status: 'deleted', updated_at: context.now() });
    return { status: 200, body: { member_id: member.member_id } };
  },

  deleteMemberPassword: ({ path: { organization_id, member_password_id }, context: { store, now }, apiError }) => {
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = membersOf(store, organization.organization_id).find((one) => one.member_password_id === member_password_id);
    if (member === undefined) return apiError('member_password_not_found');
    return saved(store, organization, { ...member, member_password_id: '', updated_at: now() });
  },

  deleteMemberMfaPhoneNumber: ({ path: { organization_id, member_id }, context: { store, now }, apiError }) => {
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id });
    if (member.mfa_phone_number === '') return apiError('member_phone_number_not_found');
    return saved(store, organization, { ...member, mfa_phone_number: '', mfa_phone_number_verified: false, updated_at: now() });
  },

  deleteMemberTotp: ({ path: { organization_id, member_id }, context: { store, now }, apiError }) => {
    const organization = findOrganization(store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id });
    if (member.totp_registration_id === '') return apiError('totp_not_found');
    return saved(store, organization, { ...member, totp_registration_id: '', updated_at: now() });
  },
};

interface MemberAnswer {
  member_id: string;
  member: Member;
  organization: Organization;
}

function answer(member: Member, organization: Organization): MemberAnswer {
  return { member_id: member.member_id, member, organization };
}

function saved(store: Store, organization: Organization, member: Member): { status: 200; body: MemberAnswer } {
  store.members.set(member.member_id, member);
  return { status: 200, body: answer(member, organization) };
}

/** Deleted members keep their address, but do not block it. */
function hasEmail(members: readonly Member[], email: string): boolean {
  return members.some((member) => member.status !== 'deleted' && member.email_address === email);
}

function hasRetired(members: readonly Member[], email: string): boolean {
  return members.some((member) => member.retired_email_addresses.some((retired) => retired.email_address === email));
}

export function directRoles(roles: readonly string[]): MemberRole[] {
  return ['stytch_member', ...roles].map((role_id) => ({ role_id, sources: [{ type: 'direct_assignment', details: {} }] }));
}

export function newMember(organization: Organization, request: CreateMemberRequest, { now, newId }: Services): Member {
  const { create_member_as_pending, roles, mfa_phone_number, ...given } = request;
  const created_at = now();
  return {
    organization_id: organization.organization_id,
    member_id: newId('member'),
    external_id: null,
    email_address_verified: false,
    retired_email_addresses: [],
    status: create_member_as_pending === true ? 'pending' : 'active',
    name: '',
    is_admin: false,
    is_breakglass: false,
    is_locked: false,
    lock_created_at: null,
    lock_expires_at: null,
    roles: directRoles(roles ?? []),
    mfa_enrolled: false,
    mfa_phone_number: mfa_phone_number ?? '',
    mfa_phone_number_verified: false,
    totp_registration_id: '',
    default_mfa_method: mfa_phone_number === undefined ? '' : 'sms_otp',
    member_password_id: '',
    sso_registrations: [],
    oauth_registrations: [],
    scim_registration: null,
    ...present(given),
    trusted_metadata: mergeMetadata({}, request.trusted_metadata),
    untrusted_metadata: mergeMetadata({}, request.untrusted_metadata),
    created_at,
    updated_at: created_at,
  };
}
