/** The ways a parameter outside the path is written (OAS 3.1 §4.8.12.2). They differ for lists and objects only. */
import { isRecord } from './errors.js';
import { plain } from './plain.js';

/** Where parameters are written to. */
export interface ParameterTarget {
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Sets a header; fails with a ParameterError when the value is impossible in one. */
  readonly setHeader: (name: string, value: string) => void;
}

/** Writes a parameter that is neither undefined nor null. */
export type ParameterWriter = (target: ParameterTarget, name: string, value: unknown) => void;

/** A header; a list is joined with commas (simple). */
export const header: ParameterWriter = ({ setHeader }, name, value) => {
  setHeader(name, plain(value));
};

/** A cookie (RFC 6265 §4.2.1), beside those that are there already. Browsers leave it out. */
export const cookie: ParameterWriter = ({ headers, setHeader }, name, value) => {
  const before = headers.get('cookie');
  setHeader('cookie', `${before === null ? '' : `${before}; `}${name}=${encodeURIComponent(plain(value))}`);
};

/** `ids=a&ids=b`; the members of an object as parameters of their own (form, exploded: the default). */
export const repeat: ParameterWriter = (target, name, value) => {
  if (Array.isArray(value)) for (const item of value) target.query.append(name, plain(item));
  else if (isPlainRecord(value)) for (const [key, member] of given(value)) repeat(target, key, member);
  else target.query.append(name, plain(value));
};

/** `ids=a,b` (form, not exploded). */
export const comma: ParameterWriter = /* @__PURE__ */ separatedBy(',');
/** `ids=a b` (spaceDelimited). */
export const space: ParameterWriter = /* @__PURE__ */ separatedBy(' ');
/** `ids=a|b` (pipeDelimited). */
export const pipe: ParameterWriter = /* @__PURE__ */ separatedBy('|');

/** `filter[name]=a` (deepObject), to any depth. */
export const deep: ParameterWriter = (target, name, value) => {
  if (isPlainRecord(value)) for (const [key, member] of given(value)) deep(target, `${name}[${key}]`, member);
  else repeat(target, name, value);
};

/** `filter={"name":"a"}` (described by `content`). */
export const asJson: ParameterWriter = ({ query }, name, value) => query.append(name, JSON.stringify(value));

/** Written under another name than that of the member. */
export function renamed(name: string, write: ParameterWriter): ParameterWriter {
  return (target, _, value) => write(target, name, value);
}

function separatedBy(separator: string): ParameterWriter {
  return ({ query }, name, value) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : isPlainRecord(value) ? given(value).flat() : [value];
    if (items.length > 0) query.append(name, items.map(plain).join(separator));
  };
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !(value instanceof Date);
}

function given(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
}
