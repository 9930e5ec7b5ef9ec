import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../generators/diagnostics.js';
import { buildModel } from '../../../generators/model/build.js';
import type { Json, NavigationGroup, Operation, Resource } from '../../../generators/model/model.js';
import { memberSessionSchemes } from '../../../generators/model/memberSession.js';
import { oneOfRequired } from '../../../generators/model/oneOfRequired.js';
import { errorsByStatus, jsonContent, primarySuccess, responseFor } from '../../../generators/model/responses.js';
import { build, modelOf, problemsOf, schemasOf } from './support.js';

const ok = { responses: { 200: { description: 'OK' } } };

function operation(members: { readonly [key: string]: Json }, document: { readonly [key: string]: Json } = {}): Operation {
  const [only] = modelOf({ paths: { '/things/{id}': { post: { ...ok, parameters: [{ name: 'id', in: 'path', required: true, schema: {} }], ...members } } }, ...document }).operations;
  if (only === undefined) throw new Error('There is no operation.');
  return only;
}

describe('operations', () => {
  it('merge what their Path Item says', () => {
    const parameter = (name: string, location: string, description: string): Json => ({ name, in: location, description, required: true, schema: { type: 'string' } });
    const model = modelOf({
      servers: [{ url: 'https://a.example' }],
      paths: {
        '/{id}': {
          summary: 'Of the path',
          servers: [{ url: 'https://b.example' }],
          parameters: [parameter('id', 'path', 'shared'), parameter('q', 'query', 'shared')],
          get: { parameters: [parameter('q', 'query', 'own')], ...ok },
        },
        '/other': { get: { ...ok } },
      },
    });
    const [first, second] = model.operations;
    expect(first?.parameters.map(({ name, description }) => `${name}: ${description ?? ''}`)).toEqual(['id: shared', 'q: own']);
    expect(first?.summary).toBe('Of the path');
    expect([first?.servers[0]?.url, second?.servers[0]?.url]).toEqual(['https://b.example', 'https://a.example']);
  });

  it('follow references to every kind of component', () => {
    const [only] = modelOf({
      paths: { '/x': { $ref: '#/components/pathItems/X' } },
      components: {
        pathItems: { X: { post: { parameters: [{ $ref: '#/components/parameters/Q' }], requestBody: { $ref: '#/components/requestBodies/B' }, responses: { 201: { $ref: '#/components/responses/R' } } } } },
        parameters: { Q: { name: 'q', in: 'query', style: 'pipeDelimited', schema: { type: 'array' } } },
        requestBodies: { B: { required: true, content: { 'application/json': { examples: { one: { $ref: '#/components/examples/E' } } } } } },
        responses: { R: { $ref: '#/components/responses/Real' }, Real: { description: 'Real', headers: { H: { $ref: '#/components/headers/H' } } } },
        headers: { H: { required: true, schema: { type: 'string' } } },
        examples: { E: { summary: 'One', value: { a: 1 } } },
      },
    }).operations;
    expect(only?.parameters[0]).toMatchObject({ name: 'q', style: 'pipeDelimited', explode: false });
    expect(only?.requestBody).toMatchObject({ required: true, contents: [{ mediaType: 'application/json', examples: [{ key: 'one', summary: 'One', value: { a: 1 } }] }] });
    expect(only?.responses[0]).toMatchObject({ status: '201', description: 'Real', headers: [{ name: 'H', required: true }] });
    expect(only?.responses[0]?.origin.pointer).toBe('/components/responses/Real');
  });

  it('cut paths at their parameters', () => {
    const [only] = modelOf({ paths: { '/a/{b}.{c}:run{': { get: ok } } }).operations;
    expect(only?.pathTemplate).toEqual([{ literal: '/a/' }, { parameter: 'b' }, { literal: '.' }, { parameter: 'c' }, { literal: ':run{' }]);
    expect(only?.parameters.map(({ name, in: location, schema }) => `${name} ${location} ${schema.types?.join() ?? ''}`)).toEqual(['b path string', 'c path string']);
  });

  it('have ids, whether written or not', () => {
    const ids = (paths: Json): readonly string[] => modelOf({ paths }).operations.map(({ id }) => id);
    expect(ids({ '/users/{id}': { get: ok, delete: ok }, '/users-id': { get: ok }, '/': { get: { operationId: 'getUsersId', ...ok } } })).toEqual([
      'getUsersId2',
      'deleteUsersId',
      'getUsersId3',
      'getUsersId',
    ]);
  });

  it('are two where two paths share a Path Item', () => {
    const shared = { $ref: '#/components/pathItems/X' };
    const model = modelOf({ paths: { '/a': shared, '/b': shared }, components: { pathItems: { X: { get: { operationId: 'x', ...ok } } } } });
    expect(model.operations.map(({ id, path }) => `${id} ${path}`)).toEqual(['x /a', 'getB /b']);
  });

  it('take no notice of extensions that mean something else', () => {
    const { problems } = build({ paths: { '/a': { get: { ...ok, 'x-errors': { 400: 'Bad' } } } }, components: { schemas: { A: { enum: ['a', 'b'], 'x-enum-descriptions': ['First'] } } } });
    expect(problems).toEqual([]);
    expect(schemasOf({ A: { enum: ['a', 'b'], 'x-enum-descriptions': ['First'] } })('A').enumDescriptions).toEqual({ a: 'First' });
  });

  it('keep the order of the document', () => {
    expect(modelOf({ paths: { '/b': { delete: ok, get: ok }, '/a': { put: ok } } }).operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /b',
      'GET /b',
      'PUT /a',
    ]);
  });

  it('leave out the headers that content and security speak for', () => {
    const header = (name: string): Json => ({ name, in: 'header', schema: { type: 'string' } });
    const { parameters } = operation({ parameters: [{ name: 'id', in: 'path', required: true, schema: {} }, header('Accept'), header('content-type'), header('Authorization'), header('X-A')] });
    expect(parameters.map(({ name }) => name)).toEqual(['id', 'X-A']);
  });

  it('say when they may be sent again', () => {
    const retries = modelOf({ paths: { '/': { get: ok, put: ok, post: ok, patch: { ...ok, 'x-retry': 'idempotent' } } } }).operations.map(({ retry }) => retry);
    expect(retries).toEqual(['safe', 'idempotent', 'unsent-only', 'idempotent']);
  });

  it('read the extensions of this project', () => {
    const { pagination, rbac, sdkPath, extensions } = operation({
      'x-pagination': { cursor: 'body.cursor', limit: 'body.limit', next_cursor: 'meta.next', items: 'things' },
      'x-rbac': { resource: 'stytch.member', action: 'create' },
      'x-sdk-path': 'things.members.create',
      'x-own': [1],
    });
    expect(pagination).toEqual({ cursor: 'body.cursor', limit: 'body.limit', nextCursor: 'meta.next', items: 'things' });
    expect(rbac).toEqual({ resource: 'stytch.member', action: 'create' });
    expect(sdkPath).toEqual(['things', 'members', 'create']);
    expect(extensions['x-own']).toEqual([1]);
  });

  it('inherit, replace or drop the security of the document', () => {
    const components = { securitySchemes: { basic: { type: 'http', scheme: 'Basic' }, session: { type: 'apiKey', in: 'header', name: 'X-S', 'x-member-session': 'token' } } };
    const document = { components, security: [{ basic: [] }] };
    const schemes = (members: { readonly [key: string]: Json }): Json =>
      operation(members, document).security.map((requirement) => requirement.map(({ scheme, scopes }) => [scheme.name, ...scopes].join()));
    expect(schemes({})).toEqual([['basic']]);
    expect(schemes({ security: [] })).toEqual([]);
    expect(schemes({ security: [{}, { basic: ['a'], session: [] }] })).toEqual([[], ['basic,a', 'session']]);
    expect(memberSessionSchemes(operation({ security: [{ basic: [] }, { session: [] }] }, document)).map(({ form, scheme }) => `${form} ${scheme.name}`)).toEqual([
      'token session',
    ]);
  });
});

describe('answers', () => {
  it('are found by status', () => {
    const call = operation({ responses: { default: { description: 'd' }, '4XX': { description: '4' }, 404: { description: '404' }, 201: { description: '201' }, 204: { description: '204' } } });
    expect([201, 404, 409, 500].map((status) => responseFor(call, status)?.status)).toEqual(['201', '404', '4XX', 'default']);
    expect(primarySuccess(call)?.status).toBe('201');
    expect(primarySuccess(operation({ responses: { 302: { description: '' }, 400: { description: '' } } }))?.status).toBe('302');
  });

  it('have one JSON content', () => {
    const content = (...types: readonly string[]): string | undefined =>
      jsonContent(operation({ requestBody: { content: Object.fromEntries(types.map((type) => [type, {}])) } }).requestBody?.contents ?? [])?.mediaType;
    expect(content('text/json', 'application/problem+json', 'application/json; charset=utf-8')).toBe('application/json; charset=utf-8');
    expect(content('text/csv', 'application/problem+json')).toBe('application/problem+json');
    expect(content('text/csv')).toBeUndefined();
  });
});

describe('errors', () => {
  const catalogue = {
    'x-error-catalogue': {
      slug_used: { status: 400, title: 'Slug used', message: 'The slug "{slug}" of {who}', parameters: { slug: { description: 'S', example: 'acme' } }, fields: ['slug'] },
      not_found: { status: 404, format: 'oauth2' },
      bad_request: { status: 400, actor: 'developer', retry: 'backoff', provenance: 'inferred' },
    },
    'x-error-sets': { every_call: { description: 'Any', types: ['bad_request'] } },
  };

  it('know their operations, and operations their errors', () => {
    const call = operation({ 'x-errors': [{ type: 'not_found' }, { type: 'bad_request', set: 'every_call' }, { type: 'slug_used', when: 'Taken', fields: ['a.slug'] }, { type: 'not_found' }] }, catalogue);
    expect(call.errors.map(({ type, set, when, fields }) => [type.type, set, when, fields])).toEqual([
      ['bad_request', 'every_call', undefined, []],
      ['slug_used', undefined, 'Taken', ['a.slug']],
      ['not_found', undefined, undefined, []],
    ]);
    expect(call.errors.every(({ type }) => type.operations.length === 1 && type.operations[0] === call)).toBe(true);
    expect(errorsByStatus(call).map(({ status, errors, response }) => [status, errors.length, response])).toEqual([[400, 2, undefined], [404, 1, undefined]]);
  });

  it('are ordered by status and type, with every default filled in', () => {
    const { errors, errorSets } = modelOf(catalogue);
    expect(errors.map(({ type }) => type)).toEqual(['bad_request', 'slug_used', 'not_found']);
    expect(errors[1]).toMatchObject({ exampleMessage: 'The slug "acme" of {who}', actor: 'developer', retry: 'never', provenance: 'documented', format: 'standard' });
    expect(errorSets).toMatchObject([{ name: 'every_call', description: 'Any', types: ['bad_request'] }]);
  });
});

describe('the resource tree', () => {
  const tree = (resource: Resource): Json => ({
    ...Object.fromEntries(resource.operations.map(({ id, sdkPath }) => [sdkPath.at(-1) ?? '', id])),
    ...Object.fromEntries(resource.children.map((child) => [child.name, tree(child)])),
  });
  const treeOf = (...operations: readonly { readonly [key: string]: Json }[]): Json =>
    tree(modelOf({ paths: Object.fromEntries(operations.map((members, index) => [`/p${index}`, { get: { ...ok, ...members } }])) }).resources);

  it('hangs calls where they say', () => {
    expect(treeOf({ operationId: 'a', 'x-sdk-path': 'x.y.make' }, { operationId: 'b', 'x-sdk-path': 'x.list' })).toEqual({ x: { list: 'b', y: { make: 'a' } } });
  });

  it('falls back to tag and operationId', () => {
    expect(treeOf({ operationId: 'repos/get-content', tags: ['repos'] }, { operationId: 'ListPets' }, { operationId: 'x', tags: ['Big Things', 'y'] })).toEqual({
      listPets: 'ListPets',
      repos: { getContent: 'repos/get-content' },
      bigThings: { x: 'x' },
    });
  });

  it('keeps derived paths apart', () => {
    expect(treeOf({ operationId: 'a-b', tags: ['t'] }, { operationId: 'a_b', tags: ['t'] }, { operationId: 't' })).toEqual({ t: { aB: 'a-b', aB2: 'a_b' }, t2: 't' });
    expect(treeOf({ operationId: 'then' }, { operationId: 'x', tags: ['constructor'] }, { operationId: '😀', tags: ['__proto__'] })).toEqual({
      thenCall: 'then',
      constructorGroup: { x: 'x' },
      proto: { call: '😀' },
    });
  });
});

describe('navigation', () => {
  const told = (groups: readonly NavigationGroup[]): Json =>
    groups.map(({ title, badge, pages, groups: inner }) => [
      badge === undefined ? title : `${title} (${badge})`,
      ...pages.map((page) => `${page.kind} ${page.slug}`),
      ...(inner.length === 0 ? [] : [told(inner)]),
    ]);
  const document = {
    paths: { '/': { get: { operationId: 'getThing', summary: 'Get a thing', tags: ['Things'], ...ok } } },
    components: { schemas: { Thing: { type: 'object' } } },
    'x-error-catalogue': { nope: { status: 400 } },
  };

  it('is read from the document', () => {
    const navigation = [
      { title: 'Introduction', pages: [{ title: 'Overview', guide: 'overview' }, { title: 'Postman', collection: true }] },
      {
        title: 'Things',
        badge: 'Beta',
        pages: [{ title: 'Get', operation: 'getThing' }, { title: 'Get', operation: 'getThing' }, { title: 'Thing object', object: 'Thing' }],
        groups: [{ title: 'Tokens (JWT)', pages: [{ title: 'Check locally', local: 'check', sdk: 'things.check' }] }],
      },
      { title: 'Errors', pages: [{ title: 'All', errors: 'all' }, { title: 'Bad', errors: 400 }] },
    ];
    expect(told(modelOf({ ...document, 'x-navigation': navigation }).navigation)).toEqual([
      ['Introduction', 'guide introduction/overview', 'collection introduction/postman'],
      ['Things (Beta)', 'operation things/get', 'operation things/get-2', 'object things/thing-object', [['Tokens (JWT)', 'local things/tokens-jwt/check-locally']]],
      ['Errors', 'errors errors', 'errors errors/400'],
    ]);
  });

  it('is made from tags where there is none', () => {
    expect(told(modelOf(document).navigation)).toEqual([
      ['Things', 'operation things/get-thing'],
      ['Schemas', 'object schemas/thing'],
      ['Errors', 'errors errors', 'errors errors/400'],
    ]);
  });

  it('makes addresses no file system trips over', () => {
    const schemas = Object.fromEntries(['CON', '../../etc', 'Pet', 'pet', '😀', 'É'].map((name) => [name, {}]));
    expect(told(modelOf({ components: { schemas } }).navigation)).toEqual([
      ['Schemas', 'object schemas/page-con', 'object schemas/etc', 'object schemas/pet', 'object schemas/pet-2', 'object schemas/page', 'object schemas/e'],
    ]);
  });
});

describe('either-or groups', () => {
  it('are taken over through references and allOf', () => {
    const schema = schemasOf({
      A: { type: 'object', 'x-one-of-required': [['session_token', 'session_jwt']] },
      B: { allOf: [{ $ref: '#/components/schemas/A' }], 'x-one-of-required': [['x', 'y', 'z']] },
    });
    expect(oneOfRequired(schema('B'))).toEqual([['x', 'y', 'z'], ['session_token', 'session_jwt']]);
  });
});

describe('one operation that stands in two places by reference', () => {
  it('is two operations', () => {
    const { operations } = modelOf({
      paths: { '/a': { get: { $ref: '#/components/x-operations/Get' } }, '/b': { get: { $ref: '#/components/x-operations/Get' } } },
      components: { 'x-operations': { Get: { operationId: 'readIt', ...ok } } },
    });
    expect(operations.map(({ id, path }) => [id, path])).toEqual([['readIt', '/a'], ['getB', '/b']]);
  });
});

describe('documents with something wrong in them', () => {
  const post = (members: { readonly [key: string]: Json }): { readonly [key: string]: Json } => ({ paths: { '/a': { post: { ...ok, ...members } } } });

  it.each([
    [{ paths: { '/a': { get: { operationId: 'x', ...ok } }, '/b': { get: { operationId: 'x', ...ok } } } }, 'error duplicate-operation-id /paths/~1b/get/operationId'],
    [{ paths: { '/a': { $ref: '#/components/pathItems/No' } } }, 'error ref-not-found /paths/~1a/$ref'],
    [{ components: { responses: { A: { $ref: '#/components/responses/A' } } }, ...post({ responses: { 200: { $ref: '#/components/responses/A' } } }) }, 'error circular-reference /components/responses/A'],
    [post({ responses: { 200: { $ref: 'other.yaml' } } }), 'error ref-not-found /paths/~1a/post/responses/200/$ref'],
    [post({ responses: { ok: { description: '' } } }), 'error invalid-document /paths/~1a/post/responses/ok'],
    [post({ parameters: [{ name: 'q', in: 'body' }] }), 'error invalid-document /paths/~1a/post/parameters/0'],
    [post({ parameters: [{ name: 'q', in: 'query', style: 'matrix', schema: {} }] }), 'error invalid-document /paths/~1a/post/parameters/0/style'],
    [post({ parameters: [{ in: 'query', schema: {} }] }), 'error missing-member /paths/~1a/post/parameters/0'],
    [post({ parameters: [{ name: 'q', in: 'path', required: true, schema: {} }] }), 'warning path-parameter /paths/~1a/post'],
    [post({ parameters: {} }), 'error invalid-document /paths/~1a/post/parameters'],
    [post({ security: [{ nope: [] }] }), 'error unknown-security-scheme /paths/~1a/post/security/0/nope'],
    [{ components: { securitySchemes: { a: { type: 'magic' } } } }, 'error invalid-document /components/securitySchemes/a/type'],
    [{ ...post({ 'x-errors': [{ type: 'nope' }] }), 'x-error-catalogue': { a: { status: 400 } } }, 'error unknown-error-type /paths/~1a/post/x-errors/0'],
    [{ ...post({ 'x-errors': { types: {} } }), 'x-error-catalogue': { a: { status: 400 } } }, 'error invalid-document /paths/~1a/post/x-errors'],
    [post({ 'x-retry': 'always' }), 'warning invalid-extension /paths/~1a/post/x-retry'],
    [post({ 'x-sdk-path': 'a b' }), 'error invalid-extension /paths/~1a/post/x-sdk-path'],
    [post({ 'x-sdk-path': 'a.constructor' }), 'error invalid-extension /paths/~1a/post/x-sdk-path'],
    [post({ 'x-pagination': { cursor: 'cursor', next_cursor: 'a', items: 'b' } }), 'warning invalid-extension /paths/~1a/post/x-pagination'],
    [{ paths: { '/a': { get: { ...ok, 'x-sdk-path': 'a.b' }, post: { ...ok, 'x-sdk-path': 'a' } } } }, 'error sdk-path-clash /paths/~1a/post/x-sdk-path'],
    [{ 'x-error-catalogue': { a: { status: 200 } } }, 'error invalid-extension /x-error-catalogue/a'],
    [{ 'x-error-catalogue': { a: { status: 400, actor: 'nobody' } } }, 'error invalid-extension /x-error-catalogue/a/actor'],
    [{ 'x-navigation': [{ title: 'A', pages: [{ title: 'B', operation: 'nope' }] }] }, 'error unknown-operation /x-navigation/0/pages/0/operation'],
    [{ 'x-navigation': [{ title: 'A', pages: [{ title: 'B', object: 'Nope' }] }] }, 'error unknown-schema /x-navigation/0/pages/0/object'],
    [{ 'x-navigation': [{ title: 'A', pages: [{ title: 'B' }] }] }, 'error invalid-extension /x-navigation/0/pages/0'],
    [{ 'x-docs-base-url': 'javascript:alert(1)' }, 'error invalid-extension /x-docs-base-url'],
    [{ paths: [] }, 'error invalid-document /paths'],
    [{ info: { title: 'T', version: 1 } }, 'warning invalid-document /info/version'],
    [{ info: { version: '1' } }, 'warning missing-member /info'],
    [post({ 'x-rbac': true }), 'warning invalid-extension /paths/~1a/post/x-rbac'],
    [
      { paths: Object.fromEntries(['x', 'y'].map((name) => [`/a/{${name}}`, { get: { ...ok, parameters: [{ name, in: 'path', required: true, schema: {} }] } }])) },
      'warning identical-paths /paths/~1a~1{y}',
    ],
  ])('%j', (members, expected) => {
    expect(problemsOf(members)).toEqual([expected]);
  });

  it.each([
    [{}, '', 'openapi'],
    [{ swagger: '2.0' }, '/swagger', 'swagger2openapi'],
    [{ openapi: '3.2.0' }, '/openapi', 'OpenAPI 3.0 or 3.1'],
    [{ openapi: 3 }, '/openapi', 'OpenAPI 3.0 or 3.1'],
  ])('%j is refused', (document, pointer, said) => {
    const attempt = (): unknown => buildModel({ document: JSON.parse(JSON.stringify(document)), originOf: (at) => ({ file: 'x', pointer: at }) });
    expect(attempt).toThrow(ProblemError);
    try {
      attempt();
    } catch (error) {
      const [problem] = error instanceof ProblemError ? error.problems : [];
      expect(problem?.origin?.pointer).toBe(pointer);
      expect(`${problem?.message ?? ''} ${problem?.help ?? ''}`).toContain(said);
    }
  });

  it('go on to a complete model', () => {
    const { model, problems } = build({ ...post({ responses: null, parameters: 'x', requestBody: [], security: 'y', tags: 3 }), components: 7, servers: {}, tags: [null] });
    expect(problems.length).toBeGreaterThan(4);
    expect(model.operations).toHaveLength(1);
  });
});

it('takes time in proportion to the document', () => {
  const documentOf = (count: number): { readonly [key: string]: Json } => ({
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `S${index}`,
          { type: 'object', properties: Object.fromEntries(Array.from({ length: 10 }, (__, n) => [`p${n}`, { $ref: `#/components/schemas/S${(index * 7 + n) % count}` }])) },
        ]),
      ),
    },
  });
  const time = (count: number): number => {
    const document = documentOf(count);
    const start = process.cpuUsage();
    modelOf(document);
    const { user } = process.cpuUsage(start);
    return user;
  };
  time(300);
  const [small, large] = [time(300), time(2400)];
  // Eight times the document: well under the 64 times of a quadratic builder, whatever else the machine does.
  expect(large / small).toBeLessThan(32);
});

it('a warning that would be given for every operation is given for the first few, and the last says how many there are', () => {
  const paths = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`/a${index}/{id}`, { get: { responses: {} } }]));
  const { problems } = build({ paths });
  expect(problems).toHaveLength(6);
  expect(problems.map(({ origin }) => origin?.pointer)).toEqual([0, 1, 2, 3, 4, 499].map((index) => `/paths/~1a${index}~1{id}/get`));
  expect(problems.at(-1)?.message).toContain('of 500 of this kind');
});
