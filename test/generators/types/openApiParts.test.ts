import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { loadDescription } from '../../../generators/source/index.js';
import { printDocument } from '../../../generators/types/openApiParts.js';
import { printOpenApi } from '../../../generators/types/openapi.js';
import { constructs } from './constructs.js';

type Document = { readonly [key: string]: Json };

const origin = { file: 'test.yaml', pointer: '' };
const textOf = (document: Document, session?: object): string => String(printOpenApi(document, origin, session).files[0]?.contents);

/** Documents of all that the package puts into places of its own: helper types, webhooks, discriminators it writes into schemas. */
const odd: Document = {
  openapi: '3.1.0',
  info: { title: 'Odd', version: '1' },
  paths: {
    '/a': { parameters: [{ $ref: '#/components/parameters/P' }], get: { operationId: 'a', responses: { '200': { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/Narrow' }, examples: { one: { value: 1 } } } } } } } },
    '/b': { post: { requestBody: { $ref: '#/components/requestBodies/B' }, responses: { default: { $ref: '#/components/responses/R' } } } },
    __proto__x: { get: { operationId: 'a', responses: {} } },
  },
  webhooks: { came: { post: { operationId: 'came', responses: { '200': { description: 'ok' } } } } },
  components: {
    schemas: {
      Base: { type: 'object', properties: { kind: { type: 'string' }, x: { type: 'string' }, examples: { type: 'object', examples: [{ a: 1 }] } }, discriminator: { propertyName: 'kind', mapping: { n: '#/components/schemas/Narrow' } } },
      Narrow: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: 'object', properties: { y: { type: 'number', example: 4 } } }], required: ['x'] },
      Either: { oneOf: [{ $ref: '#/components/schemas/Narrow' }, { $ref: '#/components/schemas/Other' }], discriminator: { propertyName: 'kind' } },
      Other: { type: 'object', properties: { kind: { type: 'string' }, content: { type: 'object', examples: [{ z: 1 }] } } },
    },
    parameters: { P: { name: 'p', in: 'query', schema: { type: 'string' } } },
    requestBodies: { B: { required: true, content: { 'text/plain': { schema: { type: 'string' }, example: 'x' } } } },
    responses: { R: { description: 'r', headers: { H: { schema: { type: 'integer' } } } } },
  },
  $defs: { Local: { type: 'string' } },
};

/** A document that throws when it is edited. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe('openapi.ts', () => {
  let own: Document;
  beforeAll(async () => {
    own = (await loadDescription('spec/openapi.yaml')).document;
  });

  it('is the same at once and part by part', () => {
    for (const document of [own, constructs, odd]) expect(textOf(document, {})).toBe(textOf(document));
    expect(textOf(odd)).toMatch(/interface operations[\s\S]*type WithRequired</);
  });

  it('leaves a document without discriminators as it is, and is the same as of a copy', () => {
    const plain: Document = { ...odd, components: { schemas: { Narrow: { allOf: [{ $ref: '#/components/schemas/Other' }], required: ['kind'] }, Other: { type: 'object', properties: { kind: { type: 'string', examples: ['a'] } } } } } };
    for (const document of [own, plain]) {
      const text = textOf(document);
      expect(text).toContain('export interface components');
      expect(textOf(frozen(structuredClone(document)))).toBe(text);
      // A discriminator of nothing that is printed makes it a copy.
      expect(textOf({ ...document, 'x-example': { discriminator: {} } })).toBe(text);
    }
  });

  it('is the same whatever was printed before', () => {
    const session = {};
    const narrow = (change: object): Document => ({ ...odd, components: { ...(odd['components'] as object), ...change } as Json });
    const changed: readonly Document[] = [
      odd,
      { ...odd, paths: { ...(odd['paths'] as object), '/c': { get: { operationId: 'c', responses: {} } } } },
      // What is only referred to decides whether a body is required, and how a parameter is called.
      narrow({ requestBodies: { B: { content: {} } } }),
      narrow({ parameters: { P: { name: 'q', in: 'header', schema: { type: 'string' } } } }),
      narrow({ schemas: { Narrow: { type: 'object', required: ['x'], allOf: [{ $ref: '#/components/schemas/Base' }] }, Base: { type: 'object', properties: { y: { type: 'string' } } } } }),
      { openapi: '3.1.0', info: { title: 'None', version: '1' }, paths: {} },
      odd,
    ];
    for (const document of changed) expect(textOf(document, session)).toBe(textOf(document));
  });

  it('misses nothing of what it is spared', () => {
    expect(own['x-error-catalogue']).toBeDefined();
    for (const document of [own, odd]) expect(textOf(document)).toContain(printDocument(structuredClone(document), document === odd).trim());
  });
});
