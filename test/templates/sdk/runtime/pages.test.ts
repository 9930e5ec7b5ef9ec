import { afterEach, describe, expect, test } from 'vitest';
import { json } from '../../../../templates/sdk/runtime/bodies.js';
import { bindPaged, type ItemAt, pagedOperation } from '../../../../templates/sdk/runtime/pages.js';
import { repeat } from '../../../../templates/sdk/runtime/parameters.js';
import type { CallOptions } from '../../../../templates/sdk/runtime/index.js';
import { connectTo, type AnyParams } from './client.js';
import { answer, startServer, type TestServer } from './server.js';

interface Page {
  readonly things: readonly number[];
  readonly meta?: { readonly next: string | null };
}

const search = pagedOperation<AnyParams, CallOptions, Page, ItemAt<Page, 'things'>, unknown>(
  { id: 'search', method: 'POST', path: '/search', body: { encode: json, required: true }, retry: 'safe' },
  { cursor: 'cursor', nextCursor: 'meta.next', items: 'things' },
);

let server: TestServer;
afterEach(() => server.close());

/** Three pages; the last has the given end. */
async function startPages(last: object): Promise<TestServer> {
  server = await startServer(({ body, url }, response) => {
    const cursor: unknown = url.includes('cursor=') ? new URL(url, 'http://x').searchParams.get('cursor') : (JSON.parse(body || '{}') as { cursor?: string }).cursor;
    if (cursor === undefined) answer(response, 200, { things: [1, 2], meta: { next: 'c-1' } });
    else if (cursor === 'c-1') answer(response, 200, { things: [3, 4], meta: { next: 'c-2' } });
    else answer(response, 200, { things: [5], ...last });
  });
  return server;
}

async function collect<Item>(walk: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of walk) found.push(item);
  return found;
}

describe('a walk', () => {
  test.each([
    ['no cursor', {}],
    ['a null cursor', { meta: { next: null } }],
    ['an empty cursor', { meta: { next: '' } }],
  ])('ends at %s', async (_, last) => {
    const { baseUrl, seen } = await startPages(last);
    expect(await collect(search.items(connectTo(baseUrl), { name: 'n' }))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.map(({ body }) => body)).toEqual(['{"name":"n"}', '{"name":"n","cursor":"c-1"}', '{"name":"n","cursor":"c-2"}']);
  });

  test('over pages gives whole answers, of a bound call too', async () => {
    const { baseUrl } = await startPages({});
    const bound = bindPaged(connectTo(baseUrl), search);
    const pages = await collect(bound.pages());
    expect(pages.map(({ things }) => things)).toEqual([[1, 2], [3, 4], [5]]);
    expect(await bound({})).toMatchObject({ things: [1, 2] });
  });

  test.each([
    [3, [1, 2, 3], 2],
    [2, [1, 2], 1],
    [0, [], 0],
    [-1, [], 0],
    [99, [1, 2, 3, 4, 5], 3],
  ])('of at most %d items asks for no page it does not need', async (limit, items, requests) => {
    const { baseUrl, seen } = await startPages({});
    expect(await collect(search.items(connectTo(baseUrl), {}, { limit }))).toEqual(items);
    expect(seen).toHaveLength(requests);
  });

  test('that is left early asks for nothing more', async () => {
    const { baseUrl, seen } = await startPages({});
    for await (const item of search.items(connectTo(baseUrl))) if (item === 2) break;
    expect(seen).toHaveLength(1);
  });

  test('fails when the API goes round in circles', async () => {
    const { baseUrl, seen } = await startPages({ meta: { next: 'c-1' } });
    await expect(collect(search.items(connectTo(baseUrl)))).rejects.toMatchObject({ type: 'unreadable_response', operation: 'search' });
    expect(seen).toHaveLength(3);
  });

  test('puts the cursor into the query, or deep into the body, where it belongs', async () => {
    const { baseUrl, seen } = await startPages({});
    const spec = { id: 'list', path: '/list', retry: 'safe' } as const;
    const paging = { nextCursor: 'meta.next', items: 'things' };
    const inQuery = pagedOperation<AnyParams, CallOptions, Page, number, unknown>({ ...spec, method: 'GET', parameters: { cursor: repeat } }, { ...paging, cursor: 'cursor' });
    expect(await collect(inQuery.items(connectTo(baseUrl)))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.map(({ url }) => url)).toEqual(['/list', '/list?cursor=c-1', '/list?cursor=c-2']);
    const inBody = pagedOperation<AnyParams, CallOptions, Page, number, unknown>(
      { ...spec, method: 'POST', body: { encode: json, member: 'body', required: true } },
      { ...paging, cursor: 'body.cursor' },
    );
    expect(await collect(inBody.items(connectTo(baseUrl), { body: { name: 'n' } }))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.at(-1)?.body).toBe('{"name":"n","cursor":"c-2"}');
  });
});
