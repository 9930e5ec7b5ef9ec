/** Examples against schemas: closed where a value begins, open inside compositions. */
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { errorRefinement } from '../../../generators/lint/examples/errorRefinement.js';
import { countExamples, validateExamples } from '../../../generators/lint/examples/validate.js';
import { asJson } from '../../../generators/source/limits.js';
import { objectAt } from '../../../spec/rules/reading.js';

function document(yaml: string): ReturnType<typeof objectAt> {
  const result = asJson('test', load(yaml));
  return objectAt('value' in result ? result.value : null);
}

/** Findings for one example of one schema, with further components. */
function check(schema: string, example: string, components = '', openapi = '3.1.0'): string[] {
  const text = `openapi: ${openapi}
components:
  schemas:
    Subject: ${schema}
${components.replace(/^/gm, '    ')}
paths:
  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Subject' }, examples: { one: { value: ${example} } } } } } } }
`;
  return validateExamples(document(text)).map(({ pointer, message }) => `${pointer.replace('/paths/~1a/post/requestBody/content/application~1json/examples/one/value', '')} ${message.replace(/^.*schema: /, '')}`);
}

describe('closed mode', () => {
  const base = 'Base: { type: object, properties: { id: { type: string } }, required: [id] }\n';

  it.each([
    ['a described member', '{ properties: { a: {} } }', '{ a: 1 }', []],
    ['a member nobody described', '{ properties: { a: {} } }', '{ a: 1, b: 2 }', ['/b "b" is not described.']],
    ['a free-form map', '{ type: object }', '{ anything: 1 }', []],
    ['a map that says it is open', '{ properties: { a: {} }, additionalProperties: true }', '{ b: 2 }', []],
    ['members of all parts', "{ allOf: [{ $ref: '#/components/schemas/Base' }], properties: { a: {} } }", '{ id: x, a: 1 }', []],
    ['a member of no part', "{ allOf: [{ $ref: '#/components/schemas/Base' }], properties: { a: {} } }", '{ id: x, c: 1 }', ['/c "c" is not described.']],
    ['a nested value', "{ properties: { inner: { $ref: '#/components/schemas/Base' } } }", '{ inner: { id: x, y: 1 } }', ['/inner/y "y" is not described.']],
    ['items', "{ type: array, items: { $ref: '#/components/schemas/Base' } }", '[{ id: x }, { id: x, y: 1 }]', ['/1/y "y" is not described.']],
    ['one branch of a union', "{ oneOf: [{ $ref: '#/components/schemas/Base' }, { properties: { b: {} }, required: [b] }] }", '{ b: 1 }', []],
    ['a required member left out', "{ $ref: '#/components/schemas/Base' }", '{}', [" it must have required property 'id'."]],
    ['a format', '{ properties: { at: { type: string, format: date-time } } }', '{ at: yesterday }', ['/at "at" must match format "date-time".']],
    ['an enum', '{ enum: [a, b] }', 'c', [' it must be one of a, b.']],
    ['an unknown format', '{ type: string, format: whatever }', 'x', []],
    ['a reference into a schema', "{ $ref: '#/components/schemas/Base/properties/id' }", '1', [' it must be string.']],
  ])('%s', (_, schema, example, expected) => {
    expect(check(schema, example, base)).toEqual(expected);
  });

  it('follows circles', () => {
    const node = "{ properties: { next: { $ref: '#/components/schemas/Subject' } } }";
    expect(check(node, '{ next: { next: {} } }')).toEqual([]);
    expect(check(node, '{ next: { next: { x: 1 } } }')).toEqual(['/next/next/x "x" is not described.']);
  });

  it('counts the members of which exactly one is required', () => {
    const schema = '{ properties: { a: {}, b: {} }, x-one-of-required: [[a, b]] }';
    expect(check(schema, '{ a: 1 }')).toEqual([]);
    expect(check(schema, '{}')).toHaveLength(1);
    expect(check(schema, '{ a: 1, b: 2 }')).toHaveLength(1);
  });

  it('knows the forms of OpenAPI 3.0', () => {
    const schema = '{ properties: { a: { type: string, nullable: true }, n: { type: integer, minimum: 0, exclusiveMinimum: true } } }';
    expect(check(schema, '{ a: null, n: 1 }', '', '3.0.3')).toEqual([]);
    expect(check(schema, '{ n: 0 }', '', '3.0.3')).toEqual(['/n "n" must be > 0.']);
    expect(check('{ properties: { a: { type: string, nullable: true } } }', '{ a: null }', '', '3.1.0')).toEqual(['/a "a" must be string.']);
  });
});

describe('error responses', () => {
  const error = 'Error: { type: object, properties: { status_code: { type: integer }, error_type: { type: string } } }\n';
  const refined = "{ allOf: [{ $ref: '#/components/schemas/Error' }, { type: object, required: [status_code, error_type], properties: { status_code: { type: integer, const: 400 }, error_type: { type: string, enum: [bad_request, taken] } } }] }";

  /** The short way must say what the validator would. */
  it.each([
    ['a listed type', '{ status_code: 400, error_type: taken }', []],
    ['another type', '{ status_code: 400, error_type: gone }', ['/error_type']],
    ['another status', '{ status_code: 404, error_type: taken }', ['/status_code']],
    ['a type left out', '{ status_code: 400 }', ['/error_type']],
    ['a member nobody described', '{ status_code: 400, error_type: taken, x: 1 }', ['/x']],
    ['something else', '7', ['', '/status_code', '/error_type']],
  ])('%s', (_, example, expected) => {
    const text = `openapi: 3.1.0
components: { schemas: { ${error.trim()} } }
paths: { /a: { get: { responses: { '400': { content: { application/json: { schema: ${refined}, example: ${example} } } } } } } }
`;
    const found = validateExamples(document(text)).map(({ pointer }) => pointer.replace('/paths/~1a/get/responses/400/content/application~1json/example', ''));
    expect(found).toEqual(expected);
  });

  it('are read as such only when they have exactly that form', () => {
    const schema = objectAt(document(`schema: ${refined}`), 'schema');
    expect(errorRefinement(schema)?.allowed.get('error_type')).toEqual(['bad_request', 'taken']);
    for (const other of [null, {}, { ...schema, title: 'x' }, { allOf: [{}, {}] }, { allOf: [{ $ref: '#/x' }, { type: 'object', required: [], properties: { a: { type: 'string', enum: ['b'] } } }] }]) {
      expect(errorRefinement(other)).toBeUndefined();
    }
  });
});

describe('places of examples', () => {
  it('looks at parameters, headers, properties, defaults and both kinds of example', () => {
    const found = validateExamples(
      document(`openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{ name: p, in: query, schema: { type: integer }, example: x }]
      responses:
        '200':
          headers: { H: { schema: { type: integer }, example: x } }
          content: { application/json: { schema: { type: object, properties: { p: { type: integer, examples: [1, x], default: y } } }, example: [] } }
          description: ok
components:
  examples: { shared: { value: { q: 1 } } }
  responses: { R: { content: { application/json: { schema: { type: string }, examples: { one: { $ref: '#/components/examples/shared' }, two: { externalValue: x.json } } } } } }
`),
    );
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'example-invalid /paths/~1a/get/parameters/0/example',
      'example-invalid /paths/~1a/get/responses/200/headers/H/example',
      'example-invalid /paths/~1a/get/responses/200/content/application~1json/example',
      'example-invalid /paths/~1a/get/responses/200/content/application~1json/schema/properties/p/examples/1',
      'default-invalid /paths/~1a/get/responses/200/content/application~1json/schema/properties/p/default',
      'example-invalid /components/examples/shared/value',
    ]);
  });

  it('reports a schema that cannot be used, once', () => {
    const found = validateExamples(document('openapi: 3.1.0\ncomponents: { schemas: { A: { pattern: "[", examples: [a, b] } } }\n'));
    expect(found).toMatchObject([{ code: 'schema-invalid', pointer: '/components/schemas/A' }]);
  });

  it('counts examples and those that do not match', () => {
    expect(countExamples(document('openapi: 3.1.0\ncomponents: { schemas: { A: { type: string, examples: [a, 1], default: 2 } } }\n'))).toEqual({ total: 2, invalid: 1 });
  });
});
