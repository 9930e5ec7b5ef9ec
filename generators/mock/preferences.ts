/** What a caller asks of the mock in the `Prefer` header (RFC 7240). */
import type { IHttpOperation, IHttpOperationResponse } from '@stoplight/types';
import { nearest } from '../suggest.js';

/** A wish that can be granted. */
export interface Preferences {
  readonly code?: number;
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
}

/**
 * Reads the preferences `code`, `example`, `dynamic` and `seed`; others are not ours and are ignored.
 * An example asked for without a code is looked for in every response.
 *
 * @returns the preferences, or why they cannot be granted
 */
export function preferencesFrom(header: string | undefined, operation: IHttpOperation): Preferences | { readonly fault: string } {
  const wishes = new Map<string, string>();
  for (const part of (header ?? '').split(/[,;]/)) {
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim());
    // Of a repeated preference the first counts (RFC 7240 §2).
    if (name !== '' && !wishes.has(name.toLowerCase())) wishes.set(name.toLowerCase(), value.replace(/^"(.*)"$/, '$1'));
  }
  const wished = wishes.get('code');
  const example = wishes.get('example');
  const dynamic = wishes.get('dynamic');
  const seed = wishes.get('seed');
  if (wished !== undefined && !/^[1-5]\d\d$/.test(wished)) return { fault: `Prefer: ${JSON.stringify(wished)} is no status code.` };

  if (wished?.startsWith('1') === true) return { fault: `Prefer: ${wished} ends no call (RFC 9110 §15.2).` };
  let code = wished === undefined ? undefined : Number(wished);
  if (code !== undefined && responseFor(operation, code) === undefined) {
    return { fault: `Prefer: this call has no response ${code}; it has ${statuses(operation).join(', ')}.` };
  }
  if (example !== undefined) {
    const candidates = code === undefined ? operation.responses : [responseFor(operation, code)];
    const response = candidates.find((candidate) => candidate !== undefined && examplesOf(candidate).includes(example));
    if (response === undefined) {
      const where = code === undefined ? '' : ` for ${code}`;
      const known = candidates.flatMap((candidate) => (candidate === undefined ? [] : examplesOf(candidate)));
      return { fault: `Prefer: this call has no example ${JSON.stringify(example)}${where}${hint(example, [...new Set(known)])}` };
    }
    code ??= /^\d{3}$/.test(response.code) ? Number(response.code) : undefined;
  }
  return {
    ...(code === undefined ? {} : { code }),
    ...(example === undefined ? {} : { exampleKey: example }),
    ...(dynamic === undefined ? {} : { dynamic: dynamic !== 'false' }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** What could have been meant: all there is when that is little, else what is nearest. */
function hint(word: string, known: readonly string[]): string {
  if (known.length <= 8) return known.length === 0 ? '.' : `; it has ${known.join(', ')}.`;
  const near = nearest(word, known);
  return near === undefined ? `; it has ${known.length} others.` : `. Did you mean ${near}?`;
}

function responseFor(operation: IHttpOperation, code: number): IHttpOperationResponse | undefined {
  const range = `${Math.floor(code / 100)}XX`;
  const find = (wanted: string): IHttpOperationResponse | undefined => operation.responses.find((response) => response.code.toUpperCase() === wanted);
  return find(String(code)) ?? find(range) ?? find('DEFAULT');
}

function statuses(operation: IHttpOperation): readonly string[] {
  return operation.responses.map((response) => response.code);
}

function examplesOf(response: IHttpOperationResponse): readonly string[] {
  return (response.contents ?? []).flatMap((content) => (content.examples ?? []).map((example) => example.key));
}
