/** The error catalogue, `x-errors`, fixtures, navigation and the documentation's base. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../generators/model/pointer.js';
import { printBundle } from '../../../generators/source/index.js';
import { load, onlyProblem } from './workspace.js';

const entry = (title: string, rest = ''): string => `title: ${title}
message: It is {what}.
parameters: { what: { description: What it is., example: wrong } }
meaning: Something was wrong.
causes: [One]
fixes: [Two]
actor: developer
retry: never
fields: []
see_also: []
aliases: []
provenance: documented
${rest}`;

const operation = (errors: string, rest = ''): string => `get:
  operationId: getThing
  ${rest}
  responses:
    '200': { description: ok }
  x-errors:
${errors.replace(/^/gm, '    ')}
`;

const files = (errors: string, more: Record<string, string> = {}): Record<string, string> => ({
  'openapi.yaml': `openapi: 3.1.1
info: { title: Test, version: '1' }
x-docs-base-url: https://docs.example.test/
paths:
  /things: { $ref: paths/things.yaml }
`,
  'paths/things.yaml': operation(errors),
  'schemas/Error.yaml': 'type: object\nproperties:\n  request_id: { $ref: RequestId.yaml }\n',
  'schemas/RequestId.yaml': 'type: string\nexamples: [request-id-test-1]\n',
  'errors/sets.yaml': 'every_call: { description: All., types: [bad_request, too_many] }\n',
  'errors/400/bad_request.yaml': entry('Bad request'),
  'errors/400/taken.yaml': entry('Taken', 'details: { slug: acme }\n'),
  'errors/429/too_many.yaml': entry('Too many'),
  ...more,
});

const both = 'sets: [every_call]\ntypes:\n  taken: { when: It is taken., fields: [slug] }\n  bad_request: { when: It is bad. }';

describe('x-errors', () => {
  it('becomes a list, sets first, own words kept', async () => {
    const { document } = await load(files(both));
    expect(valueAt(document, '/paths/~1things/get/x-errors')).toEqual([
      { type: 'bad_request', status: 400, set: 'every_call', when: 'It is bad.' },
      { type: 'too_many', status: 429, set: 'every_call' },
      { type: 'taken', status: 400, when: 'It is taken.', fields: ['slug'] },
    ]);
  });

  it('becomes one response per status, with an example per type', async () => {
    const { document } = await load(files(both));
    expect(valueAt(document, '/paths/~1things/get/responses/400/content')).toEqual({
      'application/json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Error' },
            {
              type: 'object',
              required: ['status_code', 'error_type'],
              properties: { status_code: { type: 'integer', const: 400 }, error_type: { type: 'string', enum: ['bad_request', 'taken'] } },
            },
          ],
        },
        examples: { bad_request: { $ref: '#/components/examples/bad_request' }, taken: { $ref: '#/components/examples/taken' } },
      },
    });
    expect(valueAt(document, '/components/examples/taken')).toEqual({
      summary: 'Taken',
      value: {
        status_code: 400,
        request_id: 'request-id-test-1',
        error_type: 'taken',
        error_message: 'It is wrong.',
        error_url: 'https://docs.example.test/errors/400#taken',
        error_details: { slug: 'acme' },
      },
    });
    expect(Object.keys(valueAt(document, '/components/examples') ?? {})).toEqual(['bad_request', 'taken', 'too_many']);
    expect(Object.keys(valueAt(document, '/x-error-catalogue') ?? {})).toEqual(['bad_request', 'taken', 'too_many']);
  });

  it('becomes the body of RFC 6749 §5.2 where the operation says so', async () => {
    const { document } = await load(files(both, { 'paths/things.yaml': operation(both, 'x-error-format: oauth2'), 'schemas/OAuthError.yaml': 'properties: { request_id: { $ref: RequestId.yaml } }\n' }));
    expect(valueAt(document, '/paths/~1things/get/responses/400/content/application~1json/schema/allOf/1/properties/error/enum')).toEqual(['bad_request', 'taken']);
    expect(valueAt(document, '/paths/~1things/get/responses/400/content/application~1json/schema/allOf/0/$ref')).toBe('#/components/schemas/OAuthError');
    expect(valueAt(document, '/components/schemas/OAuthError')).toEqual({ properties: { request_id: { $ref: '#/components/schemas/RequestId' } } });
    expect(valueAt(document, '/components/examples/taken.oauth2/value')).toEqual({
      status_code: 400,
      request_id: 'request-id-test-1',
      error: 'taken',
      error_description: 'It is wrong.',
      error_uri: 'https://docs.example.test/errors/400#taken',
    });
  });

  it('leads made content back to what it was made from', async () => {
    const { originOf, locate } = await load(files(both));
    const response = originOf('/paths/~1things/get/responses/400/content/application~1json/schema');
    expect([path.basename(response.file), response.pointer]).toEqual(['things.yaml', '/get/x-errors']);
    expect(originOf('/paths/~1things/get/x-errors/2').pointer).toBe('/get/x-errors/types/taken');
    const example = originOf('/components/examples/taken/value/error_type');
    expect([path.basename(example.file), example.pointer]).toEqual(['taken.yaml', '']);
    expect(locate(originOf('/x-error-catalogue/taken/fixes'))).toEqual({ line: 6, column: 1 });
  });

  it('expands once: the bundle of a bundle is the same', async () => {
    const text = printBundle((await load(files(both))).document, 'yaml');
    expect(printBundle((await load(files('', { 'openapi.yaml': text }))).document, 'yaml')).toBe(text);
  });

  it.each([
    ['an unknown type', 'types: { takn: {} }', 'unknown-error-type', 'Did you mean "taken"?', 8],
    ['an unknown set', 'sets: [every_cal]', 'unknown-error-set', 'Did you mean "every_call"?', 7],
    ['an unknown member', 'set: [every_call]', 'x-errors-form', 'Did you mean "sets"?', 7],
    ['an unknown detail', 'types: { taken: { why: x } }', 'x-errors-form', expect.any(String), 7],
  ])('%s is a problem with its place', async (_, errors, code, help, line) => {
    const problem = await onlyProblem(load(files(errors.replace('types: { takn: {} }', 'types:\n  takn: {}'))));
    expect(problem).toMatchObject({ code, help, origin: { file: 'things.yaml' }, position: { line } });
  });

  it('a response of that status written by hand is a problem', async () => {
    const written = operation(both).replace("'200': { description: ok }", "'200': { description: ok }\n    '400': { description: mine }");
    expect(await onlyProblem(load(files(both, { 'paths/things.yaml': written })))).toMatchObject({ code: 'error-response-written', position: { line: 6, column: 5 } });
  });
});

describe('the catalogue', () => {
  it.each([
    ['a missing key', entry('T').replace('actor: developer\n', ''), /"actor" is missing/],
    ['a wrong value', entry('T').replace('retry: never', 'retry: sometimes'), /"retry" is not never, after_change or backoff/],
    ['an unknown key', entry('T', 'see_als: []\n'), /no key "see_als"/],
    ['an undescribed parameter', entry('T').replace('{what}', '{other}'), /\{other\} that is not described/],
  ])('%s is a problem', async (_, text, message) => {
    const problem = await onlyProblem(load(files('types: {}', { 'errors/400/extra.yaml': text })));
    expect(problem).toMatchObject({ code: 'error-entry', message: expect.stringMatching(message), origin: { file: 'extra.yaml' } });
  });

  it('a set that names an unknown type is a problem', async () => {
    const problem = await onlyProblem(load(files('types: {}', { 'errors/sets.yaml': 'a:\n  description: A.\n  types: [bad_request, takenn]\n' })));
    expect(problem).toMatchObject({ code: 'unknown-error-type', help: 'Did you mean "taken"?', position: { line: 3, column: 24 } });
  });

  it('a type with two statuses is a problem', async () => {
    const problem = await onlyProblem(load(files('types: {}', { 'errors/404/taken.yaml': entry('T') })));
    expect(problem.message).toMatch(/400\/taken\.yaml and .*404\/taken\.yaml/);
  });

  it('is not looked for in a folder that merely is named errors', async () => {
    const { document } = await load({ 'openapi.yaml': 'openapi: 3.1.0\ninfo: {}\npaths: {}\n', 'errors/400/x.yaml': 'a: 1' });
    expect(document).not.toHaveProperty('x-error-catalogue');
  });
});

describe('the documentation’s base', () => {
  it('can be changed, in the sources and in a bundle alike', async () => {
    const more = { 'schemas/RequestId.yaml': 'type: string\ndescription: See https://docs.example.test/errors/400#taken for more.\nexamples: [https://docs.example.test/errors/400#taken]\n' };
    const original = await load(files(both, more));
    const moved = await load(files(both, more), { docsBaseUrl: 'http://127.0.0.1:4001/' });
    expect(moved.document['x-docs-base-url']).toBe('http://127.0.0.1:4001');
    expect(valueAt(moved.document, '/components/examples/taken/value/error_url')).toBe('http://127.0.0.1:4001/errors/400#taken');
    expect(valueAt(moved.document, '/components/schemas/RequestId')).toEqual({
      type: 'string',
      description: 'See https://docs.example.test/errors/400#taken for more.',
      examples: ['http://127.0.0.1:4001/errors/400#taken'],
    });
    const bundled = { 'openapi.yaml': printBundle(original.document, 'yaml') };
    expect((await load(bundled, { docsBaseUrl: 'http://127.0.0.1:4001' })).document).toEqual(moved.document);
  });
});

describe('fixtures', () => {
  const withExample = (example: string, more: Record<string, string> = {}): Record<string, string> => ({
    'openapi.yaml': `openapi: 3.1.1
info: { title: Test, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { examples: { one: { $ref: 'examples/a.yaml#/one' } } } }
`,
    'examples/a.yaml': example,
    'examples/fixtures/member.yaml': 'id: m1\nname: Ada\norganization: { x-fixture: organization }\n',
    'examples/fixtures/organization.yaml': 'id: o1\n',
    'examples/fixtures/id.yaml': 'plain\n',
    ...more,
  });
  const example = '/paths/~1a/get/responses/200/content/application~1json/examples/one';

  it('are expanded wherever an example uses them, in the fixture’s order, replacements in place', async () => {
    const { document, originOf } = await load(withExample('one:\n  summary: One\n  value: { list: [{ x-fixture: member, name: Grace, extra: { x-fixture: id } }] }\n'));
    const value = valueAt(document, `${example}/value`);
    expect(JSON.stringify(value)).toBe('{"list":[{"id":"m1","name":"Grace","organization":{"id":"o1"},"extra":"plain"}]}');
    const from = (pointer: string): string => `${path.basename(originOf(`${example}/value/list/0${pointer}`).file)}#${originOf(`${example}/value/list/0${pointer}`).pointer}`;
    expect([from('/id'), from('/name'), from('/organization/id')]).toEqual(['member.yaml#/id', 'a.yaml#/one/value/list/0/name', 'organization.yaml#/id']);
  });

  it.each([
    ['unknown', 'one: { value: { x-fixture: membr } }', {}, 'unknown-fixture'],
    ['circular', 'one: { value: { x-fixture: member } }', { 'examples/fixtures/organization.yaml': 'x-fixture: member' }, 'fixture-circle'],
    ['no object but changed', 'one: { value: { x-fixture: id, a: 1 } }', {}, 'fixture-not-object'],
  ])('%s: a problem', async (_, text, more, code) => {
    expect(await onlyProblem(load(withExample(text, more)))).toMatchObject({ code });
  });

  it('are data in a description without a fixtures folder', async () => {
    const { document } = await load({ 'openapi.yaml': 'openapi: 3.1.0\ninfo: {}\npaths: {}\ncomponents: { examples: { a: { value: { x-fixture: b } } } }\n' });
    expect(valueAt(document, '/components/examples/a/value')).toEqual({ 'x-fixture': 'b' });
  });
});

describe('navigation', () => {
  it('is carried as it is, and takes in the schemas it has pages for', async () => {
    const navigation = '- title: A\n  pages: [{ title: Claims, object: Claims }]\n';
    const { document } = await load(files('types: {}', { 'nav.yaml': navigation, 'schemas/tokens/Claims.yaml': 'type: object\n' }));
    expect(document['x-navigation']).toEqual([{ title: 'A', pages: [{ title: 'Claims', object: 'Claims' }] }]);
    expect(valueAt(document, '/components/schemas/Claims')).toEqual({ type: 'object' });
  });

  it('of another tool is ignored with a warning', async () => {
    const { document, problems } = await load(files('types: {}', { 'nav.yaml': 'nav: [index.md]\n' }));
    expect(document).not.toHaveProperty('x-navigation');
    expect(problems).toMatchObject([{ code: 'navigation-form', severity: 'warning' }]);
  });
});
