import { describe, expect, it } from 'vitest';
import { problemsOf, schemasOf } from './support.js';

describe('schemas of OpenAPI 3.1', () => {
  it('reads every keyword', () => {
    const schema = schemasOf({
      A: {
        type: ['object', 'null'],
        title: 'T',
        required: ['a', 'a', 'b'],
        properties: { a: { type: 'string', minLength: 1, pattern: '^a' } },
        patternProperties: { '^x': true },
        additionalProperties: false,
        dependentRequired: { a: ['b'] },
        minProperties: 1,
        'x-sensitive': true,
      },
    })('A');
    expect(schema.types).toEqual(['object', 'null']);
    expect(schema.required).toEqual(['a', 'b']);
    expect(schema.properties?.get('a')).toMatchObject({ pointer: '/components/schemas/A/properties/a', types: ['string'], minLength: 1, pattern: '^a' });
    expect(schema.patternProperties?.get('^x')?.always).toBe(true);
    expect(schema.additionalProperties?.always).toBe(false);
    expect(schema.dependentRequired?.get('a')).toEqual(['b']);
    expect(schema.sensitive).toBe(true);
    expect(schema.extensions).toEqual({ 'x-sensitive': true });
  });

  it('keeps the siblings of a $ref and the identity of its target', () => {
    const schema = schemasOf({ A: { type: 'object', properties: { b: { $ref: '#/components/schemas/B', maxLength: 3 } } }, B: { type: 'string' } });
    const property = schema('A').properties?.get('b');
    expect(property?.ref).toBe(schema('B'));
    expect(property?.maxLength).toBe(3);
  });

  it('tells const null from no const, and keeps null among enum values', () => {
    const schema = schemasOf({ A: { const: null }, B: { enum: ['x', null] }, C: {} });
    expect(schema('A').constant).toEqual({ value: null });
    expect(schema('B').enum).toEqual(['x', null]);
    expect(schema('C').constant).toBeUndefined();
  });

  it('treats hostile names as names', () => {
    const schema = schemasOf(
      JSON.parse('{"__proto__":{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"string"},"constructor":{"type":"number"}}}}'),
    )('__proto__');
    expect([...(schema.properties?.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
    expect(schema.properties?.get('__proto__')?.types).toEqual(['string']);
  });

  it('marks exactly the schemas of a cycle as recursive', () => {
    const schema = schemasOf({
      Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } }, leaf: { $ref: '#/components/schemas/Leaf' } } },
      Leaf: { type: 'string' },
      Forest: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    });
    expect([schema('Tree').recursive, schema('Leaf').recursive, schema('Forest').recursive]).toEqual([true, false, false]);
    expect(schema('Tree').properties?.get('children')?.recursive).toBe(true);
    expect(schema('Tree').properties?.get('leaf')?.recursive).toBe(false);
  });

  it('follows pointers into other schemas, percent escapes and anchors, and names what they lead to', () => {
    const schema = schemasOf({
      A: { type: 'object', properties: { 'first name': { type: 'string' }, again: { $ref: '#/components/schemas/A/properties/first%20name' }, here: { $ref: '#here' } } },
      B: { $defs: { Inner: { $anchor: 'here', type: 'integer' } } },
    });
    expect(schema('A').properties?.get('again')?.ref).toBe(schema('A_first_name'));
    expect(schema('A').properties?.get('here')?.ref).toBe(schema('B_Inner'));
    expect(schema('B_Inner').types).toEqual(['integer']);
  });
});

describe('schemas of OpenAPI 3.0', () => {
  const old = { openapi: '3.0.3' };

  it('turns nullable into a type, and lets null into an enum', () => {
    const schema = schemasOf({ A: { type: 'string', nullable: true }, B: { type: 'string', nullable: true, enum: ['x'] }, C: { nullable: true } }, old);
    expect(schema('A').types).toEqual(['string', 'null']);
    expect(schema('B').enum).toEqual(['x', null]);
    expect(schema('C').types).toBeUndefined();
  });

  it('turns nullable around a composition into an alternative', () => {
    const schema = schemasOf({ A: { nullable: true, description: 'D', allOf: [{ $ref: '#/components/schemas/B' }] }, B: { type: 'object' } }, old);
    const [inner, nothing] = schema('A').anyOf ?? [];
    expect(schema('A').allOf).toBeUndefined();
    expect(schema('A').description).toBe('D');
    expect(inner?.allOf?.[0]?.ref).toBe(schema('B'));
    expect(nothing?.types).toEqual(['null']);
  });

  it('turns boolean exclusive limits into limits, and example into examples', () => {
    const schema = schemasOf({ A: { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false, example: 2 } }, old)('A');
    expect(schema).toMatchObject({ exclusiveMinimum: 1, maximum: 9, examples: [2] });
    expect(schema.minimum).toBeUndefined();
    expect(schema.exclusiveMaximum).toBeUndefined();
  });

  it('ignores what restricts beside a $ref, and keeps what describes', () => {
    const property = schemasOf(
      { A: { type: 'object', properties: { b: { $ref: '#/components/schemas/B', description: 'Mine', maxLength: 3 } } }, B: { type: 'string' } },
      old,
    )('A').properties?.get('b');
    expect(property?.description).toBe('Mine');
    expect(property?.maxLength).toBeUndefined();
  });
});

describe('discriminators', () => {
  const animals = {
    Cat: { type: 'object', properties: { kind: { const: 'cat' } } },
    Dog: { type: 'object', properties: { kind: { type: 'string' } } },
  };
  const choice = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];
  const tags = (discriminator: { readonly [key: string]: string | { readonly [key: string]: string } }): readonly string[] => {
    const schema = schemasOf({ ...animals, Pet: { oneOf: choice, discriminator } })('Pet');
    return [...(schema.discriminator?.mapping ?? [])].map(([tag, branch]) => `${tag}=${branch.ref?.name ?? ''}`);
  };

  it('takes names and pointers in the mapping', () => {
    expect(tags({ propertyName: 'kind', mapping: { feline: 'Cat', canine: '#/components/schemas/Dog' } })).toEqual(['feline=Cat', 'canine=Dog']);
  });

  it('completes the mapping by the constant of the tag, else by the name', () => {
    expect(tags({ propertyName: 'kind' })).toEqual(['cat=Cat', 'Dog=Dog']);
    expect(tags({ propertyName: 'kind', mapping: { canine: 'Dog' } })).toEqual(['canine=Dog', 'cat=Cat']);
  });

  it('finds the heirs of a base without alternatives', () => {
    const schema = schemasOf({
      Base: { type: 'object', discriminator: { propertyName: 'kind' }, properties: { kind: { type: 'string' } } },
      Heir: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: 'object' }] },
    });
    expect(schema('Base').discriminator?.mapping.get('Heir')).toBe(schema('Heir'));
  });

  it('reports a mapping that leads nowhere', () => {
    expect(problemsOf({ components: { schemas: { ...animals, Pet: { oneOf: choice, discriminator: { propertyName: 'kind', mapping: { x: 'Cow' } } } } } })).toEqual([
      'error ref-not-found /components/schemas/Pet/discriminator/mapping/x',
    ]);
  });

  it('separates a base that lists its own heirs', () => {
    const members = {
      components: {
        schemas: {
          Pet: { type: 'object', properties: { name: { type: 'string' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: 'name' } },
          Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', properties: { lives: { type: 'integer' } } }] },
        },
      },
    };
    expect(problemsOf(members)).toEqual(['warning circular-inheritance /components/schemas/Pet']);
    const schema = schemasOf(members.components.schemas);
    expect(schema('Cat').allOf?.[0]?.properties?.has('name')).toBe(true);
    expect(schema('Cat').allOf?.[0]?.oneOf).toBeUndefined();
    expect(schema('Pet').oneOf).toHaveLength(1);
  });
});

describe('schemas with something wrong in them', () => {
  const problems = (schema: Parameters<typeof problemsOf>[0]): readonly string[] =>
    problemsOf({ components: { schemas: { A: schema } } }).map((problem) => problem.replace('/components/schemas/A', ''));

  it.each([
    [{ $ref: '#/components/schemas/Nowhere' }, 'error ref-not-found /$ref'],
    [{ $ref: 'other.yaml' }, 'error ref-not-found /$ref'],
    [{ $ref: '#/constructor' }, 'error ref-not-found /$ref'],
    [{ $dynamicRef: '#meta' }, 'error unsupported-keyword /$dynamicRef'],
    [{ dependencies: {} }, 'error unsupported-keyword /dependencies'],
    [{ type: 'array', items: [{ type: 'string' }] }, 'error unsupported-keyword /items'],
    [{ type: 'text' }, 'error invalid-document /type'],
    [{ type: 'string', minLength: '3' }, 'error invalid-document /minLength'],
    [{ type: 'string', minLength: -1 }, 'error invalid-document /minLength'],
    [{ type: 'object', properties: [] }, 'error invalid-document /properties'],
    [{ type: 'object', properties: { a: 'string' } }, 'error invalid-document /properties/a'],
    [{ type: 'string', required: true }, 'warning ignored-keyword /required'],
    [{ allOf: [{ $ref: '#/components/schemas/A' }] }, 'error circular-schema '],
    [{ $ref: '#/components/schemas/A' }, 'error circular-schema '],
    [{ type: 'object', 'x-one-of-required': [['a']] }, 'warning invalid-extension '],
  ])('%j', (schema, expected) => {
    expect(problems(schema)).toEqual([expected]);
  });

  it('survives nesting of any depth', () => {
    const nested = JSON.parse(`${'{"items":'.repeat(3000)}{}${'}'.repeat(3000)}`);
    expect(problems(nested)).toEqual([expect.stringMatching(/^error nesting-too-deep (\/items){256}$/)]);
    const chain = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`S${index}`, { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] }]));
    expect(problemsOf({ components: { schemas: { ...chain, S1000: {} } } }).length).toBeGreaterThan(0);
  });
});
