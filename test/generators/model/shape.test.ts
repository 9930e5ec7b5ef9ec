import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { resolvedShape, shapeOf } from '../../../generators/model/shape.js';
import type { Shape } from '../../../generators/model/shape.js';
import { schemasOf } from './support.js';

/** A shape in one line: what a test wants to compare. */
function told(shape: Shape): string {
  const text = toldKind(shape);
  return shape.nullable && shape.kind !== 'null' ? `${text}?` : text;
}

function toldKind(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return shape.integer ? 'integer' : 'number';
    case 'literal':
      return shape.values.map((value) => JSON.stringify(value)).join('|');
    case 'array':
      return `[${told(shapeOf(shape.items))}*]`;
    case 'tuple':
      return `[${shape.items.map((item) => told(shapeOf(item))).join(',')}${shape.rest === undefined ? '' : `,${told(shapeOf(shape.rest))}*`}]`;
    case 'object': {
      const members = shape.properties.map(({ name, required, schema }) => `${name}${required ? '' : '?'}:${told(shapeOf(schema))}`);
      const patterns = [...shape.patterns].map(([pattern, schema]) => `/${pattern}/:${told(shapeOf(schema))}`);
      const rest = shape.additional === undefined ? [] : [`*:${shape.additional === false ? 'none' : told(shapeOf(shape.additional))}`];
      return `{${[...members, ...patterns, ...rest].join(' ')}}`;
    }
    case 'union':
      return `(${shape.members.map((member) => told(shapeOf(member))).join(' or ')})`;
    case 'intersection':
      return `(${shape.members.map((member) => told(shapeOf(member))).join(' and ')})`;
    case 'reference':
      return shape.target.name ?? '';
    default:
      return shape.kind;
  }
}

const others = {
  Named: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
  Other: { type: 'object', properties: { b: { type: 'integer' } } },
  Text: { type: 'string' },
  Number: { type: 'integer' },
  Nothing: { type: 'null' },
  Choice: { oneOf: [{ $ref: '#/components/schemas/Named' }, { $ref: '#/components/schemas/Other' }] },
};
const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

const cases: readonly (readonly [schema: Json, shape: string])[] = [
  [{}, 'any'],
  [true, 'any'],
  [false, 'never'],
  [{ not: {} }, 'never'],
  [{ not: true }, 'never'],
  [{ description: 'Says nothing' }, 'any'],
  [{ type: 'boolean' }, 'boolean'],
  [{ type: 'integer', format: 'int64' }, 'integer'],
  [{ type: ['string', 'null'] }, 'string?'],
  [{ type: ['integer', 'number'] }, 'number'],
  [{ type: ['string', 'integer', 'null'] }, '(string or integer)?'],
  [{ type: 'null' }, 'null'],
  // enum and const
  [{ const: 'a' }, '"a"'],
  [{ const: null }, 'null'],
  [{ enum: ['a', 1, null, true] }, '"a"|1|true?'],
  [{ enum: [null] }, 'null'],
  [{ enum: [] }, 'never'],
  [{ type: 'string', enum: ['a', 2, null] }, '"a"'],
  [{ type: 'integer', enum: [1, 1.5] }, '1'],
  [{ enum: [{ a: 1 }, [1]] }, '{"a":1}|[1]'],
  // references
  [ref('Named'), 'Named'],
  [{ ...ref('Named'), description: 'Mine' }, 'Named'],
  [{ ...ref('Named'), required: ['b'] }, '{a:string b:any}'],
  [{ ...ref('Named'), properties: { c: true } }, '{a:string c?:any}'],
  // arrays
  [{ type: 'array' }, '[any*]'],
  [{ type: 'array', items: ref('Named') }, '[Named*]'],
  [{ items: { type: 'string' } }, '[string*]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false }, '[string,integer]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'boolean' } }, '[string,boolean*]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }] }, '[string,any*]'],
  // objects
  [{ type: 'object' }, '{}'],
  [{ properties: { a: { type: 'string' } } }, '{a?:string}'],
  [{ type: ['object', 'null'], properties: { a: true }, required: ['a'], additionalProperties: false }, '{a:any *:none}?'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, '{*:integer}'],
  [{ type: 'object', patternProperties: { '^x-': { type: 'string' } } }, '{/^x-/:string}'],
  [{ type: 'object', properties: { a: true }, unevaluatedProperties: false }, '{a?:any *:none}'],
  [{ type: 'object', required: ['a'], additionalProperties: false }, '{*:none}'],
  [{ type: 'object', properties: { a: true, b: true }, anyOf: [{ required: ['a'] }, { required: ['b'] }] }, '{a?:any b?:any}'],
  // allOf
  [{ allOf: [ref('Named')] }, 'Named'],
  [{ allOf: [ref('Named')], description: 'Mine', type: 'object' }, 'Named'],
  [{ allOf: [ref('Named'), { required: ['b'] }] }, '{a:string b:any}'],
  [{ allOf: [ref('Named'), ref('Other'), { properties: { c: { type: 'boolean' } } }] }, '{a:string b?:integer c?:boolean}'],
  [{ allOf: [ref('Other')], type: 'object', properties: { c: true }, required: ['b'] }, '{b:integer c?:any}'],
  [{ allOf: [ref('Text'), { maxLength: 3 }] }, 'Text'],
  [{ allOf: [ref('Choice'), ref('Named')] }, '(Choice and Named)'],
  // conflicts: the narrower of the two, else both
  [{ allOf: [ref('Named'), { properties: { a: { const: 'x' } } }] }, '{a:"x"}'],
  [{ allOf: [{ properties: { a: { type: 'integer', const: 400 } } }, { properties: { a: ref('Number') } }] }, '{a?:400}'],
  [{ allOf: [{ properties: { a: ref('Named') } }, { properties: { a: ref('Other') } }] }, '{a?:(Named and Other)}'],
  [{ allOf: [{ properties: { a: { type: ['string', 'null'] } } }, { properties: { a: { type: 'string' } } }] }, '{a?:string}'],
  // unions
  [{ oneOf: [ref('Named'), ref('Other')] }, '(Named or Other)'],
  [{ oneOf: [ref('Named')] }, 'Named'],
  [{ anyOf: [ref('Named'), { type: 'null' }] }, 'Named?'],
  [{ anyOf: [ref('Named'), ref('Other'), { type: 'null' }] }, '(Named or Other)?'],
  [{ oneOf: [ref('Named'), ref('Named'), false] }, 'Named'],
  [{ oneOf: [{ type: 'null' }] }, 'null'],
  [{ anyOf: [{ type: 'string' }, {}] }, 'any'],
  [{ type: 'object', properties: { c: true }, oneOf: [ref('Named'), ref('Other')] }, '((Named or Other) and {c?:any})'],
  [{ type: 'object', oneOf: [ref('Named'), ref('Other')] }, '(Named or Other)'],
  [{ type: 'string', anyOf: [{ pattern: 'a' }, { format: 'email' }] }, 'string'],
];

describe('shapeOf', () => {
  it.each(cases)('%j', (schema, expected) => {
    const shape = shapeOf(schemasOf({ ...others, A: schema })('A'));
    expect(told(shape)).toBe(expected);
  });

  it('answers with the same object, and with the schema asked about', () => {
    const schema = schemasOf({ ...others, A: { allOf: [ref('Named')] } })('A');
    expect(shapeOf(schema)).toBe(shapeOf(schema));
    expect(shapeOf(schema).schema).toBe(schema);
  });

  it('does not flatten two recursive objects into an endless one', () => {
    const node = (name: string): Json => ({ type: 'object', properties: { next: ref(name) } });
    const schema = schemasOf({ One: node('One'), Two: node('Two'), Both: { allOf: [ref('One'), ref('Two')] } })('Both');
    expect(told(shapeOf(schema))).toBe('{next?:(One and Two)}');
  });

  it('takes no time for compositions that double at every level', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 60 }, (_, level) => [`L${level}`, { allOf: [ref(`L${level + 1}`), ref(`L${level + 1}`)], properties: { [`p${level}`]: true } }]),
    );
    const shape = shapeOf(schemasOf({ ...doubling, L60: { type: 'object' } })('L0'));
    expect(shape.kind === 'object' && shape.properties.length).toBe(60);
  });

  it('follows references to what they stand for', () => {
    const schema = schemasOf({ A: ref('B'), B: { ...ref('C') }, C: { type: ['string', 'null'] } })('A');
    expect(told(resolvedShape(schema))).toBe('string?');
  });
});
