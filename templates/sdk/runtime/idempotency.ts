/** Calls that the API carries out once, however often they are sent: every attempt has the same key. */
import type { Credential } from './credentials.js';
import type { CallOptions } from './options.js';

/** Options of a call that has an idempotency key. */
export interface IdempotentCallOptions extends CallOptions {
  /** Names this logical call; a random one by default. One of your own keeps it one call even when your program is restarted. */
  readonly idempotencyKey?: string | undefined;
}

/** The key, put on a request the way credentials are: it comes from the call's options, not from its params. */
export function idempotencyKey(header: string): Credential {
  return (_, { idempotencyKey: key = crypto.randomUUID() }: IdempotentCallOptions) => ({ apply: ({ setHeader }) => setHeader(header, key), secrets: [] });
}
