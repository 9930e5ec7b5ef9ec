import { describe, expect, it } from 'vitest';
import { typeScriptNames } from '../../../generators/typescript/names.js';
import { modelOf } from '../model/support.js';

function schemaNames(...names: readonly string[]): readonly string[] {
  const schemas = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const model = modelOf({ components: { schemas } });
  const table = typeScriptNames(model);
  return names.map((name) => {
    const schema = model.schemas.find((candidate) => candidate.name === name);
    return schema === undefined ? '' : table.schema(schema);
  });
}

const answer = { responses: { 204: { description: '' } } };

function operationNames(...ids: readonly string[]): readonly string[] {
  const paths = Object.fromEntries(ids.map((operationId, index) => [`/p${index}`, { get: { operationId, ...answer } }]));
  const model = modelOf({ paths });
  const names = typeScriptNames(model);
  return model.operations.map((operation) => `${names.operationValue(operation)} ${names.operationType(operation)}`);
}

describe('names of schemas', () => {
  it.each([
    ['Organization', 'Organization'],
    ['simple-user', 'SimpleUser'],
    ['io.k8s.api.core.v1.Pod', 'IoK8sApiCoreV1Pod'],
    ['APIKey', 'APIKey'],
    ['123', '_123'],
    ['😀', 'Schema'],
    ['größe', 'Größe'],
    ['__proto__', 'Proto'],
    ['class', 'Class'],
    ['Error', 'ErrorSchema'],
    ['string', 'StringSchema'],
    ['ErrorType', 'ErrorType_2'],
    ["a'; import('x'); '", 'AImportX'],
  ])('%s → %s', (name, expected) => {
    expect(schemaNames(name)).toEqual([expected]);
  });

  it('resolves collisions by name, not by place', () => {
    expect(schemaNames('user', 'User', 'USER', 'us_er')).toEqual(['User_2', 'User', 'USER', 'UsEr']);
    expect(schemaNames('User', 'user')).toEqual(['User', 'User_2']);
    expect(schemaNames('a b', 'a-b', 'a.b')).toEqual(['AB', 'AB_2', 'AB_3']);
    expect(schemaNames('a.b', 'a-b', 'a b')).toEqual(['AB_3', 'AB_2', 'AB']);
  });

  it('gives a second name to what requests and responses see differently, if a request carries it', () => {
    const model = modelOf({
      components: {
        schemas: {
          Thing: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
          Box: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          Unsent: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
          BoxWritable: {},
        },
      },
      paths: { '/': { put: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } } }, ...answer } } },
    });
    const names = typeScriptNames(model);
    expect(model.schemas.map((schema) => names.writable(schema))).toEqual(['ThingWritable', 'BoxWritable_2', 'Unsent', 'BoxWritable']);
  });

  it('refuses a schema of another model', () => {
    const [one, other] = [modelOf({ components: { schemas: { A: {} } } }), modelOf({ components: { schemas: { A: {} } } })];
    const [schema] = other.schemas;
    expect(() => schema !== undefined && typeScriptNames(one).schema(schema)).toThrow(RangeError);
  });
});

describe('names of error sets', () => {
  it('give way to schemas, and operations to them', () => {
    const model = modelOf({
      components: { schemas: { PagedErrorType: {} } },
      'x-error-sets': { paged: { types: [] }, every_call: { types: [] } },
      paths: { '/': { get: { operationId: 'everyCall', ...answer } } },
    });
    const names = typeScriptNames(model);
    expect(model.errorSets.map((set) => names.errorSet(set))).toEqual(['PagedErrorType_2', 'EveryCallErrorType']);
    expect(model.operations.map((operation) => names.operationType(operation))).toEqual(['EveryCallOperation']);
  });
});

describe('names of operations', () => {
  it.each([
    ['createOrganization', 'createOrganization CreateOrganization'],
    ['repos/get-content', 'reposGetContent ReposGetContent'],
    ['URLShorten', 'urlShorten UrlShorten'],
    ['delete', 'delete_ Delete'],
    ['__proto__', 'proto Proto'],
    ['constructor', 'constructor_ Constructor'],
    ['404', '_404 _404'],
    ['✨', 'operation Operation'],
  ])('%s → %s', (id, expected) => {
    expect(operationNames(id)).toEqual([expected]);
  });

  it('keeps operations apart that come to the same name', () => {
    expect(operationNames('get-user', 'getUser', 'get_user')).toEqual(['getUser_2 GetUser2', 'getUser GetUser', 'getUser_3 GetUser3']);
  });

  it('shares a name with the schema of the body, and with no other schema', () => {
    const schemas = { GetUserResponse: { type: 'object' }, GetTeamResponse: { type: 'object' } };
    const get = (operationId: string, schema: object): object => ({
      get: { operationId, responses: { 200: { description: '', content: { 'application/json': { schema } } } } },
    });
    const model = modelOf(
      JSON.parse(
        JSON.stringify({
          components: { schemas },
          paths: { '/u': get('getUser', { $ref: '#/components/schemas/GetUserResponse' }), '/t': get('getTeam', { type: 'string' }) },
        }),
      ),
    );
    const names = typeScriptNames(model);
    expect(model.operations.map((operation) => names.operationType(operation))).toEqual(['GetUser', 'GetTeamOperation']);
  });

  it('shares none with the schema of a body of which only a half is sent', () => {
    const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/SendBody' } } } };
    const named = (properties: object): string | undefined => {
      const model = modelOf(JSON.parse(JSON.stringify({ components: { schemas: { SendBody: { type: 'object', properties } } }, paths: { '/s': { post: { operationId: 'send', requestBody: body, ...answer } } } })));
      return model.operations.map((operation) => typeScriptNames(model).operationType(operation))[0];
    };
    expect(named({ id: { type: 'string' } })).toBe('Send');
    expect(named({ id: { type: 'string', readOnly: true } })).toBe('SendOperation');
  });
});
