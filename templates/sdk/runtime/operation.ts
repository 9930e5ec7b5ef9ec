/**
 * What the generated code says about a call: the little that the runtime cannot know by itself.
 * Encoders and readers are named as functions, so that a bundle holds only those that its calls use.
 */
import type { BodyEncoder } from './bodies.js';
import type { Credential } from './credentials.js';
import type { ParameterWriter } from './parameters.js';
import type { Reader } from './readers.js';
import type { SegmentWriter } from './segments.js';

/**
 * May a request be sent again when its fate is unknown?
 * `safe` (reading only) and `idempotent` (twice is as good as once): yes. `unsent-only`: only when it certainly never left.
 */
export type RetryPolicy = 'safe' | 'idempotent' | 'unsent-only';

/** One call of the API. */
export interface OperationSpec {
  /** The operation's name; errors, hooks and log events carry it. */
  readonly id: string;
  readonly method: string;
  /** Where the call goes, unless the client has a `baseUrl`: an https URL, possibly with `{variables}`. Absent: where all others go. */
  readonly server?: string;
  /** What `{variables}` of that server are where neither the call nor the client says. */
  readonly variables?: { readonly [name: string]: string };
  /** As in the description: `/v1/b2b/organizations/{organization_id}`. */
  readonly path: string;
  /** Members of the params object that are lists or objects in the path, each with the way it is written. */
  readonly segments?: { readonly [name: string]: SegmentWriter };
  /** Members of the params object that go into the query, headers or cookies, each with the way it is written. */
  readonly parameters?: { readonly [name: string]: ParameterWriter };
  /** How the remaining members travel. Absent: the call has no body. */
  readonly body?: BodySpec;
  /** Reads a success; as JSON when absent. */
  readonly read?: Reader;
  readonly retry: RetryPolicy;
  /** Alternatives, each with the credentials that must all be there, by name. Absent: the call needs no credential. */
  readonly security?: readonly { readonly [name: string]: Credential }[];
  /** Names of members, at any depth of params, whose values must never be shown. */
  readonly sensitive?: readonly string[];
}

/** The request body of an operation. */
export interface BodySpec {
  readonly encode: BodyEncoder;
  /** The Content-Type header, where it is not the encoder's own. */
  readonly type?: string;
  /** The one member of params that is the whole body; absent: every member that is no parameter belongs to the body. */
  readonly member?: string;
  /** Absent: nothing is sent unless a member of the body is given. */
  readonly required?: true;
}

/** Where a paged call keeps its cursors, as dotted paths. */
export interface PaginationSpec {
  /** Member of params that takes the cursor. */
  readonly cursor: string;
  /** Member of the answer that holds the next cursor; absent, null or empty on the last page. */
  readonly nextCursor: string;
  /** Member of the answer that holds the items. */
  readonly items: string;
}
