/** The ways a parameter outside the path is written (OAS 3.1 §4.8.12.2). They differ for lists and objects only. */
import { encoded, given, isMembers, plain } from './plain.js';

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
  else if (isMembers(value)) for (const [key, member] of given(value)) repeat(target, key, member);
  else target.query.append(name, plain(value));
};

/** `ids=a,b` (form, not exploded). */
export const comma: ParameterWriter = /* @__PURE__ */ separatedBy(',');
/** `ids=a%20b` (spaceDelimited). */
export const space: ParameterWriter = /* @__PURE__ */ separatedBy('%20');
/** `ids=a%7Cb` (pipeDelimited). */
export const pipe: ParameterWriter = /* @__PURE__ */ separatedBy('%7C');

/** `filter[name]=a` (deepObject), to any depth. */
export const deep: ParameterWriter = (target, name, value) => {
  if (isMembers(value)) for (const [key, member] of given(value)) deep(target, `${name}[${key}]`, member);
  else repeat(target, name, value);
};

/** `filter={"name":"a"}` (described by `content`). */
export const asJson: ParameterWriter = ({ query }, name, value) => query.append(name, JSON.stringify(value));

/** Written under another name than that of the member. */
export function renamed(name: string, write: ParameterWriter): ParameterWriter {
  return (target, _, value) => write(target, name, value);
}

/** What separates values stays apart from the same character inside of one (RFC 6570 §3.2.8). */
function separatedBy(separator: string): ParameterWriter {
  return ({ query }, name, value) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : isMembers(value) ? given(value).flat() : [value];
    if (items.length === 0) return;
    const own = `${encoded(name)}=${items.map(encoded).join(separator)}`;
    const others = query.toString.bind(query);
    // URLSearchParams would encode the separators, and has no place for text that is encoded already.
    query.toString = () => [others(), own].filter(Boolean).join('&');
  };
}
