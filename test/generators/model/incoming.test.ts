import { describe, expect, it } from 'vitest';
import type { ApiModel, IncomingRequest, Json } from '../../../generators/model/model.js';
import { build, modelOf, problemsOf } from './support.js';

type JsonObject = { readonly [key: string]: Json };

const ok = { responses: { 200: { description: 'OK' } } };
const payload = { requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } } } };
const components = { schemas: { Event: { type: 'object', properties: { type: { type: 'string' } } } } };

/** A document with one call. */
function withCall(call: JsonObject, members: JsonObject = {}): JsonObject {
  return { paths: { '/subscriptions': { post: { operationId: 'subscribe', ...ok, ...call } } }, components, ...members };
}

function callbacksOf(model: ApiModel): readonly IncomingRequest[] {
  return model.operations.flatMap(({ callbacks }) => callbacks);
}

describe('webhooks', () => {
  it('are requests apart from the calls', () => {
    const { model, problems } = build({
      webhooks: { 'thing.changed': { summary: 'A thing has changed', post: { ...payload, ...ok } } },
      components,
    });
    expect(problems).toEqual([]);
    expect(model.operations).toEqual([]);
    expect(model.webhooks).toHaveLength(1);
    const [webhook] = model.webhooks;
    expect(webhook).toMatchObject({ kind: 'webhook', name: 'thing.changed', id: 'onThingChanged', method: 'POST', path: 'thing.changed', sdkPath: [], summary: 'A thing has changed' });
    expect(webhook?.requestBody?.contents[0]?.schema.ref?.name).toBe('Event');
    expect(webhook?.responses.map(({ status }) => status)).toEqual(['200']);
  });

  it('come by reference, under x-webhooks too, and have the security that they say', () => {
    const { webhooks } = modelOf({
      openapi: '3.0.3',
      security: [{ key: [] }],
      'x-webhooks': { ping: { $ref: '#/components/x-items/Ping' }, signed: { post: { security: [{ key: [] }], ...ok } } },
      components: {
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'Signature' } },
        'x-items': { Ping: { parameters: [{ name: 'id', in: 'path', required: true, schema: {} }, { name: 'Attempt', in: 'header', schema: { type: 'integer' } }], post: ok } },
      },
    });
    expect(webhooks.map(({ name, security }) => `${name} ${security.length}`)).toEqual(['ping 0', 'signed 1']);
    // There is no path that a parameter could be in.
    expect(webhooks[0]?.parameters.map(({ name }) => name)).toEqual(['Attempt']);
  });

  it('have ids of their own', () => {
    const model = modelOf({
      paths: { '/a': { get: { operationId: 'onPing', ...ok } } },
      webhooks: { ping: { post: ok, put: ok }, 'ping!': { post: ok }, other: { post: { operationId: 'told', ...ok } } },
    });
    expect(model.webhooks.map(({ id }) => id)).toEqual(['onPingPost', 'onPingPut', 'onPing2', 'told']);
  });

  it('with the id of a call are an error and get another', () => {
    const members = { paths: { '/a': { get: { operationId: 'ping', ...ok } } }, webhooks: { ping: { post: { operationId: 'ping', ...ok } } } };
    expect(problemsOf(members)).toEqual(['error duplicate-operation-id /webhooks/ping/post/operationId']);
    expect(build(members).model.webhooks.map(({ id }) => id)).toEqual(['ping2']);
  });

  it('are a group of the navigation that is made, and a page of the one that is written', () => {
    const webhooks = { ended: { post: { summary: 'It has ended', tags: ['Things'], ...ok } } };
    const derived = modelOf({ webhooks, paths: { '/a': { get: ok } } }).navigation;
    expect(derived.map(({ title }) => title)).toEqual(['Operations', 'Webhooks']);
    expect(derived[1]?.pages).toMatchObject([{ kind: 'webhook', title: 'It has ended', slug: 'webhooks/on-ended' }]);
    const written = { webhooks, 'x-navigation': [{ title: 'Events', pages: [{ title: 'Ended', webhook: 'onEnded' }, { title: 'None', webhook: 'none' }] }] };
    expect(build(written).model.navigation[0]?.pages).toMatchObject([{ kind: 'webhook', title: 'Ended', slug: 'events/ended' }]);
    expect(problemsOf(written)).toEqual(['error unknown-operation /x-navigation/0/pages/1/webhook']);
  });

  it('bring the schemas only they use', () => {
    const { webhooks } = modelOf({ webhooks: { a: { post: { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { id: { type: 'string' } } } } } }, ...ok } } } });
    expect([...(webhooks[0]?.requestBody?.contents[0]?.schema.properties?.keys() ?? [])]).toEqual(['id']);
  });
});

describe('callbacks', () => {
  it('hang on their call with the expression they are sent to', () => {
    const model = modelOf(withCall({ callbacks: { event: { '{$request.body#/url}': { post: { ...payload, ...ok } }, 'x-note': 'no expression' } } }));
    expect(callbacksOf(model)).toMatchObject([
      { kind: 'callback', name: 'event', expression: '{$request.body#/url}', path: '{$request.body#/url}', id: 'subscribeOnEvent', method: 'POST' },
    ]);
    expect(model.webhooks).toEqual([]);
  });

  it('that several calls refer to are one', () => {
    const shared = { callbacks: { event: { $ref: '#/components/callbacks/Event' } }, ...ok };
    const model = modelOf({
      paths: { '/a': { post: { operationId: 'a', ...shared } }, '/b': { post: { operationId: 'b', ...shared } } },
      components: { ...components, callbacks: { Event: { 'https://example.com': { post: { operationId: 'told', ...ok } } } } },
    });
    const [first, second] = callbacksOf(model);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it('may have themselves as a callback', () => {
    const members = withCall(
      { callbacks: { again: { $ref: '#/components/callbacks/Again' } } },
      { components: { callbacks: { Again: { '{$request.body#/url}': { post: { callbacks: { again: { $ref: '#/components/callbacks/Again' } }, ...ok } } } } } },
    );
    const [again] = callbacksOf(modelOf(members));
    expect(again?.callbacks).toEqual([again]);
  });

  it('that lead nowhere are located', () => {
    expect(problemsOf(withCall({ callbacks: { event: { $ref: '#/components/callbacks/None' } } }))).toEqual([
      'error ref-not-found /paths/~1subscriptions/post/callbacks/event/$ref',
    ]);
  });
});

describe('links', () => {
  const linked = (links: JsonObject): JsonObject => ({
    paths: {
      '/a': { post: { operationId: 'make', responses: { 201: { description: 'made', links } } } },
      '/a/{id}': { get: { operationId: 'read', parameters: [{ name: 'id', in: 'path', required: true, schema: {} }], ...ok } },
    },
  });

  it('lead to calls by id and by place', () => {
    const model = modelOf(
      linked({
        byId: { operationId: 'read', description: 'It.', parameters: { 'path.id': '$response.body#/id', count: 3 } },
        byPlace: { operationRef: '#/paths/~1a~1%7Bid%7D/get', requestBody: '$request.body' },
        elsewhere: { operationRef: 'https://example.com/openapi.json#/paths/~1b/get' },
      }),
    );
    const [make, read] = model.operations;
    const [byId, byPlace, elsewhere] = make?.responses[0]?.links ?? [];
    expect(byId).toMatchObject({ name: 'byId', description: 'It.', reference: 'read', parameters: [{ name: 'path.id', value: '$response.body#/id' }, { name: 'count', value: 3 }] });
    expect([byId?.operation, byPlace?.operation, elsewhere?.operation]).toEqual([read, read, undefined]);
    expect([byPlace?.requestBody, elsewhere?.reference]).toEqual(['$request.body', 'https://example.com/openapi.json#/paths/~1b/get']);
  });

  it('that lead nowhere are warned of', () => {
    expect(problemsOf(linked({ a: { operationId: 'none' }, b: { operationRef: '#/paths/~1b/get' }, c: {} }))).toEqual([
      'warning unknown-operation /paths/~1a/post/responses/201/links/a',
      'warning unknown-operation /paths/~1a/post/responses/201/links/b',
      'warning unknown-operation /paths/~1a/post/responses/201/links/c',
    ]);
  });
});
