/** The validators of webhooks and callbacks: the receiver reads what a call would write. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationValidators, Validate } from '../../../templates/validators/runtime/types.js';
import { generate, writeJavaScript, type Document } from './support.js';

const payload = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } } };
const components = {
  schemas: {
    Event: {
      type: 'object',
      required: ['id', 'secret'],
      properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } },
    },
  },
};

const document: Document = {
  openapi: '3.1.0',
  info: { title: 'Events', version: '1' },
  paths: {
    '/subscriptions': {
      post: {
        operationId: 'subscribe',
        responses: { 201: { description: 'made' } },
        callbacks: { done: { '{$request.body#/url}': { post: { requestBody: payload, responses: { 200: { description: 'taken' } } } } } },
      },
    },
  },
  webhooks: {
    'thing.changed': {
      post: {
        operationId: 'thingChanged',
        parameters: [{ name: 'Signature', in: 'header', required: true, schema: { type: 'string' } }],
        requestBody: payload,
        responses: { 202: { description: 'taken', content: { 'application/json': { schema: { type: 'object', required: ['ok'], properties: { ok: { const: true } } } } } } },
      },
    },
    ping: { get: { responses: { 200: { description: 'OK' } } } },
    ['__proto__']: { post: { responses: { 200: { description: 'OK' } } } },
  },
  components,
};

describe('validators of what an API sends', () => {
  let exports: Record<string, unknown>;
  beforeAll(async () => {
    const { files, problems } = await generate(document);
    expect(problems).toEqual([]);
    const folder = await writeJavaScript(files);
    exports = (await import(pathToFileURL(join(folder, 'webhooks.js')).href)) as Record<string, unknown>;
  });
  const validate = (name: string, value: unknown): readonly string[] => {
    const result = (exports[name] as Validate)(value, { all: true });
    return result.ok ? [] : result.issues.map(({ pointer, keyword }) => `${keyword} ${pointer}`);
  };

  it('check a payload as one who receives it', () => {
    expect(validate('validateThingChangedPayload', { id: 'a' })).toEqual([]);
    expect(validate('validateThingChangedPayload', { secret: 'a' })).toEqual(['required /id']);
    expect(validate('validateSubscribeOnDonePayload', {})).toEqual(['required /id']);
    expect(validate('validateThingChangedHeaders', {})).toEqual(['required /Signature']);
  });

  it('are listed by the name and method of the webhook', () => {
    const webhooks = exports['webhooks'] as Record<string, Record<string, OperationValidators>>;
    expect(Object.keys(webhooks)).toEqual(['thing.changed', 'ping', '__proto__']);
    const changed = webhooks['thing.changed']?.['POST'];
    expect(changed?.body?.['application/json']?.({}).ok).toBe(false);
    expect(changed?.responses['202']?.['application/json']?.({ ok: true }).ok).toBe(true);
    expect(changed?.responses['202']?.['application/json']?.({}).ok).toBe(false);
    expect(webhooks['ping']).toEqual({ GET: { responses: { 200: {} } } });
  });

  it('are not made for an API that sends nothing', async () => {
    const { files } = await generate({ ...document, paths: {}, webhooks: {} });
    expect(files.map(({ path }) => path)).not.toContain('webhooks.ts');
  });
});
