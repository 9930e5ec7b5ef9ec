import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import { sampleOf } from '../../../generators/model/sample.js';
import type { SampleUse } from '../../../generators/model/sample.js';

const asked: SampleUse = { direction: 'request', members: 'required' };
const shown: SampleUse = { direction: 'response', members: 'all' };

function sample(schema: Json, use: SampleUse, others: { readonly [name: string]: Json } = {}): Json | undefined {
  const document = { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {}, components: { schemas: { It: schema, ...others } } };
  const { model } = buildModel({ document, originOf: (pointer) => ({ file: '', pointer }) });
  const it = model.schemas.find(({ name }) => name === 'It');
  if (it === undefined) throw new Error('The schema is gone.');
  return sampleOf(it, use);
}

const ajv = new Ajv2020({ strict: false });

describe('a sample', () => {
  it('is the example or the default the author states, also behind references', () => {
    expect(sample({ type: 'string', examples: ['a'], default: 'b' }, asked)).toBe('a');
    expect(sample({ $ref: '#/components/schemas/Other' }, asked, { Other: { allOf: [{ type: 'integer', default: 7 }] } })).toBe(7);
    expect(sample({ anyOf: [{ type: 'string', examples: ['x'] }, { type: 'null' }] }, shown)).toBe('x');
  });

  it.each<[string, Json]>([
    ['a short text', { type: 'string', maxLength: 3 }],
    ['a long text', { type: 'string', minLength: 20 }],
    ['a multiple above a limit', { type: 'integer', exclusiveMinimum: 10, multipleOf: 4 }],
    ['a whole number above a fraction', { type: 'integer', minimum: 0.5 }],
    ['a number below zero', { type: 'number', exclusiveMaximum: 0 }],
    ['a list of pairs', { type: 'array', items: { type: 'array', prefixItems: [{ type: 'boolean' }, { type: 'null' }] } }],
    ['a member of any kind', { type: 'object', required: ['a', 'b'], properties: { a: true, b: { type: ['object', 'null'], additionalProperties: false } } }],
    ['objects that hold together', { allOf: [{ anyOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }, { type: 'string' }] }, { type: 'object', required: ['b'], properties: { b: { const: 'x' } } }] }],
    ['a deprecated member that is required', { type: 'object', required: ['old'], properties: { old: { type: 'string', deprecated: true } } }],
    ['a list of itself that must be there', { type: 'object', required: ['next'], properties: { next: { anyOf: [{ $ref: '#/components/schemas/It' }, { type: 'null' }] } } }],
  ])('of %s is accepted by the schema, whatever it is for', (_what, schema) => {
    const check = ajv.compile({ $ref: '#/components/schemas/It', components: { schemas: { It: schema } } });
    for (const use of [asked, shown]) expect(check(sample(schema, use)), JSON.stringify(check.errors)).toBe(true);
  });

  it('leaves out what the other direction holds, and of a request what need not be there', () => {
    const schema = { type: 'object', required: ['id', 'secret'], properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true }, note: { type: 'string' }, old: { type: 'string', deprecated: true } } };
    expect(sample(schema, asked)).toEqual({ secret: 'string' });
    expect(sample(schema, shown)).toEqual({ id: 'string', note: 'string' });
  });

  it('ends where schemas do not, and keeps names that objects have of themselves', () => {
    expect(sample({ type: 'object', properties: { next: { $ref: '#/components/schemas/It' }, name: { type: 'string' } } }, shown)).toEqual({ name: 'string' });
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}`, { type: 'integer' }]));
    expect(Object.keys(Object(sample({ type: 'object', properties: wide }, shown))).length).toBeLessThan(301);
    const made = sample(JSON.parse('{ "type": "object", "properties": { "__proto__": { "type": "integer" } } }'), shown);
    expect(JSON.stringify(made)).toBe('{"__proto__":1}');
    expect(sample(false, shown)).toBeUndefined();
  });
});
