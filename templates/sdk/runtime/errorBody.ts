/** Reads the error bodies there are: this API's own, OAuth 2.0's (RFC 6749 §5.2), problem details (RFC 9457), and looser ones. */
import { isRecord } from './errors.js';

/** What could be read from an error body. */
export interface ErrorBodyFacts {
  readonly type: string;
  readonly message: string;
  readonly docsUrl: string | undefined;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Never throws, whatever the body.
 *
 * @param body the parsed error body
 * @param status the HTTP status, which names the error when the body does not
 */
export function readErrorBody(body: unknown, status: number): ErrorBodyFacts {
  const outer: Looked = Object(body);
  // { "error": { "type": …, "message": … } } is a common envelope.
  const inner: Looked = Object(outer['error']);
  const at = (name: string): unknown => inner[name] ?? outer[name];
  const first = (...names: readonly string[]): string | undefined => names.map(at).find((value): value is string => typeof value === 'string' && !!value);
  const details = at('error_details') ?? at('details');
  return {
    type: first('error_type', 'error', 'type', 'code') ?? `http_${status}`,
    message: first('error_message', 'error_description', 'message', 'detail', 'title') ?? '',
    docsUrl: first('error_url', 'error_uri')?.match(/^https?:.*/)?.[0],
    requestId: first('request_id'),
    details: isRecord(details) ? details : undefined,
  };
}

/** Anything, looked into for members that it may have. */
interface Looked {
  readonly [name: string]: unknown;
}
