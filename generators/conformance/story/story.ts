/** What a story is, once read. */
import type { Origin, Position } from '../../diagnostics.js';
import type { Json, Operation } from '../../model/model.js';
import type { Credentials } from '../http/credentials.js';

/** A sequence of calls that belong together, from one YAML file. */
export interface Story {
  /** The file's name without extension: how `--only` names it. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** What the run must have beside the API: `outbox`, the messages that it sends. */
  readonly needs: readonly 'outbox'[];
  /** Whether a step may change something; from the operations' retry policies. */
  readonly writes: boolean;
  /** Makes what the chapters need. When a step fails the chapters are not run. */
  readonly prologue: readonly Step[];
  /** What the story is about. A failing chapter does not keep the next from being run. */
  readonly chapters: readonly Step[];
  /** Cleans up; always run, but for steps whose values were never captured. */
  readonly epilogue: readonly Step[];
  readonly origin: Origin;
}

/** One call, what to send with it, what must come back, and what to keep of it. */
export interface Step {
  readonly title: string;
  readonly operation: Operation;
  /** Values to work out before the call and keep, such as a passcode that is to be sent twice. */
  readonly set: { readonly [name: string]: Json };
  /** Path, query, header parameters and members of the body in one flat object; with `${…}` still in it. */
  readonly params: { readonly [name: string]: Json };
  /** The whole body, where it is no object or a member has a parameter's name. */
  readonly body?: Json;
  readonly headers: { readonly [name: string]: Json };
  readonly contentType?: string;
  /** In place of the run's; null for none. With `${…}` still in it. */
  readonly credentials?: StoryCredentials | null;
  readonly expect: Expectation;
  readonly captures: readonly Capture[];
  /** For how many seconds the call is repeated until the answer is as expected. */
  readonly eventually: number;
  readonly origin: Origin;
  readonly position?: Position;
}

/** Credentials that a step sends in place of the run's. */
export type StoryCredentials = Pick<Credentials, 'basic' | 'bearer'>;

/** What an answer must be, beside being as documented. */
export interface Expectation {
  /** Any of these; by default every documented success, or the error type's own status. Empty: every documented status. */
  readonly statuses: readonly number[] | 'success' | 'documented';
  readonly errorType?: string;
  /** Part of the body, with matchers and `${…}` in it. */
  readonly body?: Json;
  readonly headers: { readonly [name: string]: Json };
}

/** A value to keep for later steps. */
export interface Capture {
  readonly name: string;
  readonly from: 'body' | 'header' | 'outbox';
  /** Dotted place in the body or message, or the header's name. The empty text is the whole. */
  readonly path: string;
  /** For the outbox: whom the message was sent to. */
  readonly to?: Json;
  /** Whether the story goes on without the value. */
  readonly optional: boolean;
}
