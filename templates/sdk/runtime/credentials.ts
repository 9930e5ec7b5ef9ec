/** The ways a request proves who sends it (OAS 3.1 §4.8.27). A credential is applied beneath the hooks: they never see it. */
import type { CallOptions } from './options.js';
import { cookie, type ParameterTarget } from './parameters.js';

/** What a credential adds to one request. */
export interface Proof {
  /** Puts the credential where it belongs. */
  readonly apply: (target: ParameterTarget) => void;
  /** What must be kept out of errors and logs. */
  readonly secrets: readonly string[];
}

/**
 * Gives the proof for one call; undefined when the caller has not provided the credential.
 *
 * @param client the client's options
 * @param call the call's options
 */
export type Credential = (client: object, call: CallOptions) => Proof | undefined | Promise<Proof | undefined>;

/** A secret, or a function that fetches a current one; it is called for every request. */
export type Secret = string | (() => string | Promise<string>);

/**
 * HTTP Basic authentication (RFC 7617), in UTF-8.
 *
 * @param username the client option that holds the user name
 * @param password the client option that holds the password
 */
export function basic(username: string, password: string): Credential {
  return proving(password, (secret, client) => {
    const user = String(Reflect.get(client, username) ?? '');
    const token = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${secret}`)));
    return { apply: ({ setHeader }) => setHeader('authorization', `Basic ${token}`), secrets: [secret, token] };
  });
}

/**
 * A bearer token (RFC 6750 §2.1), of the call or of the client.
 *
 * @param token the client option that holds the token
 * @param scheme for the other HTTP schemes that look alike
 */
export function bearer(token: string, scheme = 'Bearer'): Credential {
  const prove = (secret: string): Proof => ({ apply: ({ setHeader }) => setHeader('authorization', `${scheme} ${secret}`), secrets: [secret] });
  return (client, call) => (call.token ? prove(call.token) : proving(token, prove)(client, call));
}

/** An API key in a header. `key` is the client option that holds it. */
export function headerKey(name: string, key: string): Credential {
  return proving(key, (secret) => ({ apply: ({ setHeader }) => setHeader(name, secret), secrets: [secret] }));
}

/** An API key in the query. `key` is the client option that holds it. */
export function queryKey(name: string, key: string): Credential {
  return proving(key, (secret) => ({ apply: ({ query }) => query.set(name, secret), secrets: [secret] }));
}

/** An API key in a cookie (RFC 6265 §4.2). `key` is the client option that holds it. */
export function cookieKey(name: string, key: string): Credential {
  return proving(key, (secret) => ({ apply: (target) => cookie(target, name, secret), secrets: [secret] }));
}

function proving(option: string, prove: (secret: string, client: object) => Proof): Credential {
  return async (client) => {
    const given: unknown = Reflect.get(client, option);
    const secret: unknown = typeof given === 'function' ? await given() : given;
    return typeof secret === 'string' && secret ? prove(secret, client) : undefined;
  };
}
