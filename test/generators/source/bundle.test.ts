/** Many files become one document: what is lifted, what is copied, what stays, and where it came from. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../generators/model/pointer.js';
import { loadDescription, printBundle } from '../../../generators/source/index.js';
import { failure, load, onlyProblem, openapi, workspace } from './workspace.js';

const petPath = {
  'openapi.yaml': openapi('/pets:\n  $ref: paths/pets.yaml'),
  'paths/pets.yaml': `get:
  responses:
    '200':
      description: ok
      content:
        application/json:
          schema: { $ref: ../schemas/Pet.yaml }
`,
  'schemas/Pet.yaml': `type: object
properties:
  name: { type: string }
  friends:
    type: array
    items: { $ref: Pet.yaml }
  owner: { $ref: people/Owner.yaml }
`,
  'schemas/people/Owner.yaml': `type: object
properties:
  pet: { $ref: ../Pet.yaml }
`,
};

describe('bundling', () => {
  it('copies Path Items in place and lifts schemas by file name, circles included', async () => {
    const { document } = await load(petPath);
    expect(document['paths']).toEqual({
      '/pets': {
        get: { responses: { '200': { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } } },
      },
    });
    expect(valueAt(document, '/components/schemas')).toEqual({
      Owner: { type: 'object', properties: { pet: { $ref: '#/components/schemas/Pet' } } },
      Pet: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
          owner: { $ref: '#/components/schemas/Owner' },
        },
      },
    });
  });

  it('knows the file, line and column of what it copied', async () => {
    const description = await load(petPath);
    const origin = description.originOf('/components/schemas/Owner/properties/pet/$ref');
    expect(path.basename(origin.file)).toBe('Owner.yaml');
    expect(origin.pointer).toBe('/properties/pet/$ref');
    expect(description.locate(origin)).toEqual({ line: 3, column: 10 });
    const response = description.originOf('/paths/~1pets/get/responses/200');
    expect([path.basename(response.file), response.pointer]).toEqual(['pets.yaml', '/get/responses/200']);
    expect(description.locate(response)).toEqual({ line: 3, column: 5 });
    expect(description.originOf('').pointer).toBe('');
  });

  it('names every file it read', async () => {
    const { files } = await load(petPath);
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['Owner.yaml', 'Pet.yaml', 'openapi.yaml', 'pets.yaml']);
  });

  it('keeps the name that the root document gives a file', async () => {
    const { document } = await load({
      ...petPath,
      'openapi.yaml': `${petPath['openapi.yaml']}components:\n  schemas:\n    Animal: { $ref: schemas/Pet.yaml }\n`,
    });
    expect(Object.keys(valueAt(document, '/components/schemas') ?? {})).toEqual(['Animal', 'Owner']);
    expect(valueAt(document, '/components/schemas/Owner/properties/pet/$ref')).toBe('#/components/schemas/Animal');
  });

  it('tells files of one name apart by their folders', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A: { properties: { a: { $ref: a/Same.yaml }, b: { $ref: x/b/Same.yaml }, c: { $ref: y/b/Same.yaml } } }\n'),
      'a/Same.yaml': 'type: string',
      'x/b/Same.yaml': 'type: integer',
      'y/b/Same.yaml': 'type: boolean',
    });
    expect(Object.keys(valueAt(document, '/components/schemas') ?? {})).toEqual(['A', 'Same', 'b_Same', 'y_b_Same']);
  });

  it('refuses two files of one name where names are relied on, and names both', async () => {
    const problem = await onlyProblem(
      load({
        'errors/sets.yaml': '{}',
        'openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A: { properties: { a: { $ref: a/Same.yaml }, b: { $ref: b/Same.yaml } } }\n'),
        'a/Same.yaml': 'type: string',
        'b/Same.yaml': 'type: integer',
      }),
    );
    expect(problem).toMatchObject({ code: 'component-name-collision', position: { line: 7 } });
    expect(problem.message).toMatch(/a\/Same\.yaml.*b\/Same\.yaml|b\/Same\.yaml.*a\/Same\.yaml/);
  });

  it('leaves alone what only looks like a reference', async () => {
    const example = { $ref: 'nowhere.yaml', nested: { $ref: '#/nope' } };
    const { document } = await load({
      'openapi.yaml': openapi(
        '{}',
        `components:
  schemas:
    A:
      type: object
      properties: { $ref: { type: string } }
      const: ${JSON.stringify(example)}
      enum: [${JSON.stringify(example)}]
      default: ${JSON.stringify(example)}
      examples: [${JSON.stringify(example)}]
      x-note: ${JSON.stringify(example)}
`,
      ),
    });
    expect(valueAt(document, '/components/schemas/A')).toEqual({
      type: 'object',
      properties: { $ref: { type: 'string' } },
      const: example,
      enum: [example],
      default: example,
      examples: [example],
      'x-note': example,
    });
  });

  it('keeps what stands beside a schema reference and merges what stands beside a Path Item reference', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('/a:\n  $ref: a.yaml\n  summary: Here', 'components:\n  schemas:\n    B: { $ref: "#/components/schemas/C", description: beside }\n    C: { type: string }\n'),
      'a.yaml': 'summary: There\ndescription: Kept\n',
    });
    expect(valueAt(document, '/paths/~1a')).toEqual({ summary: 'Here', description: 'Kept' });
    expect(valueAt(document, '/components/schemas/B')).toEqual({ $ref: '#/components/schemas/C', description: 'beside' });
  });

  it('points into a file that is itself a schema, and follows references on the way', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A: { $ref: "Pet.yaml#/properties/name" }\n    B: { $ref: "common.yaml#/components/schemas/Deep/properties/x" }\n'),
      'Pet.yaml': 'type: object\nproperties: { name: { type: string } }\n',
      'common.yaml': 'components: { schemas: { Deep: { $ref: Deep.yaml } } }\n',
      'Deep.yaml': 'properties: { x: { type: integer } }\n',
    });
    expect(valueAt(document, '/components/schemas/A')).toEqual({ type: 'string' });
    expect(valueAt(document, '/components/schemas/B')).toEqual({ type: 'integer' });
  });

  it('rewrites discriminator mappings', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('{}', 'components:\n  schemas:\n    Pet: { oneOf: [{ $ref: Cat.yaml }], discriminator: { propertyName: kind, mapping: { cat: Cat.yaml, tom: Cat } } }\n'),
      'Cat.yaml': 'type: object\n',
    });
    expect(valueAt(document, '/components/schemas/Pet/discriminator/mapping')).toEqual({ cat: '#/components/schemas/Cat', tom: 'Cat' });
  });

  it('gives the same bytes twice, and the same bundle when a bundle is loaded again', async () => {
    const first = await load(petPath);
    const yaml = printBundle(first.document, 'yaml');
    expect(printBundle((await load(petPath)).document, 'yaml')).toBe(yaml);
    const again = await load({ 'openapi.yaml': yaml });
    expect(printBundle(again.document, 'yaml')).toBe(yaml);
    const fromJson = await load({ 'openapi.json': printBundle(first.document, 'json') }, {}, 'openapi.json');
    expect(printBundle(fromJson.document, 'yaml')).toBe(yaml);
  });

  it('takes a key named __proto__ for a name like any other', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A:\n      type: object\n      properties:\n        __proto__: { type: string }\n        constructor: { type: integer }\n'),
    });
    const properties = valueAt(document, '/components/schemas/A/properties');
    expect(Object.keys(properties ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
    expect(printBundle(document, 'json')).toContain('"__proto__": {');
    expect(printBundle(document, 'yaml')).toContain('__proto__:\n');
  });

  it('reads standard input, and references from the working directory', async () => {
    const description = await loadDescription('-', { stdin: '{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{}}' });
    expect(description.document['openapi']).toBe('3.0.3');
    expect(description.originOf('/info')).toEqual({ file: '<stdin>', pointer: '/info' });
  });

  it('understands merge keys and aliases', async () => {
    const { document } = await load({
      'openapi.yaml': openapi('{}', 'x-base: &base { type: string, maxLength: 5 }\ncomponents:\n  schemas:\n    A: { <<: *base, minLength: 1 }\n    B: *base\n'),
    });
    expect(valueAt(document, '/components/schemas')).toEqual({ A: { type: 'string', maxLength: 5, minLength: 1 }, B: { type: 'string', maxLength: 5 } });
    expect(printBundle(document, 'yaml')).not.toMatch(/[&*]ref|&base/);
  });

  it('quotes texts that YAML readers take for something else', async () => {
    const text = printBundle({ a: '2025-03-02', b: 'no', c: '1e3', d: 'one\ntwo\n', e: '0o7' }, 'yaml');
    expect(text).toBe("a: '2025-03-02'\nb: 'no'\nc: '1e3'\nd: |\n  one\n  two\ne: '0o7'\n");
  });
});

describe('remote and outside references', () => {
  const files = { 'api/openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A: { properties: { b: { $ref: ../B.yaml } } }\n'), 'B.yaml': 'type: string' };

  it('refuses a file outside the root document’s folder, unless that is allowed', async () => {
    expect(await onlyProblem(load(files, {}, 'api/openapi.yaml'))).toMatchObject({ code: 'outside-reference', position: { line: 7 } });
    const { document } = await load(files, { allowOutside: true }, 'api/openapi.yaml');
    expect(valueAt(document, '/components/schemas/B')).toEqual({ type: 'string' });
  });

  it('does not say whether a file outside exists', async () => {
    const text = (reference: string): Record<string, string> => ({ 'openapi.yaml': openapi(`/a:\n  $ref: ${reference}`) });
    const existing = await onlyProblem(load(text('/etc/passwd')));
    const missing = await onlyProblem(load(text('/etc/no-such-file')));
    expect([existing.code, missing.code]).toEqual(['outside-reference', 'outside-reference']);
  });

  it('refuses the network, unless that is allowed, and what is not public even then', async () => {
    const root = (url: string): Record<string, string> => ({ 'openapi.yaml': openapi('{}', `components:\n  schemas:\n    A: { items: { $ref: '${url}' } }\n`) });
    expect(await onlyProblem(load(root('https://schemas.example/A.yaml')))).toMatchObject({ code: 'remote-reference', position: { line: 7 } });
    for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1', '[::ffff:127.0.0.1]:1', '169.254.169.254', '10.0.0.1', '192.168.1.1']) {
      const problem = await onlyProblem(load(root(`http://${host}/A.yaml`), { allowRemote: true }));
      expect(problem).toMatchObject({ code: 'remote-unreadable', message: expect.stringContaining('loopback or private'), position: { line: 7 } });
    }
  });

  it('reads a document from the network with what it refers to on the same host', async () => {
    const { createServer } = await import('node:http');
    const documents: Record<string, string> = {
      '/openapi.yaml': openapi('{}', 'components:\n  schemas:\n    A: { items: { $ref: moved/Remote.yaml } }\n'),
      '/Remote.yaml': 'properties: { next: { $ref: Next.yaml } }',
      '/moved/Next.yaml': 'type: boolean',
    };
    const server = createServer((request, response) => {
      const text = documents[request.url ?? ''];
      response.statusCode = request.url === '/moved/Remote.yaml' ? 302 : text === undefined ? 404 : 200;
      response.setHeader('location', '/Remote.yaml').end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
      const { document, files } = await loadDescription(`${base}/openapi.yaml`, { allowRemote: true });
      expect(valueAt(document, '/components/schemas/Next')).toEqual({ type: 'boolean' });
      expect(files).toEqual([]);
      expect(await failure(loadDescription(`${base}/gone.yaml`, { allowRemote: true }))).toMatchObject({ exitCode: 3 });
      expect((await failure(loadDescription(`${base}/openapi.yaml`))).problems).toMatchObject([{ code: 'remote-reference' }]);
    } finally {
      server.close();
    }
  });
});

it('leaves a description where it is when only its folder is moved', async () => {
  const folder = workspace(petPath);
  const { originOf } = await loadDescription(path.join(folder, 'openapi.yaml'));
  expect(path.resolve(originOf('/info').file)).toBe(path.join(folder, 'openapi.yaml'));
});

describe('references where OpenAPI allows none', () => {
  it('are copied in place, with one warning for each kind', async () => {
    const description = await load({
      'openapi.yaml': openapi('/a:\n  get: { $ref: a.yaml }\n  put: { $ref: a.yaml }', 'components:\n  schemas:\n    A: { properties: { $ref: "parts.yaml#/members" } }\n'),
      'a.yaml': 'operationId: getA\nresponses: { "200": { description: ok, content: { $ref: "parts.yaml#/content" } } }\n',
      'parts.yaml': 'members: { a: { type: string } }\ncontent: { application/json: { schema: { $ref: B.yaml } } }\n',
      'B.yaml': 'type: string\n',
    });
    const operation = { operationId: 'getA', responses: { '200': { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/B' } } } } } };
    expect(valueAt(description.document, '/paths/~1a')).toEqual({ get: operation, put: operation });
    expect(valueAt(description.document, '/components/schemas/A')).toEqual({ properties: { a: { type: 'string' } } });
    expect(description.problems.map(({ code, severity, position }) => `${severity} ${code} ${position?.line ?? 0}`)).toEqual([
      'warning ref-misplaced 5',
      'warning ref-misplaced 2',
      'warning ref-misplaced 9',
    ]);
    const origin = description.originOf('/paths/~1a/put/responses/200/content/application~1json');
    expect([path.basename(origin.file), origin.pointer]).toEqual(['parts.yaml', '/content/application~1json']);
  });

  it('in place of descriptions are texts', async () => {
    const description = await load({
      'openapi.yaml': `openapi: 3.1.0\ninfo: { title: Test, version: '1', description: { $ref: 'texts.yaml#/about' } }\ntags: [{ name: a, description: { $ref: 'texts.yaml#/a' } }]\npaths: {}\nx-webhooks: { a: { $ref: hook.yaml } }\n`,
      'texts.yaml': 'about: What it is.\na: What a is.\n',
      'hook.yaml': 'post: { description: { $ref: "texts.yaml#/a" }, responses: {} }\n',
    });
    expect(description.document['info']).toMatchObject({ description: 'What it is.' });
    expect(description.document['tags']).toEqual([{ name: 'a', description: 'What a is.' }]);
    expect(description.document['x-webhooks']).toEqual({ a: { post: { description: 'What a is.', responses: {} } } });
    expect(description.problems.map(({ code, message }) => `${code} ${/"\w+"/.exec(message)?.[0]}`)).toEqual(['ref-misplaced "description"']);
  });

  it('that go in a circle end', async () => {
    const { problems } = await failure(load({ 'openapi.yaml': openapi('/a:\n  get: { $ref: a.yaml }'), 'a.yaml': '$ref: a.yaml\n' }));
    expect(problems.map(({ code }) => code)).toEqual(['ref-misplaced', 'ref-circle']);
  });
});
