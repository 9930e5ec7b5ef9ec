/** The messages that the API sends, for stories whose next step needs what is in one. */
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';

/** Where messages can be read. */
export interface Outbox {
  /**
   * The messages to an address or number, the oldest first. Each is an object of what its links and text carry, such as
   * `{ "to": "ada@acme.test", "token": "…" }`.
   */
  messagesTo(to: string, signal: AbortSignal): Promise<readonly Json[]>;
}

/**
 * An outbox behind a URL: asked with `?to=…`, it answers with a JSON list of messages, the oldest first, or an object whose
 * `messages` is that list.
 */
export function httpOutbox(url: string, send: typeof fetch = fetch): Outbox {
  return {
    async messagesTo(to, signal) {
      const address = new URL(url);
      address.searchParams.set('to', to);
      const response = await send(address, { headers: { accept: 'application/json' }, signal });
      if (!response.ok) throw new Error(`The outbox answered ${response.status}.`);
      const body: Json = JSON.parse(await response.text());
      const messages = isJsonObject(body) ? body['messages'] : body;
      if (!isJsonArray(messages)) throw new Error('The outbox did not answer with a list of messages.');
      return messages;
    },
  };
}
