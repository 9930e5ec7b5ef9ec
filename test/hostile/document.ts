/** A document with one text in every place where a document may hold text, and that still is OpenAPI. */
import type { Json } from '../../generators/model/model.js';

type JsonObject = { readonly [key: string]: Json };

/** @param text stands where people describe, name and give examples; names that must not be equal get a number behind it */
export function documentWith(text: string): JsonObject {
  const schema = (name: string): JsonObject => ({ $ref: `#/components/schemas/${encodeURIComponent(name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}` });
  // A reference cannot hold half of a surrogate pair, and an output path no name of any length.
  const named = `${text.toWellFormed().slice(0, 1_000)}Named`;
  const tag = text.slice(0, 100);
  const described = { title: text, description: text };
  const string: JsonObject = { type: 'string', ...described, examples: [text], default: text };
  const parameter = (place: string, name: string): JsonObject => ({ name, in: place, required: place === 'path', description: text, schema: string, example: text });
  // What the API sends: a webhook or a callback.
  const incoming = {
    summary: text,
    description: text,
    deprecated: true,
    security: [{ key: [] }],
    parameters: [parameter('header', text), parameter('query', text)],
    requestBody: { description: text, content: { 'application/json': { schema: schema(named), examples: { [text]: { summary: text, value: { [text]: text } } } } } },
    responses: { '200': { description: text }, '4XX': { description: text, content: { 'text/plain': { schema: string, example: text } } } },
  };
  const errorBody = { $ref: '#/components/schemas/Plain' };
  return {
    openapi: '3.1.0',
    info: { ...described, version: text, summary: text, termsOfService: text, contact: { name: text, url: text, email: text }, license: { name: text, url: text } },
    externalDocs: { url: text, description: text },
    servers: [
      { url: 'https://api.example.com/{base}', description: text, variables: { base: { default: 'v1', enum: ['v1', text], description: text } } },
    ],
    tags: [{ name: tag, description: text, externalDocs: { url: text } }, { name: 'second', description: text }],
    security: [{ [text]: [] }, { oauth: [text] }, { key: [] }, { basic: [] }],
    'x-anything': { [text]: text },
    paths: {
      '/things/{id}': {
        summary: text,
        description: text,
        parameters: [parameter('path', 'id')],
        get: {
          operationId: `${text}Get`,
          summary: text,
          description: text,
          tags: [tag],
          deprecated: true,
          parameters: [parameter('query', text), parameter('query', 'filter'), { ...parameter('query', `${text}List`), schema: { type: 'array', items: string } }],
          responses: {
            '200': {
              description: text,
              headers: { 'X-Header': { description: text, schema: string } },
              content: { 'application/json': { schema: schema(named), examples: { [text]: { summary: text, description: text, value: { [text]: text } } } } },
              links: { [text]: { operationId: `${text}Get`, description: text, parameters: { [text]: text } }, elsewhere: { operationRef: `https://pwned.example/${text}`, requestBody: { [text]: text } } },
            },
            '4XX': { description: text, content: { 'application/json': { schema: errorBody, example: { text } } } },
            default: { description: text },
          },
          callbacks: { [text]: { [text]: { post: incoming }, '{$request.body#/url}': { put: incoming } } },
        },
        post: {
          operationId: `${text}Create`,
          summary: text,
          description: text,
          tags: [tag, 'second'],
          requestBody: {
            description: text,
            required: true,
            content: {
              'application/json': { schema: schema(named), example: { [text]: text } },
              'multipart/form-data': { schema: { type: 'object', properties: { [text]: string, file: { type: 'string', format: 'binary', description: text } } } },
            },
          },
          responses: { '201': { description: text, content: { 'text/plain': { schema: string, example: text } } } },
        },
      },
      '/plain': { get: { tags: ['second'], summary: 'Plain', responses: { '200': { description: 'ok', content: { 'application/json': { schema: schema('Plain') } } } } } },
    },
    webhooks: { [text]: { post: { ...incoming, operationId: `${text}Hook` }, put: incoming } },
    components: {
      securitySchemes: {
        [text]: { type: 'http', scheme: 'bearer', bearerFormat: text, description: text },
        oauth: { type: 'oauth2', description: text, flows: { clientCredentials: { tokenUrl: 'https://auth.example.com/token', scopes: { [text]: text } } } },
        key: { type: 'apiKey', in: 'query', name: text, description: text },
        basic: { type: 'http', scheme: 'basic', description: text },
      },
      schemas: {
        Plain: { type: 'object', description: text, properties: { message: string } },
        [named]: {
          type: 'object',
          ...described,
          required: [text],
          properties: {
            [text]: string,
            enumerated: { type: 'string', enum: [text, `${text}2`], 'x-enum-descriptions': { [text]: text } },
            constant: { const: text },
            list: { type: 'array', items: schema('Union') },
            sensitive: { ...string, 'x-sensitive': true },
            self: schema(named),
          },
          patternProperties: { '^x-': string },
          dependentRequired: { [text]: [text] },
          example: { [text]: text },
          additionalProperties: string,
        },
        Union: {
          oneOf: [schema('Cat'), schema('Dog')],
          discriminator: { propertyName: text, mapping: { [text]: '#/components/schemas/Cat', [`${text}2`]: '#/components/schemas/Dog' } },
        },
        Cat: { type: 'object', required: [text], properties: { [text]: { type: 'string', const: text } } },
        Dog: { type: 'object', required: [text], properties: { [text]: { type: 'string', const: `${text}2` } } },
      },
    },
  };
}
