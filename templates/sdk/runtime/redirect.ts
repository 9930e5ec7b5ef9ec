/** Calls that a browser makes: they answer with a redirect, so what a server needs is their URL. */
import type { Connection } from './connection.js';
import type { OperationSpec } from './operation.js';
import { prepare, withQuery } from './request.js';

/** Gives the URL to send a browser to. Throws a ParameterError when a path parameter is missing or empty. */
export interface RedirectCall<Input extends object> {
  // Without a doc comment: an editor would show it in place of what the description says about the call.
  (...args: RedirectArguments<Input>): string;
}

/** The same as a function of its own, which takes the connection first. */
export interface RedirectOperation<Input extends object> {
  // Without a doc comment, as above.
  (connection: Connection, ...args: RedirectArguments<Input>): string;
}

/** A URL takes params and no options. */
export type RedirectArguments<Input> = {} extends Input ? [params?: Input] : [params: Input];

/** Makes the callable form of a description. No secret becomes part of the URL: of credentials, only a public key in the query does. */
export function redirectOperation<Input extends object>(spec: OperationSpec): RedirectOperation<Input> {
  return (connection, ...[params]) => {
    const { url, target } = prepare(spec, { ...connection.defaults, ...params }, new Headers(), {}, connection.baseOf(spec));
    return withQuery(url, target);
  };
}

/** Binds a URL to a connection. */
export function bindRedirect<Input extends object>(connection: Connection, unbound: RedirectOperation<Input>): RedirectCall<Input> {
  return (...args) => unbound(connection, ...args);
}
