import { describe, expect, it } from 'vitest';
import { fixture, type SendOptions, type Sent } from './fixtureApi.js';

async function create(options: SendOptions, limits = {}): Promise<Sent & { readonly seen: unknown }> {
  let seen: unknown = 'the handler was not called';
  const { send } = fixture({ createThing: ({ body }: { body: unknown }) => ((seen = body), { status: 200, body: { thing: 1 } }) }, { limits });
  return { ...(await send('POST', '/things', options)), seen };
}

function fields(sent: Sent): unknown {
  const details: unknown = sent.body['error_details'];
  return typeof details === 'object' && details !== null && 'fields' in details ? details.fields : details;
}

describe('media types', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json; x=y'])(
    'takes %s',
    async (type) => {
      expect((await create({ body: { name: 'n' }, headers: { 'content-type': type } })).seen).toEqual({ name: 'n' });
    },
  );

  it('takes a form, each field by its type', async () => {
    const type = 'application/x-www-form-urlencoded';
    expect((await create({ body: 'name=a+b&count=3', headers: { 'content-type': type } })).seen).toEqual({ name: 'a b', count: 3 });
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'nonsense',
    'application/json, text/plain',
    '*/*',
  ])('refuses %s with 400, this API knowing no 415', async (type) => {
    const sent = await create({ body: '{"name":"n"}', headers: { 'content-type': type } });
    expect(sent).toMatchObject({ status: 400, body: { error_type: 'bad_request' }, seen: 'the handler was not called' });
  });

  it('refuses a compressed body', async () => {
    expect((await create({ body: { name: 'n' }, headers: { 'content-encoding': 'gzip' } })).status).toBe(400);
  });

  it('refuses a body that says no type', async () => {
    const { send } = fixture({ createThing: () => ({ status: 200, body: { thing: 1 } }) });
    const bytes = new TextEncoder().encode('{"name":"n"}');
    expect((await send('POST', '/things', { body: bytes, headers: { 'content-type': '' } })).status).toBe(400);
  });

  it('refuses a missing body', async () => {
    for (const options of [{}, { body: '' }]) {
      expect(await create(options)).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
    }
  });
});

describe('limits', () => {
  it.each([
    ['bytes', { maxBytes: 10 }, '{"name":"too long"}'],
    ['depth', { maxDepth: 3 }, '{"name":"n","metadata":[[[1]]]}'],
    ['keys', { maxKeys: 2 }, '{"name":"n","metadata":{"a":1}}'],
  ])('of %s: 400, this API knowing no 413', async (_, limits, body) => {
    expect(await create({ body }, limits)).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
    expect((await create({ body }, {})).status).toBe(200);
  });

  it('stops reading an endless body', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024).fill(0x20));
      },
    });
    expect((await create({ body }, { maxBytes: 10_000 })).status).toBe(400);
    expect(sent).toBeLessThan(20);
  });

  it('stops waiting for a body that trickles', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await create({ body }, { timeoutMs: 20 })).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
    expect(cancelled).toBe(true);
  });

  it('answers 499 when the body breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('reset')) });
    expect((await create({ body })).status).toBe(499);
  });
});

describe('hostile bodies', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  it.each<[string, string | Uint8Array<ArrayBuffer>, unknown]>([
    ['not JSON', '{"name":', [{ in: 'body', pointer: '', message: 'The body is not valid JSON.' }]],
    ['an empty document', ' ', [{ in: 'body', pointer: '', message: 'The body is not valid JSON.' }]],
    ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), { reason: 'The body is not valid UTF-8.' }],
    ['an overlong encoding', Uint8Array.of(0x22, 0xc0, 0x80, 0x22), { reason: 'The body is not valid UTF-8.' }],
    ['an encoded surrogate', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), { reason: 'The body is not valid UTF-8.' }],
    ['a duplicate key', '{"name":"a","name":"b"}', [{ in: 'body', pointer: '/name', message: 'A member occurs twice.' }]],
    ['__proto__', '{"name":"n","metadata":{"__proto__":{"admin":true}}}', [{ in: 'body', pointer: '/metadata/__proto__', message: expect.any(String) }]],
    ['constructor.prototype', '{"name":"n","metadata":{"constructor":{"prototype":{}}}}', expect.any(Array)],
    ['a huge number', '{"name":"n","count":1e999}', expect.any(Array)],
    ['an inexact number', '{"name":"n","metadata":12345678901234567890}', expect.any(Array)],
    ['a lone surrogate', '{"name":"\\ud83d"}', expect.any(Array)],
    ['NUL', '{"name":"a\\u0000b"}', expect.any(Array)],
    ['a deep text', `{"name":"n","metadata":${deep}}`, expect.any(Array)],
  ])('%s: bad_request, with its place', async (_, body, details) => {
    const sent = await create({ body });
    expect(sent).toMatchObject({ status: 400, body: { error_type: 'bad_request', error_message: 'The request could not be understood.' } });
    expect(fields(sent)).toEqual(details);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('a byte order mark is not part of the text', async () => {
    expect((await create({ body: '\ufeff{"name":"n"}' })).seen).toEqual({ name: 'n' });
  });

  it.each(['name=%', 'name=%ff', 'name=%00'])('a form of %s', async (body) => {
    const sent = await create({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(sent).toMatchObject({ status: 400, body: { error_type: 'bad_request' } });
  });

  it('a form field named __proto__ is a field that is not known', async () => {
    const sent = await create({ body: 'name=n&__proto__=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(sent.status).toBe(400);
    expect(fields(sent)).toMatchObject([{ pointer: '/__proto__', keyword: 'additionalProperties' }]);
  });
});

describe('what validators find', () => {
  it('is the generic error where the description names none', async () => {
    const outOfBounds = await create({ body: { name: 'n', count: 1_000 } });
    expect(outOfBounds.body).toMatchObject({ error_type: 'invalid_argument', error_message: 'The argument "count" is not valid.' });
    const sent = await create({ body: { name: 'n', count: 'three', other: 1 } });
    expect(sent).toMatchObject({ status: 400, body: { error_type: 'bad_request', error_message: 'The request could not be understood.' } });
    expect(fields(sent)).toEqual([
      { in: 'body', pointer: '/count', keyword: 'type', expected: 'an integer', message: '/count must be an integer.' },
      { in: 'body', pointer: '/other', keyword: 'additionalProperties', expected: 'absent', message: '/other must be absent.' },
    ]);
  });

  it('is the error the description names for the field, never one about state', async () => {
    const sent = await create({ body: { name: 'n', slug: 'Not A Slug\u0007' } });
    expect(sent.body).toMatchObject({ error_type: 'invalid_thing_slug', error_message: 'The slug "Not A Slug�" is not valid.' });
    expect(fields(sent)).toMatchObject([{ pointer: '/slug', keyword: 'pattern' }]);
  });

  it('is that error also where the request lacks what its message names: no handler is to blame', async () => {
    const { send, log } = fixture({ createThing: () => ({ status: 200, body: { thing: 'x' } }) }, { development: true });
    const sent = await send('POST', '/things', { body: { name: 'n', slug: {} } });
    expect(sent).toMatchObject({ status: 400, body: { error_type: 'invalid_thing_slug', error_message: 'The slug "slug" is not valid.' } });
    expect(log.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('is the error for a missing field where there is one', async () => {
    expect((await create({ body: { slug: 'a' } })).body).toMatchObject({ error_type: 'thing_name_missing' });
  });

  it('never echoes a long value whole, or a sensitive one at all', async () => {
    const sent = await create({ body: { name: 'n', slug: `${'A'.repeat(5_000)}`, secret: 'hunter2' } });
    expect(sent.text.length).toBeLessThan(1_500);
    expect(sent.text).not.toContain('hunter2');
  });

  it('lists a limited number of places', async () => {
    const body = Object.fromEntries([['name', 'n'], ...Array.from({ length: 500 }, (_, index) => [`x${index}`, 1])]);
    expect(fields(await create({ body }))).toHaveLength(20);
  });

  it('covers query and headers before the body', async () => {
    const { send } = fixture({ createThing: () => ({ status: 200, body: { thing: 1 } }) });
    const sent = await send('POST', '/things?dry_run=maybe', { body: 'not even json' });
    expect(sent.body['error_type']).toBe('bad_request');
    expect(fields(sent)).toMatchObject([{ in: 'query', pointer: '/dry_run' }]);
  });
});

it('answers an OAuth 2.0 endpoint in its own form', async () => {
  const { send } = fixture({ issueToken: () => ({ status: 200, body: {} }) });
  const sent = await send('POST', '/token', { body: '%', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  expect([sent.status, sent.body]).toEqual([
    400,
    {
      status_code: 400,
      request_id: 'request-id-test-1',
      error: 'bad_request',
      error_description: 'The request could not be understood.',
      error_uri: 'https://docs.example/errors/400#bad_request',
    },
  ]);
});
