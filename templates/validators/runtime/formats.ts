/** What the values of `format` accept (JSON Schema 2020-12 validation §7.3, OpenAPI Format Registry). */

/** `date-time`: RFC 3339 §5.6. */
export const isDateTime = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i.test(text) && isDay(text) && isSecond(text, 11);

/** `date`: RFC 3339 `full-date`, in the Gregorian calendar. */
export const isDate = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && isDay(text);

/** `time`: RFC 3339 `full-time`; a leap second only where it is 23:59:60 UTC. */
export const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i.test(text) && isSecond(text, 0);

/** Whether the month that a date of the right form begins with has that day. */
function isDay(text: string): boolean {
  if (text.charCodeAt(8) < 0x32) return true; // the tenths of the day are below 2
  const [year, month, day] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)];
  if (month === 2) return day < (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 30 : 29);
  return day < 31 || ![4, 6, 9, 11].includes(month);
}

/** Whether the time of the right form that begins at `start` is no leap second, or one where it may be. */
function isSecond(text: string, start: number): boolean {
  if (text[start + 6] !== '6') return true;
  const offset = /z$/i.test(text) ? 0 : +text.slice(-5, -3) * 60 + +text.slice(-2);
  const minutes = +text.slice(start, start + 2) * 60 + +text.slice(start + 3, start + 5) - (text.at(-6) === '-' ? -offset : offset);
  return (minutes + 1440) % 1440 === 1439;
}

/** `duration`: RFC 3339 appendix A. */
export const isDuration = (text: string): boolean => /^P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?=\d)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/.test(text);

/**
 * `email`: RFC 5321 §4.1.2 `Mailbox`: a local part as a dot-string or in quotes; then an address in brackets, as {@link isIpv6}
 * and {@link isIpv4} have it, or a host name. Classes are written as ranges of ASCII, which is shorter: `#-'` is `#$%&'`.
 */
export const isEmail = (text: string): boolean => /^(?!.{255})(?=.{1,64}@[^@]*$)(?:(?!\.)(?:\.?[!#-'*+/-9=?A-Z^-~-])+|"(?:[ !#-[\]-~]|\\[ -~])*")@(?:\[(?:IPv6:(?:(?:[\da-f]{1,4}:){6}(?:[\da-f]{1,4}:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|(?!(?:[:.]*\b\w+(?:\.\w+|(?!\.))){8})(?:(?:[\da-f]{1,4}:)+|:)(?:(?::[\da-f]{1,4})*:(?:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|:))|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})\]|(?:(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!$)|$))+)$/i.test(text);

/** `hostname`: RFC 1123 §2.1, with A-labels of RFC 5890 held to their form only. */
export const isHostname = (text: string): boolean => text.length < 254 && /^(?:(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!$)|$))+$/i.test(text);

/** `ipv4`: RFC 2673 §3.2 dotted quad, without leading zeros. Between digits, `\b` asks for a dot. */
export const isIpv4 = (text: string): boolean => /^(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4}$/.test(text);

/**
 * `ipv6`: RFC 4291 §2.2, without a zone: eight groups, or at most seven (counted ahead) before and after `::`. An IPv4 tail stands
 * for two groups, and counts for two: `192.0` and `.2.1`.
 */
export const isIpv6 = (text: string): boolean => /^(?:(?:[\da-f]{1,4}:){6}(?:[\da-f]{1,4}:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|(?!(?:[:.]*\b\w+(?:\.\w+|(?!\.))){8})(?:(?:[\da-f]{1,4}:)+|:)(?:(?::[\da-f]{1,4})*:(?:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|:))$/i.test(text);

/**
 * `uri`: RFC 3986 §3, absolute or with a fragment: escapes are whole everywhere; a scheme; an authority (user, then an address in
 * brackets as {@link isIpv6} has it, or of the future, or a name, then a port), or no `//`; a path and a query; a fragment.
 */
export const isUri = (text: string): boolean => /^(?!.*%(?![\da-f]{2}))[a-z][a-z\d+.-]*:(?:\/\/(?:[!$-.:;=~\w]*@)?(?:\[(?:(?:[\da-f]{1,4}:){6}(?:[\da-f]{1,4}:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|(?!(?:[:.]*\b\w+(?:\.\w+|(?!\.))){8})(?:(?:[\da-f]{1,4}:)+|:)(?:(?::[\da-f]{1,4})*:(?:[\da-f]{1,4}|(?:\b\.?\b(?:25[0-5]|(?:2[0-4]|1\d|[1-9]?)\d)){4})|:)|v[\da-f]+\.[!$&-.:;=~\w]+)\]|[!$-.;=~\w]*)(?::\d*)?(?![^/?#])|(?!\/\/))[!$-;=?@~\w]*(?:#[!$-;=?@~\w]*)?$/i.test(text);

/** `uri-reference`: RFC 3986 §4.1. */
export const isUriReference = (text: string): boolean => isUri(/^[^/?#]*:/.test(text) ? text : `x:${text}`);

/** `iri`: RFC 3987 §2.2. */
export const isIri = (text: string): boolean => isIdentifier(/^(?!.*%(?![\da-f]{2}))[a-z][a-z\d+.-]*:(?:\/\/(?:[!$-.:;=~\w\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}]*@)?(?:\[(.+)\]|[!$-.;=~\w\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}]*)(?::\d*)?(?=[/?#]|$)|(?!\/\/))[!$-;=?@~\w\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}]*(?:#[!$-;=?@~\w\u{a0}-\u{d7ff}\u{e000}-\u{10fffd}]*)?$/iu.exec(text));

/** `iri-reference`: RFC 3987 §2.2. */
export const isIriReference = (text: string): boolean => isIri(/^[^/?#]*:/.test(text) ? text : `x:${text}`);

/** What the expressions above leave open: the address in brackets. */
function isIdentifier(match: RegExpExecArray | null): boolean {
  if (!match) return false;
  const [, address] = match;
  return !address || isIpv6(address) || /^v[\da-f]+\.[!$&-.:;=~\w]+$/i.test(address);
}

/** `uri-template`: RFC 6570 §2. */
export const isUriTemplate = (text: string): boolean => /^(?:[^\0-\x20"<>\\^`{|}%\x7f]|%[\da-f]{2}|\{[+#./;?&=,!@|]?(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?:\*|:[1-9]\d{0,3})?(?:,(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?:\*|:[1-9]\d{0,3})?)*\})*$/i.test(text);

/** `uuid`: RFC 9562 §4. */
export const isUuid = (text: string): boolean => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text);

/** `regex`: ECMA-262 with the `u` flag, as `pattern` is read. */
export function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** `json-pointer`: RFC 6901 §3. */
export const isJsonPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** `relative-json-pointer`. */
export const isRelativeJsonPointer = (text: string): boolean => /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/.test(text);

/** `byte`: base64 of RFC 4648 §4, padded. */
export const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
