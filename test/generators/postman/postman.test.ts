import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import type { Collection, Environment, Folder, Item } from '../../../generators/postman/format.js';
import { postman } from '../../../generators/postman/index.js';
import { loadDescription } from '../../../generators/source/index.js';
import { collectionSchema } from './collectionSchema.js';

async function generate(document: { readonly [key: string]: Json }): Promise<{ collection: Collection; environments: readonly Environment[]; text: string }> {
  const { model } = buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
  const context = { document, templates: { list: () => [], read: () => '' }, guides: new Map<string, string>(), toolVersion: '0.0.0' };
  const { files } = await postman.generate(model, context);
  const [collection, ...environments] = files.map(({ contents }) => String(contents));
  return { collection: JSON.parse(collection ?? ''), environments: environments.map((text) => JSON.parse(text)), text: collection ?? '' };
}

function itemsOf(entries: readonly (Folder | Item)[]): readonly Item[] {
  return entries.flatMap((entry) => ('item' in entry ? itemsOf(entry.item) : [entry]));
}

const validate = new Ajv({ strict: true, allErrors: true }).compile(collectionSchema);

function problemsOf(collection: Collection): readonly unknown[] {
  validate(collection);
  return validate.errors ?? [];
}

const document = {
  openapi: '3.1.1',
  info: { title: 'Shop', version: '1', description: 'See [list](operation:listItems).' },
  'x-docs-base-url': 'https://docs.example',
  servers: [{ url: 'https://{region}.example/v1/', variables: { region: { default: 'eu' } } }, { url: 'https://test.example' }],
  tags: [{ name: 'Items', description: 'What is sold.' }],
  security: [{ basic: [] }],
  components: {
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic', description: 'Id and secret.' },
      session: { type: 'apiKey', in: 'header', name: 'X-Session' },
      bearer: { type: 'http', scheme: 'bearer' },
    },
  },
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        summary: 'List items',
        tags: ['Items'],
        security: [{ basic: [] }, { basic: [], session: [] }],
        parameters: [
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer', minimum: 5 } },
          { name: 'q', in: 'query', schema: { type: 'string', examples: ['{{password}} & more'] } },
        ],
        responses: { 200: { description: 'Items.', content: { 'application/json': { example: ['{{password}}'] } } } },
      },
      post: {
        operationId: 'createItem',
        security: [{ bearer: [] }],
        requestBody: {
          content: { 'application/json': { examples: { small: { summary: 'Small', value: { size: 1 } }, big: { value: { size: 9 } } } } },
        },
        responses: {
          201: { description: 'Made.', content: { 'application/json': { examples: { big: { value: { id: 'x', size: 9 } } } } } },
          400: {
            description: 'Wrong.',
            content: { 'application/json': { examples: { bad_request: { value: {} }, bad_size: { value: { error_type: 'bad_size' } }, other: { value: {} } } } },
          },
        },
        'x-errors': [{ type: 'bad_request', set: 'every_call' }, { type: 'other', set: 'every_call' }, { type: 'bad_size' }],
      },
    },
    '/items/{id}/files/{name}.{format}': {
      put: {
        operationId: 'putFile',
        security: [],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'i-1' },
          { name: 'name', in: 'path', required: true, schema: { type: 'string' }, example: 'a/b' },
          { name: 'format', in: 'path', required: true, schema: { enum: ['png'] } },
        ],
        requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', required: ['title'], properties: { title: { type: 'string' } } } } } },
        responses: { 204: { description: 'Kept.' } },
      },
    },
  },
  'x-error-catalogue': Object.fromEntries(['bad_request', 'other', 'bad_size'].map((type) => [type, { status: 400 }])),
} as const;

describe('the Postman collection', () => {
  it('follows the format', async () => {
    const { collection } = await generate(document);
    expect(problemsOf(collection)).toEqual([]);
    expect(collection.info).toMatchObject({ name: 'Shop', description: 'See [list](https://docs.example/items/list-items).' });
  });

  it('has a folder per tag, with every call in it', async () => {
    const { collection } = await generate(document);
    expect(collection.item.map((entry) => [entry.name, 'item' in entry && entry.item.map(({ name }) => name)])).toEqual([
      ['Items', ['List items']],
      ['Operations', ['createItem', 'putFile']],
    ]);
  });

  it('takes credentials from variables, which have no values', async () => {
    const { collection, environments } = await generate(document);
    const [list, create, put] = itemsOf(collection.item);
    expect(collection.auth).toEqual({
      type: 'basic',
      basic: [
        { key: 'username', value: '{{username}}', type: 'string' },
        { key: 'password', value: '{{password}}', type: 'string' },
      ],
    });
    expect(collection.variable.map(({ key, value }) => `${key}=${value}`)).toEqual(['baseUrl=https://eu.example/v1', 'username=', 'password=', 'x_session=', 'bearer=']);
    expect(list?.request.auth).toBeUndefined();
    expect(list?.request.header).toEqual([{ key: 'X-Session', value: '{{x_session}}', disabled: true }]);
    expect(create?.request.auth?.type).toBe('bearer');
    expect(put?.request.auth).toEqual({ type: 'noauth' });
    expect(environments.map(({ values }) => values.map(({ key, type }) => `${key}:${type}`))).toEqual([
      ['baseUrl:default', 'username:secret', 'password:secret', 'x_session:secret', 'bearer:secret'],
      ['baseUrl:default', 'username:secret', 'password:secret', 'x_session:secret', 'bearer:secret'],
    ]);
  });

  it('writes addresses with variables, examples and optional parameters switched off', async () => {
    const { collection } = await generate(document);
    const [list, , put] = itemsOf(collection.item);
    expect(list?.request.url).toMatchObject({ raw: '{{baseUrl}}/items?limit=5', query: [{ key: 'limit', value: '5' }, { key: 'q', disabled: true }] });
    expect(put?.request.url.path).toEqual(['items', ':id', 'files', 'a%2Fb.png']);
    expect(put?.request.url.variable?.[0]).toEqual({ key: 'id', value: 'i-1' });
    expect(put?.request.body).toEqual({ mode: 'formdata', formdata: [{ key: 'title', value: 'string', type: 'text' }] });
  });

  it('pairs answers with requests by name, and keeps the errors of the call and one of each baseline', async () => {
    const { collection } = await generate(document);
    const create = itemsOf(collection.item)[1];
    expect(create?.request.body).toMatchObject({ mode: 'raw', raw: '{\n  "size": 1\n}' });
    expect(create?.response.map(({ name, code, status }) => `${name} ${code} ${status}`)).toEqual([
      'big 201 Created',
      'bad_request 400 Bad Request',
      'bad_size 400 Bad Request',
    ]);
    expect(create?.response[0]?.originalRequest?.body).toMatchObject({ raw: '{\n  "size": 9\n}' });
  });

  it('lets no value of the document name a variable', async () => {
    const { text } = await generate(document);
    const used = new Set(text.match(/\{\{[^}]*\}\}/g));
    expect([...used].toSorted()).toEqual(['{{baseUrl}}', '{{bearer}}', '{{password}}', '{{username}}', '{{x_session}}']);
    expect(text.match(/\{\{password\}\}/g)).toHaveLength(1);
    expect(JSON.parse(text)).toBeTruthy();
  });

  it('shows webhooks and callbacks as requests to a server of the reader, without credentials of the API', async () => {
    const { document: sending } = await loadDescription('test/corpus/constructs/callbacks.yaml');
    const secured = { ...sending, security: [{ basic: [] }], components: { ...Object(sending['components']), securitySchemes: { basic: { type: 'http', scheme: 'basic' } } } };
    const { collection, text } = await generate(secured);
    expect(problemsOf(collection)).toEqual([]);
    expect(collection.variable.find(({ key }) => key === 'receiverUrl')).toMatchObject({ value: '' });
    const folder = (name: string): Folder | undefined => collection.item.filter((entry) => 'item' in entry).find((entry) => entry.name === name);
    const [ended] = itemsOf(folder('Webhooks')?.item ?? []);
    expect(ended).toMatchObject({
      name: 'A subscription has ended',
      request: {
        method: 'POST',
        url: { raw: '{{receiverUrl}}', host: ['{{receiverUrl}}'], path: [] },
        auth: { type: 'noauth' },
        body: { raw: '{\n  "type": "ended"\n}' },
      },
      response: [{ name: 'taken', code: 200 }],
    });
    expect(itemsOf(folder('Webhooks')?.item ?? [])).toHaveLength(7);
    const calls = folder('Callbacks')?.item.map((entry) => [entry.name, 'item' in entry && entry.item.map(({ name }) => name)]);
    expect(calls).toEqual([['subscribe', ['event', 'shared', 'again']], ['readSubscription', ['shared', 'again']]]);
    const event = itemsOf(folder('Callbacks')?.item ?? [])[0];
    expect(event?.request.description).toBe('The API sends it to `{$request.body#/url}`.');
    expect(event?.request.header).toContainEqual({ key: 'Signature', value: 'string' });
    // All that may arrive, what is read-only too.
    expect(event?.request.body).toMatchObject({ raw: JSON.stringify({ type: 'string', subscription: { id: 'string' } }, null, 2) });
    expect(text).not.toContain('{{baseUrl}}{');
  });

  it('puts a webhook where the navigation has it, and needs no address of a receiver where nothing is sent', async () => {
    const { document: sending } = await loadDescription('test/corpus/constructs/webhooksOnly.yaml');
    const { model } = buildModel({ document: sending, originOf: (pointer) => ({ file: '', pointer }) });
    const ids = model.webhooks.map(({ id }) => id);
    const { collection } = await generate({ ...sending, 'x-navigation': [{ title: 'Events', pages: [{ title: 'The first', webhook: ids[0] ?? '' }] }] });
    expect(collection.item.map((entry) => [entry.name, 'item' in entry && entry.item.length])).toEqual([['Events', 1], ...(ids.length > 1 ? [['Webhooks', ids.length - 1]] : [])]);
    expect(itemsOf(collection.item)[0]?.name).toBe('The first');
    expect((await generate(document)).text).not.toContain('receiverUrl');
  });

  it('takes in the description of this repository', async () => {
    const { document: ours } = await loadDescription('spec/openapi.yaml');
    const { collection, text } = await generate(ours);
    const { model } = buildModel({ document: ours, originOf: (pointer) => ({ file: '', pointer }) });
    expect(problemsOf(collection)).toEqual([]);
    // A call may stand in two places of the documentation; every one stands in one.
    expect(new Set(itemsOf(collection.item).map(({ request }) => `${request.method} ${request.url.raw}`)).size).toBe(model.operations.length);
    expect(itemsOf(collection.item).filter(({ response }) => !response.some(({ code }) => code < 400)).map(({ name }) => name)).toEqual([]);
    expect(text.length).toBeLessThan(8_000_000);
  });
});
