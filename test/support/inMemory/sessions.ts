/** The Sessions group, in memory. */
import type { Handlers } from '../../../generated/server/index.js';
import type { ExampleEnvironment } from './example.js';
import { countTokens, findSession, later } from './logins.js';
import { findMember, findOrganization } from './store.js';

type SessionOperation = 'getMemberSessions' | 'authenticateSession' | 'revokeSession';

export const sessionHandlers: Pick<Handlers<ExampleEnvironment>, SessionOperation> = {
  getMemberSessions: ({ query: { organization_id, member_id }, context, apiError }) => {
    const organization = findOrganization(context.store, organization_id);
    if (organization === undefined) return apiError('organization_not_found', { organization_id });
    const member = findMember(context.store, organization.organization_id, member_id);
    if (member === undefined) return apiError('member_not_found', { member_id });
    const sessions = [...context.state.sessions.values()].map(({ session }) => session);
    return { status: 200, body: { member_sessions: sessions.filter((session) => session.member_id === member.member_id) } };
  },

  authenticateSession: ({ body, context, apiError }) => {
    if (countTokens(body) === 0) return apiError('no_session_arguments');
    if (countTokens(body) > 1) return apiError('too_many_session_arguments');
    const kept = findSession(context, body);
    const member = kept === undefined ? undefined : context.store.members.get(kept.session.member_id);
    const organization = kept === undefined ? undefined : context.store.organizations.get(kept.session.organization_id);
    if (kept === undefined || member === undefined || organization === undefined) return apiError('session_not_found');
    const { session_duration_minutes: minutes } = body;
    const member_session = {
      ...kept.session,
      last_accessed_at: context.now(),
      ...(minutes === undefined ? {} : { expires_at: later(context, minutes) }),
    };
    context.state.sessions.set(kept.token, { ...kept, session: member_session });
    return { status: 200, body: { member_session, session_token: kept.token, session_jwt: kept.jwt, member, organization, verdict: null } };
  },

  revokeSession: ({ body, context, apiError }) => {
    const { member_session_id, session_token, session_jwt, member_id } = body;
    const given = [member_session_id, session_token, session_jwt, member_id].filter((value) => value !== undefined).length;
    if (given === 0) return apiError('no_session_revoke_arguments');
    if (given > 1) return apiError('too_many_session_revoke_arguments');
    // Revoking what is not there is no error: the caller wants it gone.
    for (const [token, { jwt, session }] of context.state.sessions) {
      const meant = token === session_token || jwt === session_jwt || session.member_session_id === member_session_id || session.member_id === member_id;
      if (meant) context.state.sessions.delete(token);
    }
    return { status: 200, body: {} };
  },
};
