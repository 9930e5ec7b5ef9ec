/** The values of `format`: what is checked, what only informs, what cannot be honoured. */

/** Formats of strings with the function of the runtime that checks them. */
const checked: ReadonlyMap<string, string> = new Map([
  ['date-time', 'isDateTime'],
  ['date', 'isDate'],
  ['time', 'isTime'],
  ['duration', 'isDuration'],
  ['email', 'isEmail'],
  ['hostname', 'isHostname'],
  ['ipv4', 'isIpv4'],
  ['ipv6', 'isIpv6'],
  ['uri', 'isUri'],
  ['uri-reference', 'isUriReference'],
  ['uri-template', 'isUriTemplate'],
  ['iri', 'isIri'],
  ['iri-reference', 'isIriReference'],
  ['uuid', 'isUuid'],
  ['regex', 'isRegex'],
  ['json-pointer', 'isJsonPointer'],
  ['relative-json-pointer', 'isRelativeJsonPointer'],
  ['byte', 'isBase64'],
]);

/** Formats JSON Schema 2020-12 defines and the runtime has no check for. */
const unsupported: ReadonlySet<string> = new Set(['idn-email', 'idn-hostname']);

/** Formats that inform by design: of the OpenAPI Format Registry, about presentation, precision or what is no JSON. */
const informative: ReadonlySet<string> = new Set([
  'base64url', 'binary', 'char', 'commonmark', 'decimal', 'decimal128', 'double', 'double-int', 'float', 'html', 'http-date', 'int64', 'media-range',
  'password', 'uint64', 'sf-binary', 'sf-boolean', 'sf-decimal', 'sf-integer', 'sf-string', 'sf-token',
]);

/** The function of the runtime that checks a string format. */
export function stringFormat(format: string): string | undefined {
  return checked.get(format);
}

/** True for a format that the specification defines and that would go unchecked. */
export function isUnsupportedFormat(format: string): boolean {
  return unsupported.has(format);
}

/** The least and the greatest number of an integer format (OpenAPI Format Registry); others say nothing that JSON numbers can break. */
export function integerRange(format: string): readonly [least: number, greatest: number] | undefined {
  if (format === 'int8') return [-128, 127];
  if (format === 'uint8') return [0, 255];
  if (format === 'int16') return [-32_768, 32_767];
  if (format === 'uint16') return [0, 65_535];
  if (format === 'int32') return [-2_147_483_648, 2_147_483_647];
  return format === 'uint32' ? [0, 4_294_967_295] : undefined;
}

/** True for a format that nobody has defined in public: values of it go unchecked, which is worth a word. */
export function isUnknownFormat(format: string): boolean {
  return !checked.has(format) && !unsupported.has(format) && !informative.has(format) && integerRange(format) === undefined;
}
