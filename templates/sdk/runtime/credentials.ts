/** The ways a request proves who sends it (OAS 3.1 §4.8.27). A credential is applied beneath the hooks: they never see it. */
import type { CallOptions } from './options.js';
import type { ParameterTarget } from './parameters.js';

/** What a credential adds to one request. */
export interface Proof {
  /** Puts the credential where it belongs. */
  readonly apply: (target: ParameterTarget) => void;
  /** What must be kept out of errors and logs. */
  readonly secrets: readonly string[];
}

/** Gives the proof for one call; undefined when the caller has not provided the credential. */
export type Credential = (options: CallOptions) => Proof | undefined | Promise<Proof | undefined>;

/** A secret, or a function that fetches a current one; it is called for every request. */
export type Secret = string | (() => string | Promise<string>);

/** HTTP Basic authentication (RFC 7617), in UTF-8. */
export function basic(username: string | undefined, password: Secret | undefined): Credential {
  return proving(password, (secret) => {
    const token = btoa(String.fromCharCode(...new TextEncoder().encode(`${username ?? ''}:${secret}`)));
    return { apply: ({ setHeader }) => setHeader('authorization', `Basic ${token}`), secrets: [secret, token] };
  });
}

/** A bearer token (RFC 6750 §2.1); `scheme` for the other HTTP schemes that look alike. */
export function bearer(token: Secret | undefined, scheme = 'Bearer'): Credential {
  return proving(token, (secret) => ({ apply: ({ setHeader }) => setHeader('authorization', `${scheme} ${secret}`), secrets: [secret] }));
}

/** An API key in a header. */
export function headerKey(name: string, key: Secret | undefined): Credential {
  return proving(key, (secret) => ({ apply: ({ setHeader }) => setHeader(name, secret), secrets: [secret] }));
}

/** An API key in the query. */
export function queryKey(name: string, key: Secret | undefined): Credential {
  return proving(key, (secret) => ({ apply: ({ query }) => query.set(name, secret), secrets: [secret] }));
}

/** An API key in a cookie (RFC 6265 §4.2). */
export function cookieKey(name: string, key: Secret | undefined): Credential {
  return proving(key, (secret) => ({
    apply: ({ setHeader }) => setHeader('cookie', `${name}=${encodeURIComponent(secret)}`),
    secrets: [secret],
  }));
}

function proving(given: Secret | undefined, prove: (secret: string) => Proof): Credential {
  return async () => {
    const secret = typeof given === 'function' ? await given() : given;
    return secret ? prove(secret) : undefined;
  };
}
