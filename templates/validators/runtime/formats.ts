/** What the values of `format` accept (JSON Schema 2020-12 validation §7.3, OpenAPI Format Registry). */

/** `date-time`: RFC 3339 §5.6. */
export function isDateTime(text: string): boolean {
  return (text[10] === 'T' || text[10] === 't') && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** `date`: RFC 3339 `full-date`, in the Gregorian calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const day = +text.slice(8);
  if (day < 29) return true;
  // Day 0 of a month is the last of the one before. Years below 100 would be taken for 19xx; 400 years later the calendar is the same.
  return day <= new Date(Date.UTC(+text.slice(0, 4) + 400, +text.slice(5, 7), 0)).getUTCDate();
}

/** `time`: RFC 3339 `full-time`; a leap second only where it is 23:59:60 UTC. */
export function isTime(text: string): boolean {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i.test(text)) return false;
  if (text.slice(6, 8) < '60') return true;
  const offset = /z$/i.test(text) ? 0 : +text.slice(-5, -3) * 60 + +text.slice(-2);
  const minutes = +text.slice(0, 2) * 60 + +text.slice(3, 5) - (text.at(-6) === '-' ? -offset : offset);
  return (minutes + 1440) % 1440 === 1439;
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
  return /^[a-z][a-z\d+.-]*:(?:\/\/(?:[\w.~!$&'()*+,;=%:-]*@)?(?:\[[\da-fv.:\w~!$&'()*+,;=-]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?(?=[/?#]|$)|(?!\/\/))[\w.~!$&'()*+,;=%:@/-]*(?:\?[\w.~!$&'()*+,;=%:@/?-]*)?(?:#[\w.~!$&'()*+,;=%:@/?-]*)?$/i.test(text) && areDetailsRight(text);
}

/** `uri-reference`: RFC 3986 §4.1. */
export function isUriReference(text: string): boolean {
  return isUri(/^[^/?#]*:/.test(text) ? text : `x:${text}`);
}

/** `iri`: RFC 3987 §2.2. */
export function isIri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:(?:\/\/(?:[\w.~!$&'()*+,;=%\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}:-]*@)?(?:\[[\da-fv.:\w~!$&'()*+,;=-]+\]|[\w.~!$&'()*+,;=%\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}-]*)(?::\d*)?(?=[/?#]|$)|(?!\/\/))[\w.~!$&'()*+,;=%\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}:@/-]*(?:\?[\w.~!$&'()*+,;=%\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}:@/?-]*)?(?:#[\w.~!$&'()*+,;=%\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}:@/?-]*)?$/iu.test(text) && areDetailsRight(text);
}

/** `iri-reference`: RFC 3987 §2.2. */
export function isIriReference(text: string): boolean {
  return isIri(/^[^/?#]*:/.test(text) ? text : `x:${text}`);
}

/** What the expressions above leave open: percent escapes, and addresses in brackets. */
function areDetailsRight(text: string): boolean {
  if (/%(?![\da-f]{2})/i.test(text)) return false;
  const literal = /^[^/?#]*\/\/[^/?#]*\[(.*)\]/.exec(text)?.[1];
  return literal === undefined || isIpv6(literal) || /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(literal);
}

/** `uri-template`: RFC 6570 §2. */
export function isUriTemplate(text: string): boolean {
  return /^(?:[^\0-\x20"<>\\^`{|}%\x7f]|%[\da-f]{2}|\{[+#./;?&=,!@|]?(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?:\*|:[1-9]\d{0,3})?(?:,(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?:\*|:[1-9]\d{0,3})?)*\})*$/i.test(text);
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
