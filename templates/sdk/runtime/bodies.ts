/** The ways a request body is written. A call's description names the one it needs. */
import { isRecord } from './errors.js';
import { plain } from './plain.js';

/** What fetch takes, streams aside: everything that can be sent a second time. */
export type Body = string | URLSearchParams | FormData | Blob | Uint8Array<ArrayBuffer>;

/** Writes a body, and its Content-Type unless the platform does. `type` is the media type, where it is not the usual one. */
export type BodyEncoder = (value: unknown, headers: Headers, type: string | undefined) => Body;

/** JSON; a `Date` becomes an RFC 3339 timestamp. */
export const json: BodyEncoder = (value, headers, type = 'application/json') => {
  headers.set('content-type', type);
  return JSON.stringify(value);
};

/** `application/x-www-form-urlencoded`; a list becomes repeated fields. */
export const form: BodyEncoder = (value) => {
  const fields = new URLSearchParams();
  for (const [name, item] of entries(value)) fields.append(name, plain(item));
  return fields;
};

/** `multipart/form-data`; a list becomes repeated fields, a `Blob` a file. */
export const multipart: BodyEncoder = (value) => {
  const fields = new FormData();
  for (const [name, item] of entries(value)) {
    if (item instanceof Blob) fields.append(name, item);
    else fields.append(name, plain(item));
  }
  return fields;
};

/** Text, bytes or a `Blob`, as it is. */
export const raw: BodyEncoder = (value, headers, type) => {
  if (type !== undefined) headers.set('content-type', type);
  return value instanceof Blob || isBytes(value) ? value : plain(value);
};

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(isRecord(value) ? value : {})
    .flatMap(([name, member]) => (Array.isArray(member) ? member : [member]).map((item: unknown) => [name, item] as const))
    .filter(([, item]) => item !== undefined && item !== null);
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array;
}
