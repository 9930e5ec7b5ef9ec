/** Authenticator apps and recovery codes, in memory. */
import { randomBytes } from 'node:crypto';
import type { Handlers } from '../../../generated/server/index.js';
import type { Member, Organization } from '../../../generated/types/index.js';
import { totp } from '../../../generators/conformance/story/totp.js';
import { changeMember, type ExampleEnvironment, type ExampleServices } from './example.js';
import { addFactor, countTokens, waitingFor } from './logins.js';
import { findMember, findOrganization } from './store.js';

/** A picture without a code in it: whoever runs a story reads the secret. */
const onePixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

type TotpOperation = 'createTotp' | 'authenticateTotp' | 'getRecoveryCodes' | 'recoverWithRecoveryCode' | 'rotateRecoveryCodes';

export const totpHandlers: Pick<Handlers<ExampleEnvironment>, TotpOperation> = {
  createTotp: ({ body, context, apiError }) => {
    const { member, organization } = whose(context, body);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: body.organization_id });
    if (member === undefined) return apiError('member_not_found', { member_id: body.member_id });
    if (countTokens(body) > 1) return apiError('too_many_session_arguments');
    if (context.state.totps.get(member.member_id)?.active === true) return apiError('active_totp_exists');
    const kept = { id: context.newId('member-totp'), secret: base32(randomBytes(20)), active: false, lastStep: 0 };
    const recovery_codes = newCodes();
    context.state.totps.set(member.member_id, kept);
    context.state.recoveryCodes.set(member.member_id, recovery_codes);
    return {
      status: 200,
      body: {
        member_id: member.member_id,
        totp_registration_id: kept.id,
        secret: kept.secret,
        qr_code: onePixel,
        recovery_codes,
        member,
        organization,
      },
    };
  },

  authenticateTotp: ({ body, context, apiError }) => {
    const { member: before, organization } = whose(context, body);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: body.organization_id });
    if (before === undefined) return apiError('member_not_found', { member_id: body.member_id });
    if (countTokens(body) === 0) return apiError('no_session_arguments');
    if (countTokens(body) > 1) return apiError('too_many_session_arguments');
    const waiting = waitingFor(context, body, before.member_id);
    if (waiting === undefined) return body.intermediate_session_token === undefined ? apiError('session_not_found') : apiError('intermediate_session_not_found');
    const kept = context.state.totps.get(before.member_id);
    if (kept === undefined) return apiError('totp_not_found');
    const step = stepOf(kept.secret, body.code, context.seconds());
    if (step === undefined) return apiError('unable_to_authenticate_totp');
    if (step <= kept.lastStep) return apiError('totp_code_already_authenticated');
    context.state.totps.set(before.member_id, { ...kept, active: true, lastStep: step });
    const enrolled = body.set_mfa_enrollment === undefined ? before.mfa_enrolled : body.set_mfa_enrollment === 'enroll';
    const member = changeMember(context, before, {
      totp_registration_id: kept.id,
      mfa_enrolled: enrolled,
      ...(body.set_default_mfa === true || before.default_mfa_method === '' ? { default_mfa_method: 'totp' as const } : {}),
    });
    const factor = { type: 'totp', delivery_method: 'authenticator_app', last_authenticated_at: context.now(), authenticator_app_factor: { totp_id: kept.id } } as const;
    const { token, jwt, session } = addFactor(context, waiting, member, organization, factor, body.session_duration_minutes);
    return { status: 200, body: { member_id: member.member_id, member, organization, session_token: token, session_jwt: jwt, member_session: session, member_device: null } };
  },

  getRecoveryCodes: ({ path, context, apiError }) => {
    const { member, organization } = whose(context, path);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: path.organization_id });
    if (member === undefined) return apiError('member_not_found', { member_id: path.member_id });
    const recovery_codes = context.state.recoveryCodes.get(member.member_id);
    if (recovery_codes === undefined) return apiError('recovery_codes_not_found');
    return { status: 200, body: { member_id: member.member_id, member, organization, recovery_codes } };
  },

  recoverWithRecoveryCode: ({ body, context, apiError }) => {
    const { member, organization } = whose(context, body);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: body.organization_id });
    if (member === undefined) return apiError('member_not_found', { member_id: body.member_id });
    if (countTokens(body) === 0) return apiError('no_session_arguments');
    if (countTokens(body) > 1) return apiError('too_many_session_arguments');
    const waiting = waitingFor(context, body, member.member_id);
    if (waiting === undefined) return body.intermediate_session_token === undefined ? apiError('session_not_found') : apiError('intermediate_session_not_found');
    const codes = context.state.recoveryCodes.get(member.member_id);
    if (codes === undefined) return apiError('recovery_codes_not_found');
    if (!codes.includes(body.recovery_code)) return apiError('unable_to_authenticate_recovery_code');
    const left = codes.filter((code) => code !== body.recovery_code);
    context.state.recoveryCodes.set(member.member_id, left);
    const factor = {
      type: 'recovery_codes',
      delivery_method: 'recovery_code',
      last_authenticated_at: context.now(),
      recovery_code_factor: { totp_recovery_code_id: context.newId('member-recovery-code') },
    } as const;
    const { token, jwt, session } = addFactor(context, waiting, member, organization, factor, body.session_duration_minutes);
    const answer = { member_id: member.member_id, member, organization, session_token: token, session_jwt: jwt, member_session: session, member_device: null };
    return { status: 200, body: { ...answer, recovery_codes_remaining: left.length } };
  },

  rotateRecoveryCodes: ({ body, context, apiError }) => {
    const { member, organization } = whose(context, body);
    if (organization === undefined) return apiError('organization_not_found', { organization_id: body.organization_id });
    if (member === undefined) return apiError('member_not_found', { member_id: body.member_id });
    if (!context.state.recoveryCodes.has(member.member_id)) return apiError('recovery_codes_not_found');
    const recovery_codes = newCodes();
    context.state.recoveryCodes.set(member.member_id, recovery_codes);
    return { status: 200, body: { member_id: member.member_id, member, organization, recovery_codes } };
  },
};

function whose({ store }: ExampleServices, ids: { readonly organization_id: string; readonly member_id: string }): { readonly member: Member | undefined; readonly organization: Organization | undefined } {
  const organization = findOrganization(store, ids.organization_id);
  return { organization, member: organization === undefined ? undefined : findMember(store, organization.organization_id, ids.member_id) };
}

/** The thirty seconds a passcode belongs to, of those that are still taken (RFC 6238 §5.2: one step of delay either way). */
function stepOf(secret: string, code: string, seconds: number): number | undefined {
  const now = Math.floor(seconds / 30);
  return [now, now - 1, now + 1].find((step) => totp(secret, step * 30) === code);
}

function newCodes(): string[] {
  return Array.from({ length: 10 }, () => randomBytes(6).toString('hex').replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3'));
}

/** RFC 4648 §6. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five, 2))).join('');
}
