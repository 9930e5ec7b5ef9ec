/**
 * Every kind of change, and what it means. A rule of a schema has a level per direction: a request may become wider and a
 * response narrower without hurting anybody, and not the other way round.
 */
import type { Direction, Level } from './change.js';

/** What kind of change a rule stands for. */
export interface Rule {
  /** Its level, or one per direction of travel. */
  readonly level: Level | Readonly<Record<Direction, Level>>;
  /** Why the level is what it is, in one sentence. */
  readonly why: string;
}

/** Fewer values are right than before. */
const narrower = { request: 'breaking', response: 'additive' } as const;
/** More values are right than before. */
const wider = { request: 'additive', response: 'breaking' } as const;
const breakingRequest = { request: 'breaking', response: 'documentation' } as const;

const senderMustKnow = 'Callers that send what was right are refused; who receives it gets nothing new.';
const receiverMustKnow = 'Programs that receive it meet values they were not made for; callers may send what they sent before.';
const incomparable = 'Neither of the two admits all that the other does.';
const namesMatter = 'The name is part of generated code and of links.';
const onlyWords = 'Nothing on the wire changes.';

/** The rules by name, in the order in which the documentation lists them. */
export const rules = {
  'operation-removed': { level: 'breaking', why: 'Calls to it fail.' },
  'operation-added': { level: 'additive', why: 'Nobody called it before.' },
  'operation-moved': { level: 'breaking', why: 'Calls to the old method or path fail.' },
  'operation-renamed': { level: 'breaking', why: namesMatter },
  'sdk-path-changed': { level: 'breaking', why: 'Code that calls it through a generated SDK no longer compiles.' },
  'operation-deprecated': { level: 'documentation', why: 'It works as before, for now.' },
  'operation-reactivated': { level: 'documentation', why: onlyWords },
  'retry-changed': { level: 'documentation', why: 'Clients made from the new description retry differently.' },
  'pagination-added': { level: 'additive', why: 'What a page looks like does not change.' },
  'pagination-removed': { level: 'breaking', why: 'Generated clients lose the way to walk through pages.' },
  'pagination-changed': { level: 'breaking', why: 'Programs that follow the cursor look for it in the wrong place.' },
  'permission-required': { level: 'breaking', why: 'Members without the permission are refused.' },
  'permission-lifted': { level: 'additive', why: 'More members may call it.' },
  'webhook-removed': { level: 'breaking', why: 'Programs wait for it in vain.' },
  'webhook-added': { level: 'additive', why: 'Nobody waited for it before.' },

  'parameter-removed': { level: 'breaking', why: 'What callers send is ignored or refused.' },
  'parameter-added': { level: 'additive', why: 'It may be left out.' },
  'required-parameter-added': { level: 'breaking', why: 'Calls without it are refused.' },
  'parameter-required': { level: 'breaking', why: 'Calls without it are refused.' },
  'parameter-optional': { level: 'additive', why: 'It may be sent as before.' },
  'parameter-renamed': { level: 'breaking', why: 'The URL stays the same; generated code that names the parameter does not.' },
  'parameter-serialization-changed': { level: 'breaking', why: 'The same value is written differently.' },

  'request-body-removed': { level: 'breaking', why: 'What callers send is ignored or refused.' },
  'request-body-added': { level: 'additive', why: 'It may be left out.' },
  'required-request-body-added': { level: 'breaking', why: 'Calls without it are refused.' },
  'request-body-required': { level: 'breaking', why: 'Calls without it are refused.' },
  'request-body-optional': { level: 'additive', why: 'It may be sent as before.' },
  'request-media-type-removed': { level: 'breaking', why: 'Calls that use it are refused.' },
  'request-media-type-added': { level: 'additive', why: 'Nobody used it before.' },
  'encoding-changed': { level: 'breaking', why: 'The same value is written differently.' },

  'success-status-removed': { level: 'breaking', why: 'Programs wait for a status that does not come.' },
  'success-status-added': { level: 'additive', why: 'The statuses known before still come.' },
  'error-status-removed': { level: 'breaking', why: 'What was told apart by the status comes as something else.' },
  'error-status-added': { level: 'additive', why: 'Programs must expect failures they do not know.' },
  'response-media-type-removed': { level: 'breaking', why: 'Programs that ask for it get something else.' },
  'response-media-type-added': { level: 'additive', why: 'It comes to those who ask for it.' },
  'header-removed': { level: 'breaking', why: 'Programs that read it find nothing.' },
  'header-added': { level: 'additive', why: 'It may be ignored.' },
  'header-required': { level: 'additive', why: 'It is there more often than before.' },
  'header-optional': { level: 'breaking', why: 'Programs that rely on it find nothing.' },

  'error-type-removed': { level: 'breaking', why: 'Programs that branch on it wait for a name that does not come.' },
  'error-type-added': { level: 'additive', why: 'Programs must survive error types they do not know.' },
  'error-type-renamed': { level: 'breaking', why: 'Programs that branch on the old name wait for one that does not come.' },
  'error-type-status-changed': { level: 'breaking', why: 'Programs that branch on the status take another way.' },
  'error-type-format-changed': { level: 'breaking', why: 'The body has other members.' },
  'error-type-advice-changed': { level: 'documentation', why: onlyWords },

  'security-alternative-removed': { level: 'breaking', why: 'Callers with these credentials are refused.' },
  'security-alternative-added': { level: 'additive', why: 'The ways known before are open still.' },
  'security-scope-added': { level: 'breaking', why: 'Tokens without the scope are refused.' },
  'security-scope-removed': { level: 'additive', why: 'Tokens with the scope are accepted still.' },
  'security-scheme-changed': { level: 'breaking', why: 'Credentials are sent another way.' },
  'security-scheme-removed': { level: 'breaking', why: namesMatter },
  'security-scheme-added': { level: 'additive', why: 'Nobody used it before.' },
  'server-removed': { level: 'breaking', why: 'Calls to its address may fail.' },
  'server-added': { level: 'additive', why: 'The addresses known before still answer.' },
  'server-variable-changed': { level: 'breaking', why: 'An address made with the old values may fail.' },

  'property-removed': { level: 'breaking', why: 'What callers send is ignored or refused, and programs that read it find nothing.' },
  'property-added': { level: 'additive', why: 'It may be left out of a request, and ignored in a response.' },
  'required-property-added': { level: { request: 'breaking', response: 'additive' }, why: 'Requests without it are refused; in a response it may be ignored.' },
  'property-required': { level: narrower, why: 'Requests without it are refused; in a response it is there more often than before.' },
  'property-optional': { level: wider, why: 'Programs that rely on it in a response find nothing; in a request it may be sent as before.' },
  'members-closed': { level: narrower, why: 'Requests with other members are refused.' },
  'members-opened': { level: 'additive', why: 'Programs must ignore members they do not know.' },
  'one-of-required-changed': { level: breakingRequest, why: 'Requests that sent the right one are refused.' },

  'type-changed': { level: 'breaking', why: incomparable },
  'type-narrowed': { level: narrower, why: senderMustKnow },
  'type-widened': { level: wider, why: receiverMustKnow },
  'null-disallowed': { level: narrower, why: senderMustKnow },
  'null-allowed': { level: wider, why: receiverMustKnow },
  'enum-value-removed': { level: narrower, why: senderMustKnow },
  'enum-value-added': { level: wider, why: receiverMustKnow },
  'enum-introduced': { level: narrower, why: senderMustKnow },
  'enum-lifted': { level: wider, why: receiverMustKnow },
  'constant-changed': { level: 'breaking', why: incomparable },
  'alternative-removed': { level: narrower, why: senderMustKnow },
  'alternative-added': { level: wider, why: receiverMustKnow },
  'discriminator-changed': { level: 'breaking', why: 'The kind of a value is told by another member.' },
  'tuple-changed': { level: 'breaking', why: incomparable },
  'format-introduced': { level: narrower, why: senderMustKnow },
  'format-lifted': { level: wider, why: receiverMustKnow },
  'format-changed': { level: 'breaking', why: incomparable },
  'pattern-introduced': { level: narrower, why: senderMustKnow },
  'pattern-lifted': { level: wider, why: receiverMustKnow },
  'pattern-changed': { level: 'breaking', why: 'What the two patterns admit cannot be compared.' },
  'limit-tightened': { level: narrower, why: senderMustKnow },
  'limit-loosened': { level: wider, why: receiverMustKnow },
  'multiple-changed': { level: 'breaking', why: incomparable },
  'content-encoding-changed': { level: 'breaking', why: 'The same value is written differently.' },
  'constraint-introduced': { level: narrower, why: senderMustKnow },
  'constraint-lifted': { level: wider, why: receiverMustKnow },
  'constraint-changed': { level: 'breaking', why: 'What the two conditions admit cannot be compared.' },
  'default-changed': { level: breakingRequest, why: 'Requests that leave it out mean something else.' },
  'default-introduced': { level: 'documentation', why: 'It says what leaving it out means.' },
  'default-lifted': { level: breakingRequest, why: 'What leaving it out means is no longer promised.' },

  'schema-renamed': { level: 'documentation', why: 'The wire stays the same; types generated from it have another name.' },
  deprecated: { level: 'documentation', why: 'It works as before, for now.' },
  reactivated: { level: 'documentation', why: onlyWords },
  'sensitivity-changed': { level: 'documentation', why: 'Clients made from the new description redact differently.' },
  'version-changed': { level: 'documentation', why: onlyWords },
  'description-changed': { level: 'documentation', why: onlyWords },
  'examples-changed': { level: 'documentation', why: onlyWords },
  'tags-changed': { level: 'documentation', why: onlyWords },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type RuleName = keyof typeof rules;

/** The level of a change by its rule and the way its value travels. */
export function levelOf(name: RuleName, direction: Direction | undefined): Level {
  const { level }: Rule = rules[name];
  if (typeof level === 'string') return level;
  return level[direction ?? 'request'];
}
