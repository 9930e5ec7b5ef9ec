/** What handlers work with: contexts, scopes around handlers, and handlers called without a server. */
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../templates/server/runtime/errors.js';
import { decodeCursor, encodeCursor } from '../../../../templates/server/runtime/cursor.js';
import { callHandler } from '../../../../templates/server/runtime/testing.js';
import type { RuntimeOptions } from '../../../../templates/server/runtime/plan.js';
import { fixture } from './fixtureApi.js';

type Scope = NonNullable<RuntimeOptions['withContext']>;

/** A scope like a database's: what happened in it is kept when it resolves and forgotten when it rejects. */
function transactions(): { readonly kept: string[]; readonly withContext: Scope } {
  const kept: string[] = [];
  return {
    kept,
    withContext: async (_facts, _identity, handle) => {
      const pending: string[] = [];
      const handled = await handle({ write: (text: string) => pending.push(text) });
      kept.push(...pending);
      return handled;
    },
  };
}

interface Call {
  readonly path: { readonly thing_id: string };
  readonly context: { write(text: string): void };
}

describe('a scope around handlers', () => {
  it('ends well with a good answer, and badly with an error, whether it is thrown or returned', async () => {
    const { kept, withContext } = transactions();
    const getThing = ({ path: { thing_id }, context }: Call): unknown => {
      context.write(thing_id);
      if (thing_id === 'returned') return new ApiError('thing_not_found', { thing_id });
      if (thing_id === 'thrown') throw new ApiError('thing_not_found', { thing_id });
      if (thing_id === 'status') return { status: 404, body: { error: 'none' } };
      if (thing_id === 'broken') throw new RangeError('a secret');
      return { status: 200, body: { thing: thing_id } };
    };
    const { send, log } = fixture({ getThing }, { withContext });
    expect(await send('GET', '/things/good')).toMatchObject({ status: 200, body: { thing: 'good' } });
    expect(await send('GET', '/things/returned')).toMatchObject({ status: 404, body: { error_type: 'thing_not_found' } });
    expect(await send('GET', '/things/thrown')).toMatchObject({ status: 404, body: { error_type: 'thing_not_found' } });
    expect(await send('GET', '/things/status')).toMatchObject({ status: 404, body: { error: 'none' } });
    expect(await send('GET', '/things/broken')).toMatchObject({ status: 500, text: expect.not.stringContaining('secret') });
    expect(kept).toEqual(['good']);
    expect(log.filter(({ event }) => event === 'fault')).toMatchObject([{ message: 'a secret' }]);
  });

  it('may try again, and the last try counts', async () => {
    let tries = 0;
    const withContext: Scope = async (_facts, _identity, handle) => {
      await handle(0).catch(() => undefined);
      return handle(1);
    };
    const getThing = (): object => {
      tries += 1;
      if (tries === 1) throw new Error('a conflict of transactions');
      return { status: 200, body: { thing: tries } };
    };
    expect(await fixture({ getThing }, { withContext }).send('GET', '/things/a')).toMatchObject({ status: 200, body: { thing: 2 } });
  });

  it('fails the call when it fails after the handler, or loses what the handler said', async () => {
    const getThing = (): object => ({ status: 200, body: { thing: 1 } });
    const failing: Scope = async (_facts, _identity, handle) => {
      await handle(0);
      throw new Error('The commit failed.');
    };
    expect((await fixture({ getThing }, { withContext: failing }).send('GET', '/things/a')).status).toBe(500);
    const forgetful: Scope = () => Promise.resolve({ status: 200 });
    const { send, log } = fixture({ getThing }, { withContext: forgetful });
    expect((await send('GET', '/things/a')).status).toBe(500);
    expect(log).toMatchObject([{ reason: 'wrong_result' }, { status: 500 }]);
  });

  it('gets what is known of the call, and the handler the facts that the description does not name', async () => {
    const seen: unknown[] = [];
    const { send } = fixture(
      { getThing: (call: { facts: { header(name: string): string | undefined; method: string } }) => (seen.push(call.facts.header('User-Agent'), call.facts.method), { status: 200, body: { thing: 1 } }) },
      { withContext: (facts, identity, handle) => (seen.push(facts.operationId, identity.caller), handle(undefined)) },
    );
    await send('GET', '/things/a', { headers: { 'user-agent': 'test/1' } });
    expect(seen).toEqual(['getThing', undefined, 'test/1', 'GET']);
  });
});

describe('a handler without a server', () => {
  const handler = ({ path, context, apiError }: Call & { readonly apiError: (type: string) => ApiError; readonly memberSession: string | undefined }): { status: number } | ApiError => {
    if (path.thing_id === 'none') throw apiError('thing_not_found');
    if (path.thing_id === 'broken') throw new RangeError('broken');
    context.write(path.thing_id);
    return { status: 204 };
  };
  const written: string[] = [];
  const context = { write: (text: string) => written.push(text) };

  it('gives its result, also where that is a thrown error of the API', async () => {
    expect(await callHandler(handler, { path: { thing_id: 'a' }, context })).toEqual({ status: 204 });
    expect(written).toEqual(['a']);
    expect(await callHandler(handler, { path: { thing_id: 'none' }, context })).toMatchObject({ name: 'ApiError', type: 'thing_not_found' });
    await expect(callHandler(handler, { path: { thing_id: 'broken' }, context })).rejects.toThrow(RangeError);
    // @ts-expect-error A part that the handler needs.
    await expect(callHandler(handler, { context })).rejects.toThrow(TypeError);
  });
});

describe('a cursor', () => {
  const isPosition = (value: unknown): value is { readonly after: string } =>
    typeof value === 'object' && value !== null && 'after' in value && typeof value.after === 'string';

  it('comes back as it went', () => {
    const cursor = encodeCursor({ after: 'Zoë 💩/+?' });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, isPosition)).toEqual({ after: 'Zoë 💩/+?' });
  });

  it.each(['', '!', 'bm9uc2Vuc2U', encodeCursor({ before: 1 }), encodeCursor(null), 'A'.repeat(100_000), '____', 'w4Q'])('%# of a stranger is none', (cursor) => {
    expect(decodeCursor(cursor, isPosition)).toBeUndefined();
  });
});

it('cookies and base paths', async () => {
  const { definition, getThing } = await import('./fixtureApi.js');
  const cookie = { name: 'thing_theme', style: 'form', explode: true, shape: { kind: 'scalar', kinds: ['string'] } } as const;
  const api = { ...definition, operations: [{ ...getThing, basePath: '/v9', cookieParameters: [cookie] }] };
  const handlers = { getThing: ({ cookies }: { cookies: { thing_theme?: string } }) => ({ status: 200, body: { thing: cookies.thing_theme ?? 'none' } }) };
  const plain = fixture(handlers, {}, api);
  expect((await plain.send('GET', '/things/a', { headers: { cookie: 'x=1; thing_theme="d%20k"; thing_theme=light' } })).body['thing']).toBe('d k');
  expect((await plain.send('GET', '/things/a', { headers: { cookie: 'thing_theme=50%' } })).body['thing']).toBe('50%');
  expect((await plain.send('GET', '/things/a', { headers: { cookie: 'thing_theme=%00' } })).status).toBe(400);
  expect((await plain.send('GET', '/things/a')).body['thing']).toBe('none');
  for (const [basePath, found, missed] of [['documented', '/v9/things/a', '/things/a'], ['/api/', '/api/things/a', '/things/a']] as const) {
    const { send, server } = fixture(handlers, { basePath }, api);
    expect((await send('GET', found)).status).toBe(200);
    expect(await send('GET', missed)).toMatchObject({ status: 404, body: { error_type: 'route_not_found' } });
    expect([server.hasPath(found), server.hasPath(missed)]).toEqual([true, false]);
  }
});

it('ignores what a client repeats of the path in a closed body, and nothing else', async () => {
  const { createThing, definition } = await import('./fixtureApi.js');
  const api = { ...definition, operations: [{ ...createThing, path: '/things/{thing_id}' }] };
  const seen: unknown[] = [];
  const { send } = fixture({ createThing: ({ body }: { body: unknown }) => (seen.push(body), { status: 200, body: { thing: 1 } }) }, {}, api);
  expect((await send('POST', '/things/a', { body: { thing_id: 'a', name: 'n' } })).status).toBe(200);
  expect(seen).toEqual([{ name: 'n' }]);
  expect((await send('POST', '/things/a', { body: { thing_id: 'a', name: 'n', other: 1 } })).status).toBe(400);
});
