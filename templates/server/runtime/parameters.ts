/**
 * Parameters decoded from their serialised form (OAS 3.1 §4.8.12.2) into the JSON values their schemas describe. What does not
 * fit its type is left as the text it is: saying so is the validator's business.
 */
import { bareObject, formDecode, isStorableText, percentDecode, readJson, type BareObject } from './untrustedText.js';

/** The JSON types a scalar may have; a text is read as the first of them that it fits. */
export type ScalarKind = 'integer' | 'number' | 'boolean' | 'null' | 'string';

/** What a parameter or form field decodes to. */
export type ValueShape =
  | { readonly kind: 'scalar'; readonly kinds: readonly ScalarKind[] }
  | { readonly kind: 'array'; readonly items: readonly ScalarKind[] }
  | { readonly kind: 'object'; readonly members: { readonly [name: string]: readonly ScalarKind[] } }
  /** Described by `content`: a JSON text. */
  | { readonly kind: 'json' };

/** A Parameter Object, as far as decoding needs it. */
export interface ParameterDescriptor {
  /** As the description spells it; the member of the decoded object. */
  readonly name: string;
  readonly style: 'matrix' | 'label' | 'form' | 'simple' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly shape: ValueShape;
}

/** Decoded parameters by name. Has no prototype, so that no name means anything else. */
export type DecodedParameters = BareObject;

/** The decoded parameters, or the name of the one that cannot be decoded. */
export type ParameterReading =
  | { readonly ok: true; readonly values: DecodedParameters }
  | { readonly ok: false; readonly parameter: string };

/** Names and values of a query or form, decoded; `raw` keeps the encoded value for styles that split before decoding. */
export type QueryPairs = readonly { readonly name: string; readonly value: string; readonly raw: string }[];

/**
 * Cuts a query string, or an `application/x-www-form-urlencoded` body, into pairs (WHATWG URL §5.1).
 * @returns `undefined` when an escape is malformed or a text holds NUL or other control characters
 */
export function readPairs(text: string): QueryPairs | undefined {
  if (text === '') return [];
  const pairs: { name: string; value: string; raw: string }[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const raw = equals < 0 ? '' : part.slice(equals + 1);
    const name = formDecode(equals < 0 ? part : part.slice(0, equals));
    const value = formDecode(raw);
    if (name === undefined || value === undefined || !isStorableText(name) || !isStorableText(value)) return undefined;
    pairs.push({ name, value, raw });
  }
  return pairs;
}

/** Decodes path parameters from the raw values the router cut out, whose names are given in the same order. */
export function readPathParameters(
  descriptors: readonly ParameterDescriptor[],
  names: readonly string[],
  raw: readonly string[],
): ParameterReading {
  const values = bareObject();
  for (const descriptor of descriptors) {
    const written = raw[names.indexOf(descriptor.name)];
    if (written === undefined) continue;
    const value = isPlainText(descriptor, written)
      ? { decoded: written }
      : delimited(descriptor, withoutPathPrefix(descriptor, written), pathSeparator(descriptor), percentDecode);
    if (value === undefined) return { ok: false, parameter: descriptor.name };
    values[descriptor.name] = value.decoded;
  }
  return { ok: true, values };
}

/** Decodes query parameters. Pairs that no descriptor names are ignored. */
export function readQueryParameters(descriptors: readonly ParameterDescriptor[], pairs: QueryPairs): ParameterReading {
  const values = bareObject();
  for (const descriptor of descriptors) {
    const value = queryValue(descriptor, pairs);
    if (value === 'malformed') return { ok: false, parameter: descriptor.name };
    if (value !== undefined) values[descriptor.name] = value.decoded;
  }
  return { ok: true, values };
}

/** Decodes header parameters; always of style `simple`, never percent-encoded. */
export function readHeaderParameters(
  descriptors: readonly ParameterDescriptor[],
  header: (name: string) => string | undefined,
): ParameterReading {
  const values = bareObject();
  for (const descriptor of descriptors) {
    const written = header(descriptor.name.toLowerCase());
    if (written === undefined) continue;
    const value = delimited(descriptor, written, ',', (text) => text.trim());
    if (value === undefined) return { ok: false, parameter: descriptor.name };
    values[descriptor.name] = value.decoded;
  }
  return { ok: true, values };
}

/**
 * Decodes cookie parameters, which are of style `form` (RFC 6265 §5.4 says how cookies travel). Names and values are percent-encoded only where
 * a sender did so; a lone `%` is a character like others.
 */
export function readCookieParameters(descriptors: readonly ParameterDescriptor[], header: string | undefined): ParameterReading {
  const values = bareObject();
  const pairs = readCookies(header);
  for (const descriptor of descriptors) {
    const own = pairs.find((pair) => pair.name === descriptor.name);
    if (own === undefined) continue;
    const value = delimited(descriptor, own.value, ',', (text) => percentDecode(text) ?? text);
    if (value === undefined) return { ok: false, parameter: descriptor.name };
    values[descriptor.name] = value.decoded;
  }
  return { ok: true, values };
}

/** The names and values of a Cookie header, as written; of two of one name the first, which has the longer path, comes first. */
export function readCookies(header: string | undefined): readonly { readonly name: string; readonly value: string }[] {
  const pairs: { name: string; value: string }[] = [];
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const value = part.slice(equals + 1).trim();
    const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
    pairs.push({ name: part.slice(0, equals).trim(), value: quoted ? value.slice(1, -1) : value });
  }
  return pairs;
}

/** Decodes the fields of a form body, each by its own shape; fields without one stay text. */
export function readForm(fields: { readonly [name: string]: ValueShape }, pairs: QueryPairs): DecodedParameters {
  const values = bareObject();
  const texts = new Map<string, string[]>();
  for (const { name, value } of pairs) {
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [value]);
    else known.push(value);
  }
  for (const [name, written] of texts) {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape?.kind === 'array') values[name] = written.map((text) => scalar(text, shape.items));
    else if (written.length > 1) values[name] = written;
    else values[name] = shape?.kind === 'scalar' ? scalar(written[0] ?? '', shape.kinds) : (written[0] ?? '');
  }
  return values;
}

/** The usual case, told from the others without effort: a text of unreserved characters (RFC 3986 §2.3) stands for itself. */
function isPlainText({ style, shape }: ParameterDescriptor, written: string): boolean {
  return style === 'simple' && shape.kind === 'scalar' && shape.kinds[0] === 'string' && /^[\w.~-]*$/.test(written);
}

interface Decoded {
  readonly decoded: unknown;
}

function queryValue(descriptor: ParameterDescriptor, pairs: QueryPairs): Decoded | 'malformed' | undefined {
  const { name, shape, style, explode } = descriptor;
  if (shape.kind === 'object' && style === 'deepObject') {
    return membersOf(shape.members, pairs, (member) => `${name}[${member}]`);
  }
  if (shape.kind === 'object' && style === 'form' && explode) return membersOf(shape.members, pairs, (member) => member);
  const own = pairs.filter((pair) => pair.name === name);
  const first = own[0];
  if (first === undefined) return undefined;
  if (shape.kind === 'array' && explode) return { decoded: own.map((pair) => scalar(pair.value, shape.items)) };
  // Given twice where one value belongs: an array is what no scalar schema accepts.
  if (own.length > 1) return { decoded: own.map((pair) => pair.value) };
  const separator = style === 'pipeDelimited' ? /\||%7C/i : style === 'spaceDelimited' ? /%20|\+/ : ',';
  return delimited(descriptor, first.raw, separator, formDecode) ?? 'malformed';
}

function membersOf(
  members: { readonly [name: string]: readonly ScalarKind[] },
  pairs: QueryPairs,
  nameOf: (member: string) => string,
): Decoded | undefined {
  const decoded = bareObject();
  for (const [member, kinds] of Object.entries(members)) {
    const own = pairs.filter((pair) => pair.name === nameOf(member));
    if (own.length === 1) decoded[member] = scalar(own[0]?.value ?? '', kinds);
    else if (own.length > 1) decoded[member] = own.map((pair) => pair.value);
  }
  return Object.keys(decoded).length === 0 ? undefined : { decoded };
}

/** `a,b` or `x,1,y,2` or `x=1,y=2` (exploded), cut before decoding so that an escaped separator is part of its value. */
function delimited(
  descriptor: ParameterDescriptor,
  written: string,
  separator: string | RegExp,
  decode: (text: string) => string | undefined,
): Decoded | undefined {
  const { shape } = descriptor;
  const decodeText = (text: string): string | undefined => {
    const value = decode(text);
    return value !== undefined && isStorableText(value) ? value : undefined;
  };
  if (shape.kind === 'scalar') {
    const text = decodeText(written);
    return text === undefined ? undefined : { decoded: scalar(text, shape.kinds) };
  }
  if (shape.kind === 'json') {
    const text = decodeText(written);
    return text === undefined ? undefined : jsonOrText(text);
  }
  const texts: string[] = [];
  for (const part of written === '' ? [] : written.split(separator)) {
    const text = decodeText(part);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  if (shape.kind === 'array') return { decoded: texts.map((text) => scalar(text, shape.items)) };
  const decoded = bareObject();
  const entries = descriptor.explode ? texts.map(cutAtEquals) : pairUp(texts);
  for (const [name, text] of entries) {
    decoded[name] = scalar(text, Object.hasOwn(shape.members, name) ? (shape.members[name] ?? ['string']) : ['string']);
  }
  return { decoded };
}

function cutAtEquals(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function pairUp(texts: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < texts.length; index += 2) pairs.push([texts[index] ?? '', texts[index + 1] ?? '']);
  return pairs;
}

function withoutPathPrefix(descriptor: ParameterDescriptor, written: string): string {
  if (descriptor.style === 'label') return written.replace(/^\./, '');
  if (descriptor.style !== 'matrix') return written;
  const exploded = descriptor.explode && descriptor.shape.kind !== 'scalar';
  const name = `;${descriptor.name}`;
  // What is empty is its name alone (RFC 6570 §3.2.7).
  if (!exploded) return written === name ? '' : written.startsWith(`${name}=`) ? written.slice(name.length + 1) : written;
  return descriptor.shape.kind === 'array'
    ? written.slice(1).split(';').map((part) => cutAtEquals(part)[1]).join(';')
    : written.replace(/^;/, '');
}

function pathSeparator(descriptor: ParameterDescriptor): string {
  if (descriptor.style === 'label') return descriptor.explode ? '.' : ',';
  return descriptor.style === 'matrix' && descriptor.explode ? ';' : ',';
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function scalar(text: string, kinds: readonly ScalarKind[]): unknown {
  for (const kind of kinds) {
    if (kind === 'string') return text;
    if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
    if (kind === 'null' && (text === 'null' || text === '')) return null;
    if ((kind === 'integer' || kind === 'number') && NUMBER.test(text)) {
      const value = Number(text);
      if (Number.isFinite(value) && (kind === 'number' || Number.isSafeInteger(value))) return value;
    }
  }
  return text;
}

/** How large the JSON of a parameter may be; its length is bounded where the head of a request is. */
const JSON_LIMITS = { maxDepth: 32, maxKeys: 1_000 };

/** JSON that a body would be refused for is refused in a parameter, too. What is no JSON is left to the validator. */
function jsonOrText(text: string): Decoded | undefined {
  const reading = readJson(text, JSON_LIMITS);
  if (reading.ok) return { decoded: reading.value };
  return reading.fault === 'syntax' ? { decoded: text } : undefined;
}
