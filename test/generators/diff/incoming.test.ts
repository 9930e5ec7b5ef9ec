/** What changed in what an API sends. */
import { expect, test } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { differenceOf, type JsonObject } from './documents.js';

const body = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({ content: { 'application/json': { schema: { type: 'object', required, properties } } } });
const text = { type: 'string' };

/** A document with a webhook and a callback of the same payload and answer. */
function documentWith(payload: JsonObject, answer: JsonObject = body({ ok: text }), more: JsonObject = {}): Json {
  const request = { parameters: [{ name: 'Signature', in: 'header', schema: text }], requestBody: payload, responses: { 200: { description: 'Taken.', ...answer } }, ...more };
  return {
    openapi: '3.1.0',
    info: { title: 'Events', version: '1' },
    paths: { '/a': { post: { operationId: 'a', responses: { 200: { description: 'Done.' } }, callbacks: { done: { '{$request.body#/url}': { post: request } } } } } },
    webhooks: { changed: { post: request, put: { responses: {} } } },
  };
}

async function told(old: Json, now: Json): Promise<readonly string[]> {
  const { changes } = await differenceOf(old, now);
  return changes.map(({ level, rule, subject, at }) => `${level} ${rule} ${subject.kind === 'operation' ? `${subject.method} ${subject.path}` : subject.kind}${at === '' ? '' : ` ${at}`}`);
}

test('a payload is what its receiver reads', async () => {
  expect(await told(documentWith(body({ id: text, name: text })), documentWith(body({ id: text })))).toEqual([
    'breaking property-removed POST changed payload.name',
    'breaking property-removed POST {$request.body#/url} payload.name',
  ]);
});

test('an answer is what its receiver writes', async () => {
  const [first] = await told(documentWith(body({})), documentWith(body({}), body({ ok: text }, ['ok'])));
  expect(first).toMatch(/^breaking [a-z-]*required[a-z-]* POST changed 200 answer\.ok$/);
});

test('a header that does not come any more is missed, and so is a webhook of a method', async () => {
  const { webhooks, ...others } = Object(documentWith(body({}))) as JsonObject;
  expect(await told({ ...others, webhooks: webhooks ?? {} }, documentWith(body({}), body({ ok: text }), { parameters: [] }))).toContain('breaking header-removed POST changed header parameter Signature');
  expect(await told({ ...others, webhooks: webhooks ?? {} }, { ...others, webhooks: { changed: { put: { responses: {} } } } })).toEqual(['breaking webhook-removed POST changed']);
});

test('a callback that is gone is told, unless its call is', async () => {
  const old = documentWith(body({}));
  const { paths: _, ...rest } = Object(old) as JsonObject;
  expect(await told(old, { ...rest, paths: { '/a': { post: { operationId: 'a', responses: { 200: { description: 'Done.' } } } } } })).toEqual(['breaking webhook-removed POST {$request.body#/url}']);
  expect(await told(old, { ...rest, paths: {} })).toEqual(['breaking operation-removed POST /a']);
});
