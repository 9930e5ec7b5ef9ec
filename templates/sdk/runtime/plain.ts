import { isRecord } from './errors.js';

/** Writes a plain value the way parameters and form fields carry it: dates as RFC 3339, lists with commas, objects as JSON. */
export function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join();
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The same, percent-encoded; half a surrogate pair becomes U+FFFD, as everywhere in URLs. */
export function encoded(value: unknown): string {
  return encodeURIComponent(plain(value).replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** True for an object with members of its own, which a date is not. */
export function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !(value instanceof Date);
}

/** The members of an object that are given. */
export function given(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => isGiven(member));
}

/** True for everything but undefined and null. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
