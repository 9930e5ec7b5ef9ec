/** Turns the one params object of a call into a URL, headers and a body. Pure: sends nothing. */
import type { Body } from './bodies.js';
import { ParameterError } from './errors.js';
import type { OperationSpec } from './operation.js';
import { plain } from './plain.js';

/** The params object of any call: path, query, header and body members side by side. */
export type Params = Readonly<Record<string, unknown>>;

/** A request without its credentials. */
export interface Prepared {
  /** Without the query. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly body: Body | null;
}

/**
 * @param headers takes the header parameters and the body's content type
 * @param defaults fill the path where params do not
 * @param base where the call goes; may hold `{variables}`, which are filled like the path's
 * @throws ParameterError when a path parameter is missing, empty or would change the path, or a header cannot be written
 */
export function prepare(
  { id, path, parameters = {}, body: spec }: OperationSpec,
  params: Params,
  headers: Headers,
  defaults: Params = {},
  base = '',
): Prepared {
  const query = new URLSearchParams();
  const used = new Set(Object.keys(parameters));
  const url = (base + path).replace(/\{([^}]+)\}/g, (_, name: string) => {
    used.add(name);
    return segment(id, name, params[name] ?? defaults[name]);
  });
  const target = { query, headers, setHeader: headerSetter(id, headers) };
  for (const [name, write] of Object.entries(parameters)) if (isGiven(params[name])) write(target, name, params[name]);
  if (!spec) return { url, query, body: null };
  const rest = Object.entries(params).filter(([name, value]) => !used.has(name) && value !== undefined);
  const value = spec.member ? params[spec.member] : rest.length > 0 || spec.required ? Object.fromEntries(rest) : undefined;
  return { url, query, body: value === undefined ? null : spec.encode(value, headers, spec.type) };
}

/** Sets headers of one call. A value is never part of the error, since it may be a secret. */
export function headerSetter(operation: string, headers: Headers): (name: string, value: string | undefined) => void {
  return (name, value) => {
    try {
      if (value !== undefined) headers.set(name, value);
    } catch {
      throw new ParameterError(operation, name, 'cannot be in a header');
    }
  };
}

/** One path segment. `.` and `..` would be resolved away by URL parsers even when percent-encoded, and so reach another call. */
function segment(operation: string, parameter: string, value: unknown): string {
  const text = isGiven(value) ? plain(value) : '';
  if (/^\.{0,2}$/.test(text)) throw new ParameterError(operation, parameter, text ? 'cannot be in a path' : 'is missing or empty');
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
