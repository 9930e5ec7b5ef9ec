import { describe, expect, test } from 'vitest';
import { readErrorBody } from '../../../../templates/sdk/runtime/errorBody.js';
import { interpret } from '../../../../templates/sdk/runtime/interpret.js';
import { ApiError, SdkError } from '../../../../templates/sdk/runtime/index.js';
import { checkError } from '../../../../templates/sdk/runtime/isError.js';

describe('readErrorBody', () => {
  test.each([
    ['RFC 9457', { type: 'https://example.com/out-of-credit', title: 'No credit', detail: 'Balance is 30.' }, 'https://example.com/out-of-credit', 'Balance is 30.'],
    ['an envelope', { error: { code: 'not_found', message: 'Gone.' } }, 'not_found', 'Gone.'],
    ['a message alone', { message: 'Nope.' }, 'http_418', 'Nope.'],
    ['nothing', undefined, 'http_418', ''],
  ])('reads %s', (_, body, type, message) => {
    expect(readErrorBody(body, 418)).toMatchObject({ type, message });
  });

  test('takes only web addresses as documentation', () => {
    expect(readErrorBody({ error_url: 'javascript:alert(1)' }, 400).docsUrl).toBeUndefined();
    expect(readErrorBody({ error_url: 'https://a.example/x' }, 400).docsUrl).toBe('https://a.example/x');
  });
});

/** A small generator of numbers that are the same on every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test('no error body, however broken, makes the client fail in another way', () => {
  const random = randomNumbers(7);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const names = ['status_code', 'request_id', 'error_type', 'error_message', 'error_url', 'error_details', 'error', 'error_description', 'details', '__proto__', 'toString'];
  const value = (depth: number): unknown => {
    const made = [null, true, 0, -1e308, '', 'bad_request', 'x'.repeat(500), '\u0000\ud800', [], {}, ['a', 1]];
    if (depth > 0 && random() < 0.4) return Object.fromEntries(names.filter(() => random() < 0.3).map((name) => [name, value(depth - 1)]));
    return pick(made);
  };
  for (let run = 0; run < 3_000; run += 1) {
    const text = random() < 0.15 ? (pick(['', '<html>', '{', 'null', '[1', '"text"', '\ufeff{}']) ?? '') : JSON.stringify(value(3)) ?? '';
    const status = pick([400, 401, 404, 429, 499, 500, 599, 300, 304, 418]) ?? 400;
    const outcome = interpret(
      { kind: 'answer', response: new Response(null, { status }), chunks: [new TextEncoder().encode(text)] },
      { operation: { id: 'call', method: 'GET', path: '/', retry: 'safe' }, secrets: [], signal: undefined, attempts: 1 },
    );
    if (!(outcome instanceof SdkError)) throw new Error(`Taken for a success: ${status} ${text}`);
    expect(outcome.status).toBe(status);
    expect(typeof outcome.type).toBe('string');
    expect(typeof outcome.message).toBe('string');
    expect(() => JSON.stringify(outcome)).not.toThrow();
    if (outcome instanceof ApiError) {
      expect(['string', 'undefined']).toContain(typeof outcome.requestId);
      expect(['string', 'undefined']).toContain(typeof outcome.docsUrl);
      expect(outcome.details === undefined || (typeof outcome.details === 'object' && !Array.isArray(outcome.details))).toBe(true);
    }
  }
});

test('checkError tells one or several types', () => {
  const error = new ApiError({ type: 'bad_request', status: 400, operation: 'call', message: '', retryable: false }, undefined);
  expect(checkError(error, 'bad_request')).toBe(true);
  expect(checkError(error, 'other', 'bad_request')).toBe(true);
  expect(checkError(error, 'other')).toBe(false);
  expect(checkError(new Error('bad_request'), 'bad_request')).toBe(false);
});
