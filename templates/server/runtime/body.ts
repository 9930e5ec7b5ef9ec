/** Request bodies: media type, size, encoding and syntax, each checked before the next costs anything. */
import { BodyTimeout, BodyTooLarge, isPromise, type Call, type MaybePromise } from './call.js';
import type { RefusalKind } from './errors.js';
import type { BodyContent } from './operation.js';
import { readForm, readPairs } from './parameters.js';
import { readJson, type JsonFault, type JsonLimits } from './untrustedText.js';

/** What a body may be at most. */
export interface BodyLimits extends JsonLimits {
  readonly maxBytes: number;
  /** How long a body may take to arrive. */
  readonly timeoutMs: number;
}

/** One mebibyte, 32 levels, ten thousand members, ten seconds. */
export const DEFAULT_LIMITS: BodyLimits = { maxBytes: 1_048_576, maxDepth: 32, maxKeys: 10_000, timeoutMs: 10_000 };

/** A body that was read, or why it was refused. */
export type BodyReading =
  | { readonly ok: true; readonly value: unknown; readonly content: BodyContent | undefined }
  | { readonly ok: false; readonly kind: RefusalKind; readonly reason: string; readonly pointer?: string };

const JSON_FAULTS: { readonly [fault in JsonFault]: string } = {
  syntax: 'The body is not valid JSON.',
  too_deep: 'The body is nested too deeply.',
  too_many_keys: 'The body has too many members.',
  duplicate_key: 'A member occurs twice.',
  forbidden_key: 'A member of this name is not accepted.',
  number_out_of_range: 'The number cannot be represented exactly.',
  nul_character: 'The text holds a NUL character.',
  lone_surrogate: 'The text holds half of a surrogate pair.',
};

const MALFORMED_UTF8: BodyReading = { ok: false, kind: 'malformed', reason: 'The body is not valid UTF-8.' };

/**
 * Reads the body of a call.
 * @returns the value `undefined` when there is no body; rejects with ClientGone when the caller hangs up
 */
export function readBody(call: Call, contents: readonly BodyContent[], limits: BodyLimits): MaybePromise<BodyReading> {
  const header = call.header('content-type');
  const type = header === undefined ? undefined : parseMediaType(header);
  const content = type === undefined ? undefined : chooseContent(contents, type.essence);
  if (header !== undefined) {
    const fault = contentFault(type, content, call.header('content-encoding'));
    // Nothing of a body that cannot be understood is read. A bodiless call with a stray header is not refused for it.
    if (fault !== undefined && call.header('content-length') !== '0') {
      return { ok: false, kind: 'unsupported_media_type', reason: fault };
    }
  }
  const bytes = call.readBody(limits);
  return isPromise(bytes)
    ? Promise.resolve(bytes).then((whole) => readBytes(whole, type, content, limits), refuseUnread)
    : readBytes(bytes, type, content, limits);
}

/** A body that was not read to its end. */
function refuseUnread(error: unknown): BodyReading {
  if (error instanceof BodyTooLarge) return { ok: false, kind: 'too_large', reason: error.message };
  if (error instanceof BodyTimeout) return { ok: false, kind: 'body_timeout', reason: error.message };
  throw error;
}

function readBytes(bytes: Uint8Array, type: MediaType | undefined, content: BodyContent | undefined, limits: JsonLimits): BodyReading {
  if (bytes.length === 0) return { ok: true, value: undefined, content: undefined };
  if (type === undefined || content === undefined) {
    return { ok: false, kind: 'unsupported_media_type', reason: 'The request says no Content-Type.' };
  }
  return parse(bytes, type.essence, content, limits);
}

function parse(bytes: Uint8Array, essence: string, content: BodyContent, limits: JsonLimits): BodyReading {
  const json = isJson(essence);
  const form = essence === 'application/x-www-form-urlencoded';
  if (!json && !form && !essence.startsWith('text/')) return { ok: true, value: bytes, content };
  const text = decodeUtf8(bytes);
  if (text === undefined) return MALFORMED_UTF8;
  if (json) {
    const reading = readJson(text, limits);
    return reading.ok
      ? { ok: true, value: reading.value, content }
      : { ok: false, kind: 'malformed', reason: JSON_FAULTS[reading.fault], pointer: reading.pointer };
  }
  if (!form) return { ok: true, value: text, content };
  const pairs = readPairs(text);
  if (pairs === undefined) return { ok: false, kind: 'malformed', reason: 'The form is not properly encoded.' };
  if (pairs.length > limits.maxKeys) return { ok: false, kind: 'malformed', reason: JSON_FAULTS.too_many_keys };
  return { ok: true, value: readForm(content.form ?? {}, pairs), content };
}

/** Keeps nothing between texts: each is decoded as a whole. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function contentFault(
  type: MediaType | undefined,
  content: BodyContent | undefined,
  encoding: string | undefined,
): string | undefined {
  if (type === undefined) return 'The Content-Type is malformed.';
  if (content === undefined) return 'The call does not take a body of this Content-Type.';
  if (type.charset !== undefined && type.charset !== 'utf-8' && type.charset !== 'us-ascii') {
    return 'The body must be encoded in UTF-8.';
  }
  return encoding === undefined || encoding.toLowerCase() === 'identity'
    ? undefined
    : 'The body must not be compressed.';
}

/** A media type (RFC 9110 §8.3.1), lower case. */
export interface MediaType {
  /** Type and subtype without parameters. */
  readonly essence: string;
  readonly charset: string | undefined;
}

/** Parses a Content-Type header; `undefined` when it is malformed. */
export function parseMediaType(header: string): MediaType | undefined {
  if (header === 'application/json') return { essence: header, charset: undefined };
  const [essence, ...parameters] = header.split(';');
  const trimmed = (essence ?? '').trim().toLowerCase();
  if (!/^[a-z0-9!#$%&'*+\-.^_`|~]+\/[a-z0-9!#$%&'*+\-.^_`|~]+$/.test(trimmed)) return undefined;
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1];
    if (charset !== undefined) return { essence: trimmed, charset: charset.toLowerCase() };
  }
  return { essence: trimmed, charset: undefined };
}

/** True for `application/json` and the types built on it (RFC 6839 §3.1). */
export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/** The described content that takes a media type: itself, else a range (`text/*`), else everything. */
export function chooseContent(contents: readonly BodyContent[], essence: string): BodyContent | undefined {
  const exact = contents.find((content) => content.mediaType === essence);
  if (exact !== undefined) return exact;
  const range = `${essence.split('/', 1)[0] ?? ''}/*`;
  const named = (name: string): BodyContent | undefined =>
    contents.find((content) => (content.mediaType.split(';', 1)[0] ?? '').trim().toLowerCase() === name);
  return named(essence) ?? named(range) ?? named('*/*');
}
