/** The structural rules of the Postman Collection format v2.1 for what this target writes: what must be there, and of which type. */

const text = { type: 'string' } as const;
const attributes = {
  type: 'array',
  items: { type: 'object', required: ['key'], properties: { key: text, value: text, type: text }, additionalProperties: false },
} as const;
const parameters = {
  type: 'array',
  items: {
    type: 'object',
    required: ['key', 'value'],
    properties: { key: text, value: text, description: text, disabled: { type: 'boolean' }, type: { enum: ['text', 'file'] } },
    additionalProperties: false,
  },
} as const;

export const collectionSchema = {
  type: 'object',
  required: ['info', 'item'],
  additionalProperties: false,
  properties: {
    info: {
      type: 'object',
      required: ['name', 'schema'],
      properties: { name: text, description: text, version: text, schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' } },
      additionalProperties: false,
    },
    item: { $ref: '#/definitions/entries' },
    auth: { $ref: '#/definitions/auth' },
    variable: {
      type: 'array',
      items: {
        type: 'object',
        required: ['key', 'value'],
        properties: { key: text, value: text, type: { enum: ['string', 'boolean', 'any', 'number'] }, description: text },
        additionalProperties: false,
      },
    },
  },
  definitions: {
    entries: { type: 'array', items: { anyOf: [{ $ref: '#/definitions/folder' }, { $ref: '#/definitions/item' }] } },
    folder: {
      type: 'object',
      required: ['name', 'item'],
      properties: { name: text, description: text, item: { $ref: '#/definitions/entries' } },
      additionalProperties: false,
    },
    item: {
      type: 'object',
      required: ['name', 'request', 'response'],
      properties: { name: text, request: { $ref: '#/definitions/request' }, response: { type: 'array', items: { $ref: '#/definitions/response' } } },
      additionalProperties: false,
    },
    request: {
      type: 'object',
      required: ['method', 'header', 'url'],
      properties: {
        method: { enum: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'COPY', 'HEAD', 'OPTIONS', 'LINK', 'UNLINK', 'PURGE', 'LOCK', 'UNLOCK', 'PROPFIND', 'VIEW', 'TRACE'] },
        description: text,
        header: parameters,
        url: {
          type: 'object',
          required: ['raw', 'host', 'path'],
          properties: { raw: text, host: { type: 'array', items: text }, path: { type: 'array', items: text }, query: parameters, variable: parameters },
          additionalProperties: false,
        },
        body: {
          type: 'object',
          required: ['mode'],
          properties: {
            mode: { enum: ['raw', 'urlencoded', 'formdata', 'file', 'graphql'] },
            raw: text,
            urlencoded: parameters,
            formdata: parameters,
            file: { type: 'object' },
            options: { type: 'object' },
          },
          additionalProperties: false,
        },
        auth: { $ref: '#/definitions/auth' },
      },
      additionalProperties: false,
    },
    auth: {
      type: 'object',
      required: ['type'],
      properties: {
        type: { enum: ['apikey', 'awsv4', 'basic', 'bearer', 'digest', 'edgegrid', 'hawk', 'noauth', 'oauth1', 'oauth2', 'ntlm'] },
        basic: attributes,
        bearer: attributes,
        apikey: attributes,
        oauth2: attributes,
      },
      additionalProperties: false,
    },
    response: {
      type: 'object',
      required: ['name', 'code', 'status', 'header', 'body'],
      properties: {
        name: text,
        originalRequest: { $ref: '#/definitions/request' },
        status: text,
        code: { type: 'integer' },
        _postman_previewlanguage: text,
        header: parameters,
        body: text,
      },
      additionalProperties: false,
    },
  },
} as const;
