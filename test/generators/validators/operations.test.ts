/** The validators of operations: what a call takes and answers, in the direction it travels. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationValidators, Validate } from '../../../templates/validators/runtime/types.js';
import { generate, load, loadFiles, writeJavaScript, type Document } from './support.js';

const json = (schema: string): Document => ({ 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } });

const document: Document = {
  openapi: '3.1.0',
  info: { title: 'Accounts', version: '1' },
  paths: {
    '/accounts/{id}': {
      put: {
        operationId: 'putAccount',
        security: [{ session: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 2 } },
          { name: 'page', in: 'query', schema: { type: 'integer' } },
          { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'theme', in: 'cookie', schema: { enum: ['dark', 'light'] } },
          { name: 'sid', in: 'cookie', required: true, schema: { type: 'string' } },
        ],
        requestBody: { content: { ...json('Account'), 'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['name'] } } } },
        responses: { 200: { description: 'The account.', content: json('Account') }, '4XX': { description: 'A mistake.', content: json('Problem') }, 204: { description: 'Nothing.' } },
      },
    },
    '/problems': { get: { operationId: 'listProblems', responses: { default: { description: 'A mistake.', content: json('Problem') } } } },
  },
  components: {
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } },
    schemas: {
      Problem: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
      Id: { type: 'string', readOnly: true },
      Account: {
        type: 'object',
        required: ['id', 'name', 'password'],
        additionalProperties: false,
        properties: { id: { $ref: '#/components/schemas/Id' }, name: { type: 'string' }, password: { type: 'string', writeOnly: true }, parent: { $ref: '#/components/schemas/Account' } },
      },
    },
  },
};

describe('validators of operations', () => {
  let tables: Readonly<Record<string, OperationValidators>>;
  beforeAll(async () => {
    const folder = await writeJavaScript((await generate(document)).files);
    tables = (await import(pathToFileURL(join(folder, 'operations.js')).href)) satisfies Readonly<Record<string, OperationValidators>>;
  });
  const places = (validate: Validate | undefined, value: unknown): readonly string[] | undefined => {
    const result = validate?.(value, { all: true });
    return result === undefined ? undefined : result.ok ? [] : result.issues.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
  };

  it('take the parameters of each place', () => {
    const { path, query, headers, cookies } = tables['putAccountValidators'] ?? {};
    expect(places(path, { id: 'x' })).toEqual(['/id minLength']);
    expect(places(query, {})).toEqual([]);
    expect(places(query, { page: 'x' })).toEqual(['/page type']);
    expect(places(headers, {})).toEqual(['/X-Trace required']);
    expect(places(cookies, { theme: 'pink' })).toEqual(['/theme enum']);
    expect(tables['listProblemsValidators']).not.toHaveProperty('path');
  });

  it('leave the cookie that carries a credential to whoever authenticates', () => {
    expect(places(tables['putAccountValidators']?.cookies, {})).toEqual([]);
  });

  it('have one for each media type and status', () => {
    const { body, responses } = tables['putAccountValidators'] ?? {};
    expect(Object.keys(body ?? {})).toEqual(['application/json', 'application/x-www-form-urlencoded']);
    expect(Object.keys(responses ?? {}).sort()).toEqual(['200', '204', '4XX']);
    expect(places(responses?.['4XX']?.['application/json'], {})).toEqual(['/code required']);
    expect(places(tables['listProblemsValidators']?.responses['default']?.['application/json'], { code: 1 })).toEqual(['/code type']);
  });

  it('ask a sender for nothing read-only, and an answer for nothing write-only', () => {
    const { body, responses } = tables['putAccountValidators'] ?? {};
    const sent = body?.['application/json'];
    const received = responses?.['200']?.['application/json'];
    expect(places(sent, { name: 'x', password: 'p', parent: { name: 'y', password: 'q' } })).toEqual([]);
    expect(places(sent, { name: 'x', parent: { name: 'y' } })).toEqual(['/password required', '/parent/password required']);
    expect(places(received, { id: '1', name: 'x', parent: { id: '2', name: 'y' } })).toEqual([]);
    expect(places(received, { name: 'x', parent: { name: 'y' } })).toEqual(['/id required', '/parent/id required']);
  });

  it('ask a sender for nothing read-only, whichever part of a composition says so and whichever requires it', async () => {
    const loaded = await loadFiles(await generate({
      ...document,
      paths: { '/things': { post: { operationId: 'postThing', requestBody: { content: json('Thing') }, responses: { 200: { description: 'It.', content: json('Thing') } } } } },
      components: {
        schemas: {
          Identified: { type: 'object', required: ['id', 'name'] },
          Described: { type: 'object', properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } } },
          Thing: { allOf: [{ $ref: '#/components/schemas/Identified' }, { $ref: '#/components/schemas/Described' }], required: ['id'] },
        },
      },
    }));
    expect([loaded.is('ThingWritable', { name: 'x' }), loaded.is('ThingWritable', { id: '1' }), loaded.is('Thing', { name: 'x' }), loaded.is('Thing', { id: '1', name: 'x' })]).toEqual([true, false, false, true]);
    // Elsewhere the same part asks for all that it requires.
    expect([loaded.is('Identified', { name: 'x' }), loaded.is('Identified', { id: '1', name: 'x' })]).toEqual([false, true]);
  });

  it('offer a schema in both directions where they differ', async () => {
    const loaded = await loadFiles(await generate(document));
    expect([loaded.is('Account', { id: '1', name: 'x' }), loaded.is('AccountWritable', { id: '1', name: 'x' })]).toEqual([true, false]);
    expect([loaded.is('Account', { name: 'x', password: 'p' }), loaded.is('AccountWritable', { name: 'x', password: 'p' })]).toEqual([false, true]);
  });
});

describe('names', () => {
  it('of functions and Standard Schemas never clash', async () => {
    const loaded = await load({ ValidateResponse: { type: 'string' }, ResponseSchema: { type: 'integer' }, IsThing: { type: 'string' }, ThingSchema: { type: 'integer' } });
    expect([loaded.validate('ResponseSchema')(1).ok, loaded.validate('ValidateResponse')('x').ok, loaded.is('ThingSchema', 1)]).toEqual([true, true, true]);
  });
});
