/** Proof Key for Code Exchange (RFC 7636) for the OAuth and SSO start URLs. Needs no package. */

/** A verifier, to be kept by whoever starts the login, and the challenge that goes into the start URL. */
export interface Pkce {
  /** Sent when the login is completed. */
  readonly code_verifier: string;
  /** `pkce_code_challenge` of the start URL. */
  readonly code_challenge: string;
}

/** Makes a random verifier and its S256 challenge (RFC 7636 §4.1, §4.2). */
export async function createPkce(): Promise<Pkce> {
  const code_verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code_verifier));
  return { code_verifier, code_challenge: base64Url(new Uint8Array(digest)) };
}

/** RFC 4648 §5, without padding. */
function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
