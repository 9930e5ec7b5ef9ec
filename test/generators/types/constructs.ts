/** One document with every construct that a stranger's document has broken something with. */
import type { Json } from '../../../generators/model/model.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ok = (schema: Json): Json => ({ 200: { description: 'OK', content: json(schema) } });

export const constructs: { readonly [key: string]: Json } = {
  openapi: '3.1.1',
  info: { title: 'Odd */ names', version: '1' },
  components: {
    schemas: {
      // names
      class: { type: 'object', properties: { class: { type: 'string' }, 'a-b': { type: 'string' }, constructor: { type: 'string' } } },
      constructor: { type: 'string' },
      '123': { type: 'string' },
      '😀': { type: 'object', properties: { '😀': { const: '😀' } } },
      user: { type: 'string' },
      User: { type: 'object' },
      USER: { type: 'object' },
      Error: { type: 'object', properties: { message: { type: 'string' } } },
      Array: { type: 'array', items: ref('Record') },
      Record: { type: 'object', additionalProperties: ref('Array') },
      Open: { enum: ['a', 'b'] },
      // ids
      HouseId: { type: 'string', pattern: '^house-' },
      RoomId: { type: 'string', pattern: '^room-' },
      HouseSlug: { type: 'string' },
      HouseLocator: { anyOf: [ref('HouseId'), ref('HouseSlug'), { type: 'string', maxLength: 9 }] },
      'UntoldId': { type: 'string' },
      // recursion
      Tree: { type: 'object', properties: { children: { type: 'array', items: ref('Tree') }, parent: { anyOf: [ref('Tree'), { type: 'null' }] } } },
      JsonValue: {
        oneOf: [{ type: 'string' }, { type: 'null' }, { type: 'array', items: ref('JsonValue') }, { type: 'object', additionalProperties: ref('JsonValue') }],
      },
      Nested: { type: 'array', items: ref('Nested') },
      Loop: { type: 'array', prefixItems: [{ type: 'string' }], items: ref('Loop') },
      // unions
      Pet: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', dog: '#/components/schemas/Dog' } } },
      Untagged: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
      Cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
      Dog: { type: 'object', required: ['kind', 'tricks'], properties: { kind: { enum: ['cat', 'dog'] }, tricks: { type: 'array', items: { type: 'string' } } } },
      Connection: {
        oneOf: [
          { type: 'object', required: ['type', 'idp'], properties: { type: { const: 'saml' }, idp: { enum: ['okta', 'entra'] } } },
          { type: 'object', required: ['type', 'issuer'], properties: { type: { const: 'oidc' }, issuer: { type: 'string' } } },
        ],
      },
      Numbers: { enum: [1, 2, 1e400, -0.5] },
      NoValue: { enum: [] },
      Nothing: false,
      Anything: true,
      Mixed: { type: ['string', 'integer', 'null', 'array'], items: { type: 'boolean' } },
      // composition
      Extended: { allOf: [ref('Cat'), { required: ['name'], properties: { name: { type: ['string', 'null'] }, kind: { const: 'lion' } } }] },
      Sibling: { ...ref('Cat'), required: ['extra'], description: 'Beside */ a reference.' },
      Base: { type: 'object', oneOf: [ref('Heir')], properties: { id: { type: 'string' } } },
      Heir: { allOf: [ref('Base'), { type: 'object', properties: { more: { type: 'boolean' } } }] },
      Conditional: { type: 'object', properties: { a: true }, if: { required: ['a'] }, then: { required: ['b'] } },
      // objects
      Headers: { type: 'object', properties: { status: { type: 'integer' } }, additionalProperties: { type: 'string' } },
      Patterned: { type: 'object', patternProperties: { '^x-': { type: 'string' }, '`${': { type: 'integer' } }, additionalProperties: false },
      LongUnion: {
        type: 'object',
        properties: { long: { enum: ['a'.repeat(70), 'b'.repeat(70)] } },
        patternProperties: { '^x-': { anyOf: [{ type: 'number' }, { type: 'array', items: { enum: ['c'.repeat(70), 'd'.repeat(70), null] } }] } },
        additionalProperties: { type: 'boolean' },
      },
      Closed: { type: 'object', additionalProperties: false },
      Account: {
        type: 'object',
        required: ['id', 'secret', 'name'],
        properties: {
          id: { type: 'string', readOnly: true },
          secret: { type: 'string', writeOnly: true },
          name: { type: 'string', deprecated: true, default: '*/ `x`', description: '*/ export const broken = 1; /*\n@deprecated' },
        },
      },
    },
  },
  paths: {
    '/users/{id}.{format}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: ref('123') }],
      get: {
        operationId: 'delete',
        parameters: [
          { name: 'ids', in: 'query', style: 'pipeDelimited', schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'filter[a]', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'sid', in: 'cookie', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'OK',
            headers: { 'X-Next': { required: true, schema: { type: 'string' } }, ETag: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: ref('Pet') }, 'text/csv': {}, 'application/octet-stream': {} },
          },
          '4XX': { description: 'Wrong.', content: json(ref('Error')) },
          default: { description: 'Else.', content: json({ type: 'object' }) },
        },
      },
    },
    '/account': {
      post: { requestBody: { content: json(ref('Account')) }, responses: ok(ref('Account')) },
      put: {
        operationId: 'upload',
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } },
            'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { title: { type: 'string' } } } },
          },
        },
        responses: { 204: { description: 'Done.' } },
        callbacks: { done: { '{$request.body#/url}': { post: { responses: {} } } } },
      },
      trace: { operationId: '__proto__', responses: {} },
    },
  },
  webhooks: { changed: { post: { responses: {} } } },
};
