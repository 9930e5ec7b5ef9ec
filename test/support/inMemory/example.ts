/** The stateful example: what it keeps beside organizations and members, and the services its handlers work with. */
import type { Environment } from '../../../generated/server/index.js';
import type { M2MClient, Member, MemberSession, OidcConnection, Organization, SamlConnection, ScimConnection } from '../../../generated/types/index.js';
import type { Services } from './store.js';

/** The types of the example's server. */
export interface ExampleEnvironment extends Environment {
  readonly context: ExampleServices;
  readonly caller: { readonly projectId: string };
  readonly memberSession: { readonly memberId: string };
}

/** A message that would have gone out by e-mail. */
export interface Message {
  readonly to: string;
  readonly kind: 'invite' | 'login' | 'signup' | 'discovery' | 'password_reset';
  /** The token in the message's link. */
  readonly token: string;
}

/** What the handlers work with. */
export interface ExampleServices extends Services {
  readonly state: State;
  /** Seconds since 1970. */
  readonly seconds: () => number;
  /** Characters nobody can guess. */
  readonly secret: () => string;
  /** Hands a message to whoever delivers it. */
  readonly deliver: (message: Message) => void;
  readonly projectId: string;
}

/** Everything beside organizations and members. */
export interface State {
  /** By session token. */
  readonly sessions: Map<string, KeptSession>;
  /** By intermediate session token. */
  readonly intermediate: Map<string, IntermediateSession>;
  /** Tokens of links, each good for one use. */
  readonly links: Map<string, Link>;
  /** By member id. */
  readonly passwords: Map<string, string>;
  /** By member id. */
  readonly totps: Map<string, KeptTotp>;
  /** By member id. */
  readonly recoveryCodes: Map<string, string[]>;
  readonly machines: Map<string, Machine>;
  /** By organization id: one connection each. */
  readonly scim: Map<string, ScimConnection>;
  /** By connection id. */
  readonly saml: Map<string, SamlConnection>;
  /** By connection id. */
  readonly oidc: Map<string, OidcConnection>;
}

/** A session with both of its tokens. */
export interface KeptSession {
  readonly token: string;
  readonly jwt: string;
  readonly session: MemberSession;
}

/** Somebody who proved something, but is not logged in yet. */
export interface IntermediateSession {
  readonly email: string;
  /** Set when a second factor is missing: of whom, and what was proved already. */
  readonly waiting?: { readonly memberId: string; readonly factors: MemberSession['authentication_factors'] };
}

/** What the token in a message stands for. */
export type Link =
  | { readonly kind: 'magic_link' | 'password_reset'; readonly memberId: string }
  | { readonly kind: 'discovery'; readonly email: string };

/** An authenticator app. */
export interface KeptTotp {
  readonly id: string;
  readonly secret: string;
  /** True once a passcode of it was right. */
  readonly active: boolean;
  /** The thirty seconds of the last passcode, which is good for one use. */
  readonly lastStep: number;
}

/** An M2M client with its secrets; the next one while it is being rotated. */
export interface Machine {
  readonly client: M2MClient;
  readonly secret: string;
  readonly nextSecret?: string;
}

export function emptyState(): State {
  return {
    sessions: new Map(),
    intermediate: new Map(),
    links: new Map(),
    passwords: new Map(),
    totps: new Map(),
    recoveryCodes: new Map(),
    machines: new Map(),
    scim: new Map(),
    saml: new Map(),
    oidc: new Map(),
  };
}

/** Takes a link's token: it is gone afterwards. */
export function takeLink(state: State, token: string, kind: Link['kind']): Link | undefined {
  const link = state.links.get(token);
  if (link?.kind !== kind) return undefined;
  state.links.delete(token);
  return link;
}

/** A change of a member, kept. */
export function changeMember({ store, now }: ExampleServices, member: Member, changes: Partial<Member>): Member {
  const changed: Member = { ...member, ...changes, updated_at: now() };
  store.members.set(member.member_id, changed);
  return changed;
}

/** A change of an organization, kept. */
export function changeOrganization({ store, now }: ExampleServices, organization: Organization, changes: Partial<Organization>): Organization {
  const changed: Organization = { ...organization, ...changes, updated_at: now() };
  store.organizations.set(organization.organization_id, changed);
  return changed;
}
