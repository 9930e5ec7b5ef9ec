/** What the values of `format` accept (JSON Schema 2020-12 validation §7.3, OpenAPI Format Registry). */

/** `date-time`: RFC 3339 §5.6. */
export function isDateTime(text: string): boolean {
  return /^.{10}[Tt]/.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** `date`: RFC 3339 `full-date`, in the Gregorian calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const year = +text.slice(0, 4);
  const month = +text.slice(5, 7);
  const day = +text.slice(8);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return month > 0 && month < 13 && day > 0 && day <= longest;
}

/** `time`: RFC 3339 `full-time`; a leap second only where it is 23:59:60 UTC. */
export function isTime(text: string): boolean {
  const parts = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (parts === null) return false;
  const [hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = [1, 2, 3, 5, 6].map((index) => +(parts[index] ?? 0));
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (parts[4] === '-' ? -1 : 1);
  return (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

/** `duration`: RFC 3339 appendix A. */
export function isDuration(text: string): boolean {
  return /^P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?=\d)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/.test(text);
}

/** `email`: RFC 5321 §4.1.2 `Mailbox`. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || at > 64 || text.length > 254) return false;
  const atoms = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local);
  if (!atoms && !/^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(local)) return false;
  const domain = text.slice(at + 1);
  if (!domain.startsWith('[')) return isHostname(domain);
  const literal = /^\[(IPv6:)?(.*)\]$/.exec(domain);
  return literal !== null && (literal[1] ? isIpv6 : isIpv4)(literal[2] ?? '');
}

/** `hostname`: RFC 1123 §2.1, with A-labels of RFC 5890 held to their form only. */
export function isHostname(text: string): boolean {
  return text.length < 254 && /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text);
}

/** `ipv4`: RFC 2673 §3.2 dotted quad, without leading zeros. */
export function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** `ipv6`: RFC 4291 §2.2, without a zone. */
export function isIpv6(text: string): boolean {
  if (!/^[\da-f:.]{2,45}$/i.test(text)) return false;
  // An IPv4 tail counts for two groups.
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !isIpv4(tail)) return false;
  const groups = tail.includes('.') ? `${text.slice(0, -tail.length)}0:0` : text;
  const halves = groups.split('::');
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return (
    parts.every((part) => /^[\da-f]{1,4}$/i.test(part)) && (halves.length === 1 ? parts.length === 8 : halves.length === 2 && parts.length < 8)
  );
}

/** `uri`: RFC 3986 §3, absolute or with a fragment. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(text) && isUriReference(text);
}

/** `uri-reference`: RFC 3986 §4.1. */
export function isUriReference(text: string): boolean {
  return isReference(text, /^(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i);
}

/** `iri`: RFC 3987 §2.2. */
export function isIri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(text) && isIriReference(text);
}

/** `iri-reference`: RFC 3987 §2.2. */
export function isIriReference(text: string): boolean {
  return isReference(text, /^(?:[\w.~!$&'()*+,;=:@/?\u{a0}-\u{d7ff}\u{e000}-\u{fdcf}\u{fdf0}-\u{ffef}\u{10000}-\u{efffd}-]|%[\da-f]{2})*$/iu);
}

/** The parts of a reference (RFC 3986 appendix B), each held to `characters` and to what its place allows. */
function isReference(text: string, characters: RegExp): boolean {
  const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  if (parts === null) return false;
  const [, scheme, authority, path = '', query = '', fragment = ''] = parts;
  if (scheme !== undefined && !/^[a-z][a-z\d+.-]*$/i.test(scheme)) return false;
  if (text.startsWith(':')) return false;
  if (authority !== undefined) {
    const host = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:@]*)(?::\d*)?$/.exec(authority);
    if (host === null) return false;
    const [, user = '', name = ''] = host;
    if (!characters.test(user)) return false;
    if (name.startsWith('[')) {
      const literal = name.slice(1, -1);
      if (!isIpv6(literal) && !/^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(literal)) return false;
    } else if (!characters.test(name)) return false;
  }
  return [path, query, fragment].every((part) => characters.test(part));
}

/** `uri-template`: RFC 6570 §2. */
export function isUriTemplate(text: string): boolean {
  return /^(?:[^\0-\x20"'<>\\^`{|}%\x7f]|%[\da-f]{2}|\{[+#./;?&=,!@|]?(?:[\w.]|%[\da-f]{2})+(?:\*|:[1-9]\d{0,3})?(?:,(?:[\w.]|%[\da-f]{2})+(?:\*|:[1-9]\d{0,3})?)*\})*$/i.test(text);
}

/** `uuid`: RFC 9562 §4. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text);
}

/** `regex`: ECMA-262 with the `u` flag, as `pattern` is read. */
export function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** `json-pointer`: RFC 6901 §3. */
export function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}

/** `relative-json-pointer`. */
export function isRelativeJsonPointer(text: string): boolean {
  return /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/.test(text);
}

/** `byte`: base64 of RFC 4648 §4, padded. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
}
