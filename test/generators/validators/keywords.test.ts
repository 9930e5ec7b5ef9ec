/**
 * Every assertion keyword of JSON Schema 2020-12 (and the dialect of OpenAPI 3.0) with values it must accept and refuse,
 * worked out from the specification.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { generate, load, loadFiles, type Document, type LoadedSchemas } from './support.js';

interface Row {
  readonly schema: Json;
  readonly valid: readonly Json[];
  readonly invalid: readonly Json[];
}

const table: Readonly<Record<string, readonly Row[]>> = {
  type: [
    { schema: { type: 'integer' }, valid: [1, 1.0, -3, 1e300], invalid: [1.1, '1', null, [], {}, true] },
    { schema: { type: 'number' }, valid: [1, 1.5], invalid: ['1', null] },
    { schema: { type: 'string' }, valid: ['', '1'], invalid: [1, null, {}, []] },
    { schema: { type: 'object' }, valid: [{}, { a: 1 }], invalid: [[], 'x', null] },
    { schema: { type: 'array' }, valid: [[], [1]], invalid: [{ length: 0 }, 'x', null] },
    { schema: { type: 'boolean' }, valid: [true, false], invalid: [0, 1, '', null] },
    { schema: { type: 'null' }, valid: [null], invalid: [0, false, '', {}, []] },
    { schema: { type: ['array', 'object', 'null'] }, valid: [[1], { a: 1 }, null], invalid: [1, 'x', true] },
    { schema: { type: ['integer', 'string'] }, valid: [1, 'x'], invalid: [1.5, null] },
  ],
  'boolean schemas': [
    { schema: true, valid: [1, null, {}], invalid: [] },
    { schema: false, valid: [], invalid: [1, null, {}] },
    { schema: { properties: { a: false, b: true } }, valid: [{}, { b: 1 }], invalid: [{ a: 1 }] },
  ],
  'enum and const': [
    { schema: { enum: [1, 'a', null, [true], { b: { c: 1 } }] }, valid: [1, 'a', null, [true], { b: { c: 1 } }], invalid: ['1', [1], { b: {} }, {}] },
    { schema: { enum: ['a', null], type: 'string' }, valid: ['a'], invalid: [null] },
    { schema: { const: { a: 1, b: 2 } }, valid: [{ b: 2, a: 1 }], invalid: [{ a: 1 }, { a: 1, b: 2, c: 3 }, [1, 2]] },
    { schema: { const: 0 }, valid: [0], invalid: [false, '', null] },
    { schema: { const: false }, valid: [false], invalid: [0, [false]] },
    { schema: { const: 'a\u0000b' }, valid: ['a\u0000b'], invalid: ['ab'] },
  ],
  strings: [
    { schema: { minLength: 2 }, valid: ['ab', '💩💩', 1], invalid: ['a', '💩', ''] },
    { schema: { maxLength: 2 }, valid: ['ab', '💩💩', 1], invalid: ['abc', '💩💩💩'] },
    { schema: { pattern: '^a*$' }, valid: ['', 'aa', 1, {}], invalid: ['ab'] },
    { schema: { pattern: 'b' }, valid: ['abc'], invalid: ['ac'] },
    { schema: { pattern: '^.$' }, valid: ['💩', 'a'], invalid: ['ab'] },
    { schema: { pattern: '^\\p{Lu}/\\d$' }, valid: ['É/1'], invalid: ['é/1'] },
    { schema: { type: 'string', minLength: 1, maxLength: 3, pattern: '^[a-z]+$' }, valid: ['abc'], invalid: ['', 'abcd', 'A', 1] },
  ],
  numbers: [
    { schema: { minimum: 1.1 }, valid: [1.1, 2, 'x'], invalid: [1] },
    { schema: { maximum: -2 }, valid: [-2, -3, 'x'], invalid: [-1.999] },
    { schema: { exclusiveMinimum: 1.1 }, valid: [1.2], invalid: [1.1, 0] },
    { schema: { exclusiveMaximum: 3 }, valid: [2.9], invalid: [3, 4] },
    { schema: { multipleOf: 2 }, valid: [10, 0, -4, 'x'], invalid: [7] },
    { schema: { multipleOf: 0.01 }, valid: [19.99, 0.3, 4.35, 0, 1e300], invalid: [0.001, 4.355] },
    { schema: { multipleOf: 0.0001 }, valid: [0.0075], invalid: [0.00751] },
    { schema: { type: 'integer', multipleOf: 0.123456789 }, valid: [0], invalid: [1e308] },
    { schema: { type: 'integer', format: 'int32' }, valid: [2147483647, -2147483648], invalid: [2147483648] },
  ],
  properties: [
    { schema: { properties: { a: { type: 'integer' }, b: {} } }, valid: [{ a: 1 }, { b: null }, [], 'x'], invalid: [{ a: 'x' }] },
    { schema: { required: ['a', '__proto__', 'toString'] }, valid: [JSON.parse('{"a":1,"__proto__":2,"toString":3}') satisfies Json, 1], invalid: [{ a: 1 }, {}] },
    {
      schema: JSON.parse('{"properties":{"__proto__":{"type":"number"},"constructor":{"type":"number"}}}') satisfies Json,
      valid: [{}, JSON.parse('{"__proto__":1}') satisfies Json, { constructor: 1 }],
      invalid: [JSON.parse('{"__proto__":"x"}') satisfies Json, { constructor: 'x' }],
    },
    { schema: { patternProperties: { '^a': { type: 'integer' }, 'b$': { maximum: 5 } } }, valid: [{ ab: 4, c: 'x' }], invalid: [{ ab: 6 }, { ab: 'x' }, { a: 'x' }] },
    { schema: { properties: { a: {} }, patternProperties: { '^v': {} }, additionalProperties: false }, valid: [{ a: 1, v1: 2 }, 'x'], invalid: [{ b: 1 }] },
    { schema: { properties: { a: {} }, additionalProperties: { type: 'boolean' } }, valid: [{ a: 1, b: true }], invalid: [{ b: 1 }] },
    { schema: { required: ['a'], additionalProperties: false }, valid: [], invalid: [{ a: 1 }, {}] },
    { schema: { propertyNames: { maxLength: 2 } }, valid: [{ ab: 1 }, {}, []], invalid: [{ abc: 1 }] },
    { schema: { minProperties: 1, maxProperties: 2 }, valid: [{ a: 1 }, { a: 1, b: 2 }, 'x'], invalid: [{}, { a: 1, b: 2, c: 3 }] },
    { schema: { dependentRequired: { a: ['b', 'c'] } }, valid: [{}, { b: 1 }, { a: 1, b: 2, c: 3 }], invalid: [{ a: 1, b: 2 }] },
    { schema: { dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'integer' } } } } }, valid: [{ b: 'x' }, { a: 1, b: 1 }], invalid: [{ a: 1 }, { a: 1, b: 'x' }] },
    { schema: { type: 'object', 'x-one-of-required': [['a', 'b']] }, valid: [{ a: 1 }, { b: 1 }], invalid: [{}, { a: 1, b: 1 }] },
  ],
  arrays: [
    { schema: { items: { type: 'integer' } }, valid: [[], [1, 2], 'x'], invalid: [[1, 'x']] },
    { schema: { prefixItems: [{ type: 'integer' }, { type: 'string' }] }, valid: [[1, 'x', null], [1], []], invalid: [['x'], [1, 2]] },
    { schema: { prefixItems: [{}], items: false }, valid: [[1], []], invalid: [[1, 2]] },
    { schema: { contains: { minimum: 5 } }, valid: [[1, 5], 'x'], invalid: [[1], []] },
    { schema: { contains: { const: 1 }, minContains: 2, maxContains: 3 }, valid: [[1, 1], [1, 2, 1, 1]], invalid: [[1], [1, 1, 1, 1]] },
    { schema: { contains: { const: 1 }, minContains: 0 }, valid: [[], [2]], invalid: [] },
    { schema: { minItems: 1, maxItems: 2 }, valid: [[1], [1, 2]], invalid: [[], [1, 2, 3]] },
    {
      schema: { uniqueItems: true },
      valid: [[1, '1', true, 'true', null, 'null'], [{ a: 1 }, { a: 2 }], [[1], ['1']], [{ a: '1' }, { a: 1 }], ['[]', []], ['{}', {}]],
      invalid: [[1, 1.0], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [[[1]], [[1]]], ['a', 'b', 'a'], [null, null]],
    },
  ],
  combinations: [
    { schema: { allOf: [{ required: ['a'] }, { properties: { a: { type: 'integer' } } }] }, valid: [{ a: 1 }], invalid: [{}, { a: 'x' }] },
    { schema: { anyOf: [{ type: 'integer' }, { minimum: 2 }] }, valid: [1, 2.5, 'x'], invalid: [1.5] },
    { schema: { oneOf: [{ type: 'integer' }, { minimum: 2 }] }, valid: [1, 2.5], invalid: [3, 1.5] },
    { schema: { not: { type: ['integer', 'boolean'] } }, valid: ['x', {}], invalid: [1, true] },
    { schema: { not: { not: { type: 'string' } } }, valid: ['x'], invalid: [1] },
    { schema: { if: { exclusiveMaximum: 0 }, then: { minimum: -10 }, else: { multipleOf: 2 } }, valid: [-1, 4], invalid: [-100, 3] },
    { schema: { then: { const: 0 }, else: { const: 1 } }, valid: [2, 'x'], invalid: [] },
    { schema: { oneOf: [{ type: 'null' }, { type: 'object', required: ['a'] }] }, valid: [null, { a: 1 }], invalid: [{}, 1] },
  ],
  references: [
    { schema: { $ref: '#/components/schemas/Positive', maximum: 5 }, valid: [1, 5], invalid: [0, 6] },
    { schema: { $ref: '#/components/schemas/Tree' }, valid: [{ children: [{ children: [] }] }], invalid: [{ children: [{ children: [1] }] }] },
    { schema: { properties: { $ref: { type: 'string' } } }, valid: [{ $ref: 'a' }], invalid: [{ $ref: 1 }] },
  ],
  unevaluatedProperties: [
    { schema: { properties: { a: {} }, unevaluatedProperties: false }, valid: [{ a: 1 }, 'x'], invalid: [{ b: 1 }] },
    { schema: { properties: { a: {} }, allOf: [{ properties: { b: {} } }], unevaluatedProperties: false }, valid: [{ a: 1, b: 2 }], invalid: [{ c: 1 }] },
    {
      schema: { anyOf: [{ properties: { b: { const: 1 } }, required: ['b'] }, { properties: { c: {} }, required: ['c'] }], unevaluatedProperties: false },
      valid: [{ b: 1 }, { c: 1 }, { b: 1, c: 1 }],
      invalid: [{ b: 2, c: 1 }, { b: 1, d: 1 }],
    },
    { schema: { oneOf: [{ properties: { b: { const: 1 } }, required: ['b'] }, { required: ['c'] }], unevaluatedProperties: false }, valid: [{ b: 1 }], invalid: [{ c: 1 }] },
    {
      schema: { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { properties: { b: {} } }, else: { properties: { c: {} } }, unevaluatedProperties: false },
      valid: [{ a: 1, b: 1 }, { c: 1 }],
      invalid: [{ a: 1, c: 1 }, { b: 1 }],
    },
    { schema: { dependentSchemas: { a: { properties: { b: {} } } }, properties: { a: {} }, unevaluatedProperties: false }, valid: [{ a: 1, b: 1 }], invalid: [{ b: 1 }] },
    { schema: { $ref: '#/components/schemas/HasA', unevaluatedProperties: false }, valid: [{ a: 1 }], invalid: [{ a: 1, b: 1 }] },
    { schema: { allOf: [{ additionalProperties: true }], unevaluatedProperties: false }, valid: [{ a: 1 }], invalid: [] },
    { schema: { allOf: [{ unevaluatedProperties: true }], unevaluatedProperties: false }, valid: [{ a: 1 }], invalid: [] },
    { schema: { allOf: [{ properties: { a: true }, unevaluatedProperties: false }], properties: { b: true } }, valid: [{ a: 1 }], invalid: [{ a: 1, b: 1 }] },
    { schema: { not: { not: { properties: { a: {} } } }, unevaluatedProperties: false }, valid: [{}], invalid: [{ a: 1 }] },
    { schema: { properties: { a: { properties: { b: {} }, unevaluatedProperties: false } } }, valid: [{ a: { b: 1 }, c: 1 }], invalid: [{ a: { c: 1 } }] },
    { schema: { unevaluatedProperties: { type: 'integer' } }, valid: [{ a: 1 }], invalid: [{ a: 'x' }] },
  ],
  unevaluatedItems: [
    { schema: { prefixItems: [{}], unevaluatedItems: false }, valid: [[1], 'x'], invalid: [[1, 2]] },
    { schema: { items: {}, unevaluatedItems: false }, valid: [[1, 2]], invalid: [] },
    { schema: { prefixItems: [{}], allOf: [{ prefixItems: [{}, {}] }], unevaluatedItems: false }, valid: [[1, 2]], invalid: [[1, 2, 3]] },
    { schema: { contains: { type: 'string' }, unevaluatedItems: { type: 'integer' } }, valid: [['a', 1]], invalid: [['a', true]] },
    { schema: { anyOf: [{ prefixItems: [{ const: 1 }] }, { prefixItems: [{}, { const: 2 }] }], unevaluatedItems: false }, valid: [[1], [3, 2]], invalid: [[1, 3]] },
  ],
};

const named: Document = {
  Positive: { type: 'integer', minimum: 1 },
  HasA: { properties: { a: true } },
  Tree: { type: 'object', required: ['children'], properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
};

const rows = Object.entries(table).flatMap(([keyword, group]) => group.map((row) => ({ keyword, ...row })));

describe('keywords', () => {
  let loaded: LoadedSchemas;
  beforeAll(async () => {
    loaded = await load({ ...named, ...Object.fromEntries(rows.map(({ schema }, index) => [`Row${index}`, schema])) });
  });

  it('reports no problem with any of them', () => {
    expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(rows.map((row, index) => [row.keyword, JSON.stringify(row.schema), row, index] as const))('%s: %s', (_keyword, _text, row, index) => {
    const name = `Row${index}`;
    const verdict = (value: Json) => ({
      value,
      is: loaded.is(name, value),
      first: loaded.validate(name)(value).ok,
      all: loaded.validate(name)(value, { all: true }).ok,
    });
    expect(row.valid.map(verdict)).toEqual(row.valid.map((value) => ({ value, is: true, first: true, all: true })));
    expect(row.invalid.map(verdict)).toEqual(row.invalid.map((value) => ({ value, is: false, first: false, all: false })));
  });
});

describe('OpenAPI 3.0', () => {
  it('reads nullable, boolean exclusive limits and null beside allOf in its own way', async () => {
    const result = await generate({
      openapi: '3.0.3',
      info: { title: 'Old', version: '1' },
      paths: {},
      components: {
        schemas: {
          Name: { type: 'string', nullable: true, maxLength: 3 },
          Size: { type: 'number', minimum: 0, exclusiveMinimum: true },
          Pet: { nullable: true, allOf: [{ type: 'object', required: ['name'], properties: { name: { type: 'string' } } }] },
        },
      },
    });
    const loaded = await loadFiles(result);
    expect([loaded.is('Name', null), loaded.is('Name', 'abc'), loaded.is('Name', 'abcd')]).toEqual([true, true, false]);
    expect([loaded.is('Size', 0), loaded.is('Size', 0.1)]).toEqual([false, true]);
    expect([loaded.is('Pet', null), loaded.is('Pet', { name: 'x' }), loaded.is('Pet', {})]).toEqual([true, true, false]);
  });
});
