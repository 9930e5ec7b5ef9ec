/** Credentials as they travel in a request (RFC 9110 §11), found by what the security scheme says. */
import type { Call } from './call.js';
import { percentDecode } from './untrustedText.js';
import { readCookies, readPairs } from './parameters.js';

/** A Security Scheme Object (OAS 3.1 §4.8.27), as far as the server needs it. */
export interface SecuritySchemeDescriptor {
  readonly name: string;
  readonly kind: 'basic' | 'bearer' | 'http' | 'apiKey' | 'mutualTLS';
  /** For `http`: the authentication scheme, lower case. */
  readonly scheme?: string;
  /** For `apiKey`. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `apiKey`: the header, query parameter or cookie. */
  readonly parameterName?: string;
  /** Says on whose behalf the call is made, not who makes it (`x-member-session`). */
  readonly memberSession: boolean;
}

/** User name and password of HTTP Basic authentication (RFC 7617). */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** The token of a bearer scheme (RFC 6750); also that of OAuth 2.0 and OpenID Connect schemes. */
export interface BearerCredentials {
  readonly token: string;
}

/** The value of an API key in a header, the query or a cookie. */
export interface ApiKeyCredentials {
  readonly value: string;
}

/** What follows the name of any other authentication scheme in the Authorization header. */
export interface HttpCredentials {
  readonly parameters: string;
}

/** A client certificate is the transport's business; the authenticator asks the adapter's request. */
export type CertificateCredentials = Readonly<Record<never, never>>;

/** The credentials of any scheme. */
export type Credentials =
  | BasicCredentials
  | BearerCredentials
  | ApiKeyCredentials
  | HttpCredentials
  | CertificateCredentials;

/** Finds the credentials of a scheme in a call; `undefined` when there are none, or none of that form. */
export function findCredentials(scheme: SecuritySchemeDescriptor, call: Call): Credentials | undefined {
  switch (scheme.kind) {
    case 'basic':
      return parseBasic(call.header('authorization'));
    case 'bearer': {
      const token = authorization(call, 'bearer');
      return token === undefined || !/^[A-Za-z0-9\-._~+/]+=*$/.test(token) ? undefined : { token };
    }
    case 'http': {
      const parameters = authorization(call, scheme.scheme ?? '');
      return parameters === undefined ? undefined : { parameters };
    }
    case 'mutualTLS':
      return {};
    case 'apiKey': {
      const value = apiKey(scheme, call);
      return value === undefined || value === '' ? undefined : { value };
    }
  }
}

/**
 * Parses an Authorization header of the Basic scheme (RFC 7617 §2): UTF-8, cut at the first colon.
 * @returns `undefined` when it is absent, of another scheme, or malformed
 */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = decodeBase64(encoded);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0 || /\p{Cc}/u.test(text)) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The UTF-8 text that is encoded; `undefined` when it is none. */
function decodeBase64(encoded: string): string | undefined {
  try {
    const binary = atob(encoded);
    if (/^[\x20-\x7e]*$/.test(binary)) return binary;
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function authorization(call: Call, scheme: string): string | undefined {
  const header = call.header('authorization');
  if (header === undefined || header.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  return header.charAt(scheme.length) === ' ' ? header.slice(scheme.length + 1).trim() : undefined;
}

function apiKey(scheme: SecuritySchemeDescriptor, call: Call): string | undefined {
  const name = scheme.parameterName ?? '';
  if (scheme.in === 'query') {
    const own = readPairs(queryOf(call.target))?.filter((pair) => pair.name === name);
    return own?.length === 1 ? own[0]?.value : undefined;
  }
  if (scheme.in === 'cookie') {
    const own = readCookies(call.header('cookie')).find((pair) => pair.name === name);
    return own === undefined ? undefined : percentDecode(own.value);
  }
  return call.header(name.toLowerCase());
}

function queryOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? '' : target.slice(question + 1);
}

const encoder = new TextEncoder();

/**
 * Compares a given secret with the expected one in a time that depends on the given one's length alone, so that neither the place of the
 * first difference nor the expected length can be measured.
 */
export function constantTimeEqual(given: string, expected: string): boolean {
  const left = encoder.encode(given);
  const right = encoder.encode(expected);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    // An empty secret has no byte to compare with; the difference in length already decides.
    difference |= (left[index] ?? 0) ^ (right[index % right.length] ?? 0);
  }
  return difference === 0;
}
