/** Turns the one params object of a call into a URL, headers and a body. Pure: sends nothing. */
import type { Body } from './bodies.js';
import { ParameterError } from './errors.js';
import type { OperationSpec } from './operation.js';
import type { ParameterTarget } from './parameters.js';
import { encoded, isGiven } from './plain.js';
import type { SegmentWriter } from './segments.js';

/** The params object of any call: path, query, header and body members side by side. */
export type Params = Readonly<Record<string, unknown>>;

/** A request without its credentials. */
export interface Prepared {
  /** Without the query. */
  readonly url: string;
  /** Has the query and headers; credentials are written to it, too. */
  readonly target: ParameterTarget;
  readonly body: Body | null;
}

/**
 * @param headers takes the header parameters and the body's content type
 * @param defaults fill the path where params do not
 * @param base where the call goes; may hold `{variables}`, which are filled like the path's
 * @throws ParameterError when a path parameter is missing, empty or would change the path, or a value cannot be written
 */
export function prepare(
  { id, path, variables = {}, segments = {}, parameters = {}, body: spec }: OperationSpec,
  params: Params,
  headers: Headers,
  defaults: Params = {},
  base = '',
): Prepared {
  const used = new Set(Object.keys(parameters));
  try {
    const url = (base + path).replace(/\{([^}]+)\}/g, (_, name: string) => {
      used.add(name);
      return segment(id, name, params[name] ?? defaults[name] ?? variables[name], segments[name]);
    });
    const target = { query: new URLSearchParams(), headers, setHeader: headerSetter(id, headers) };
    for (const [name, write] of Object.entries(parameters)) if (isGiven(params[name])) write(target, name, params[name]);
    let body: Body | null = null;
    if (spec) {
      const rest = Object.entries(params).filter(([name, value]) => !used.has(name) && value !== undefined);
      const value = spec.member ? params[spec.member] : rest[0] || spec.required ? Object.fromEntries(rest) : undefined;
      if (value !== undefined) body = spec.encode(value, headers, spec.type);
    }
    return { url, target, body };
  } catch (error) {
    // A date that is none, a bigint, an object that holds itself: the platform names places, no values.
    throw error instanceof ParameterError ? error : new ParameterError(id, 'params', `cannot be sent: ${error}`);
  }
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

/** A URL with its query, where there is one. */
export function withQuery(url: string, { query }: ParameterTarget): string {
  return `${url}?${query}`.replace(/\?$/, '');
}

/** One path segment. `.` and `..` would be resolved away by URL parsers even when percent-encoded, and so reach another call. */
function segment(operation: string, parameter: string, value: unknown, write: SegmentWriter = encoded): string {
  const text = isGiven(value) ? write(value, parameter) : '';
  if (/^\.{0,2}$/.test(text)) throw new ParameterError(operation, parameter, text ? 'cannot be in a path' : 'is missing or empty');
  return text;
}
