/** Documents that must be refused with a located problem, or be dealt with in little time: references, names, sizes, depths. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Problem, ProblemError } from '../../generators/diagnostics.js';
import type { Json } from '../../generators/model/model.js';
import { loadDescription } from '../../generators/source/index.js';
import { generateAll } from './generate.js';

type JsonObject = { readonly [key: string]: Json };

const head = { openapi: '3.1.0', info: { title: 'Hostile', version: '1' } };

function documentOf(members: JsonObject): string {
  return JSON.stringify({ ...head, paths: {}, ...members });
}

/** The errors of a document, of whatever stage; an exception of another kind is a failure of the test. */
async function errorsOf(work: Promise<{ readonly problems: readonly Problem[] }>): Promise<readonly Problem[]> {
  try {
    return (await work).problems.filter(({ severity }) => severity === 'error');
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.filter(({ severity }) => severity === 'error');
    throw error;
  }
}

describe('a reference', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    mkdirSync(join(folder, 'api'));
    writeFileSync(join(folder, 'secret.yaml'), 'type: string\n');
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'api', 'link.yaml'));
    symlinkSync(folder, join(folder, 'api', 'folder'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function codesOf(reference: string, options = {}): Promise<readonly string[]> {
    const root = join(folder, 'api', 'openapi.json');
    writeFileSync(root, documentOf({ components: { schemas: { A: { $ref: reference } } } }));
    const problems = await errorsOf(loadDescription(root, options));
    for (const { origin } of problems) expect(origin?.pointer).toBe('/components/schemas/A/$ref');
    return problems.map(({ code }) => code);
  }

  test.each([
    '/etc/passwd', '../secret.yaml', '../../../../../../etc/passwd', './../secret.yaml', '%2e%2e/secret.yaml', '..%2fsecret.yaml', 'file:///etc/passwd',
    'FILE:///etc/passwd', 'link.yaml', 'folder/secret.yaml', 'x/../../secret.yaml', '/proc/self/environ', '/dev/zero', '/dev/stdin', '~/../../etc/passwd',
  ])('to the local file %s is refused', async (reference) => {
    expect(await codesOf(reference)).toHaveLength(1);
    expect(await codesOf(reference)).toEqual([expect.stringMatching(/^(?:outside-reference|file-not-found|file-unreadable|ref-syntax)$/)]);
  });

  test.each(['https://pwned.example/a.yaml', 'http://pwned.example', 'HTTPS://pwned.example/', 'http://127.0.0.1:1/', 'http://[::1]:1/'])('to the host %s is refused unless that is allowed', async (reference) => {
    expect(await codesOf(reference)).toEqual(['remote-reference']);
  });

  test.each([
    '127.0.0.1:1', '127.1:1', '2130706433:1', '0x7f.0.0.1:1', '0177.0.0.1:1', '0:1', '0.0.0.0:1', 'localhost:1', '10.1.2.3:1', '172.16.0.1:1', '192.168.0.1:1', '169.254.169.254', '100.64.0.1:1',
    '192.0.0.1:1', '198.18.0.1:1', '224.0.0.1:1', '255.255.255.255:1', '[::]:1', '[::1]:1', '[::127.0.0.1]:1', '[::ffff:127.0.0.1]:1', '[::ffff:a00:1]:1', '[64:ff9b::7f00:1]:1',
    '[2002:7f00:1::]:1', '[fc00::1]:1', '[fd12::1]:1', '[fe80::1]:1', '[fec0::1]:1', '[ff02::1]:1', '①②⑦.0.0.1:1', 'user:password@127.0.0.1:1',
  ])('to the internal address %s is refused even then', async (host) => {
    const root = join(folder, 'api', 'remote.json');
    writeFileSync(root, documentOf({ components: { schemas: { A: { $ref: `http://${host}/a.yaml` } } } }));
    const problems = await errorsOf(loadDescription(root, { allowRemote: true }));
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([expect.stringMatching(/remote-unreadable.*loopback or private/)]);
  });

  test.each(['\u0000', 'a\u0000.yaml', 'urn:x', 'data:application/json,{}', 'ftp://pwned.example/', 'jar:file:x!/y', '#/%', '%', '#/components/schemas/../../info', 'x'.repeat(100_000), '//pwned.example/a', '\\\\pwned.example\\share\\a', 'C:\\a.yaml', 'con', '#anchor', '#/components/schemas/constructor', '#/__proto__', '#/components/schemas/A'])(
    'of the form %j is a problem with a place',
    async (reference) => {
      const root = join(folder, 'api', 'form.json');
      writeFileSync(root, documentOf({ components: { schemas: { A: { $ref: reference } } } }));
      const problems = await errorsOf(loadDescription(root).then(async () => generateAll(documentOf({ components: { schemas: { A: { $ref: reference } } } }), ['types'])));
      expect(problems.length).toBeGreaterThan(0);
      expect(problems[0]?.origin?.pointer).toMatch(/^\/components\/schemas\/A/);
    },
  );
});

describe('what is large or deep', () => {
  const laughs = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index] ?? ''},`.repeat(10)}]`)].join('\n');
  const yaml = (rest: string): string => `openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n${rest}`;
  const nested = (depth: number, open: string, close: string, inside = ''): string => open.repeat(depth) + inside + close.repeat(depth);
  const chain = (count: number, link: (next: string) => Json): JsonObject => Object.fromEntries(Array.from({ length: count }, (_, index) => [`S${index}`, index === count - 1 ? { type: 'string' } : link(`#/components/schemas/S${index + 1}`)]));

  test.each([
    ['a billion laughs', 'too-large', () => yaml(`x-laughs:\n${laughs.replace(/^/gm, '  ')}`)],
    ['an alias of itself', 'alias-cycle', () => yaml('x-self: &self { again: *self }')],
    ['an alias of itself in a list', 'alias-cycle', () => yaml('x-self: &self [*self]')],
    ['nested lists in YAML', 'too-deep', () => yaml(`x-deep: ${nested(20_000, '[', ']')}`)],
    ['nested maps in YAML', 'too-deep', () => yaml(`x-deep: ${nested(5_000, '{a: ', '}', '1')}`)],
    ['nested indentation in YAML', 'too-deep', () => yaml(`x-deep:\n${Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth + 1)}a:`).join('\n')} 1`)],
    ['nested lists in JSON', 'too-deep', () => `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"x-deep":${nested(50_000, '[', ']')}}`],
    ['nested maps in JSON', 'too-deep', () => `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"x-deep":${nested(50_000, '{"a":', '}', '1')}}`],
    ['nested schemas', 'too-deep', () => documentOf({ components: { schemas: { A: JSON.parse(nested(200, '{"properties":{"a":', '}}', '{}')) } } })],
    ['more values than any description has', 'too-large', () => `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"x-many":[${'0,'.repeat(5_000_000)}0]}`],
    ['a schema that is itself', 'circular-schema', () => documentOf({ components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }] } } } })],
    ['schemas that are each other', 'circular-schema', () => documentOf({ components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { anyOf: [{ $ref: '#/components/schemas/A' }] } } } })],
    ['a chain of compositions', 'nesting-too-deep', () => documentOf({ components: { schemas: chain(2_000, ($ref) => ({ allOf: [{ $ref }] })) } })],
    ['a chain of references', 'nesting-too-deep', () => documentOf({ components: { schemas: chain(2_000, ($ref) => ({ $ref })) } })],
    ['a parameter that refers to itself', 'circular-reference', () => documentOf({ paths: { '/a': { get: { parameters: [{ $ref: '#/components/parameters/A' }], responses: {} } } }, components: { parameters: { A: { $ref: '#/components/parameters/A' } } } })],
    ['a Path Item that refers to itself', 'ref-circle', () => documentOf({ paths: { '/a': { $ref: '#/paths/~1a' } } })],
    ['a webhook that refers to itself', 'ref-circle', () => documentOf({ webhooks: { a: { $ref: '#/webhooks/a' } } })],
    ['a callback that refers to itself', 'circular-reference', () => documentOf({ paths: { '/a': { get: { callbacks: { a: { $ref: '#/components/callbacks/A' } }, responses: {} } } }, components: { callbacks: { A: { $ref: '#/components/callbacks/A' } } } })],
    ['a link that refers to itself', 'circular-reference', () => documentOf({ paths: { '/a': { get: { responses: { 200: { description: 'ok', links: { a: { $ref: '#/components/links/A' } } } } } } }, components: { links: { A: { $ref: '#/components/links/A' } } } })],
    ['an operationId of a call and a webhook', 'duplicate-operation-id', () => documentOf({ paths: { '/a': { get: { operationId: 'a', responses: {} } } }, webhooks: { a: { post: { operationId: 'a', responses: {} } } } })],
    ['an unknown YAML tag', 'yaml-syntax', () => yaml('x-tag: !!js/function "function () { pwned(1) }"')],
    ['a Python YAML tag', 'yaml-syntax', () => yaml('x-tag: !!python/object/apply:os.system ["pwned"]')],
    ['two documents', 'yaml-syntax', () => `${yaml('')}\n---\nopenapi: 3.1.0`],
    ['a number that JSON cannot hold', 'not-json', () => yaml('x-number: .inf')],
    ['a key that stands twice', 'duplicate-key', () => '{"openapi":"3.1.0","openapi":"3.0.0"}'],
    ['a key that stands twice in YAML', 'duplicate-key', () => yaml('x-a: 1\nx-a: 2')],
    ['nothing', 'empty-document', () => ''],
    ['a Swagger 2.0 document', 'swagger-2', () => '{"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{}}'],
    ['an AsyncAPI document', 'not-openapi', () => 'asyncapi: 3.0.0'],
    ['a version of the future', 'openapi-version', () => 'openapi: 4.0.0'],
    ['a list', 'not-openapi', () => '[]'],
    ['a text', 'not-openapi', () => 'just a text'],
    ['binary data', 'yaml-syntax', () => '\u0000\u0001\u0002'],
  ])('%s is refused', { timeout: 180_000 }, async (_name, code, make) => {
    const problems = await errorsOf(generateAll(make(), ['types']));
    expect(problems.map((problem) => problem.code)).toContain(code);
    for (const problem of problems) expect(problem.origin).toBeDefined();
  });

  const manyNames = (count: number, prefix: string): readonly string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const body = (schema: Json): JsonObject => ({ requestBody: { content: { 'application/json': { schema } } }, responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } });
  const schemaDocument = (schema: Json): string => documentOf({ paths: { '/a': { post: body({ $ref: '#/components/schemas/A' }) } }, components: { schemas: { A: schema } } });

  test.each([
    ['an enum of 20,000 values', () => schemaDocument({ type: 'string', enum: manyNames(20_000, 'value') })],
    ['an object of 3,000 properties', () => schemaDocument({ type: 'object', properties: Object.fromEntries(manyNames(3_000, 'p').map((name) => [name, { type: 'string' }])) })],
    ['a union of 1,000 members', () => schemaDocument({ oneOf: manyNames(1_000, 'm').map((name) => ({ type: 'object', required: [name], properties: { [name]: { const: name } } })) })],
    ['a text of two million characters', () => schemaDocument({ description: 'word '.repeat(400_000), type: 'string', default: 'x'.repeat(1_000_000) })],
    ['a text of nothing but Markdown marks', () => schemaDocument({ description: '[*_`<!#|'.repeat(5_000), type: 'string' })],
    ['a text of open brackets', () => schemaDocument({ description: '['.repeat(20_000), type: 'string' })],
    ['a text of nested quotes', () => schemaDocument({ description: '>'.repeat(5_000), type: 'string' })],
    ['a text of backticks', () => schemaDocument({ description: Array.from({ length: 400 }, (_, index) => '`'.repeat(index)).join('a'), type: 'string' })],
    ['limits beyond every sample', () => schemaDocument({ type: 'object', required: ['a', 'b', 'c'], properties: { a: { type: 'string', minLength: 1e9 }, b: { type: 'array', minItems: 1e9, items: { type: 'integer' } }, c: { type: 'number', minimum: 1e300, multipleOf: 1e-300 } } })],
    ['every schema in every other', () => documentOf({ components: { schemas: Object.fromEntries(manyNames(40, 'S').map((name) => [name, { type: 'object', properties: Object.fromEntries(manyNames(40, 'S').map((other) => [other, { $ref: `#/components/schemas/${other}` }])) }])) } })],
    ['doubling objects', () => documentOf({ paths: { '/a': { post: body({ $ref: '#/components/schemas/S0' }) } }, components: { schemas: Object.fromEntries(manyNames(40, 'S').map((name, index) => [name, { type: 'object', required: ['a', 'b'], properties: { a: { $ref: `#/components/schemas/S${Math.min(index + 1, 39)}` }, b: { $ref: `#/components/schemas/S${Math.min(index + 1, 39)}` } } }])) } })],
    ['doubling compositions', () => documentOf({ components: { schemas: Object.fromEntries(manyNames(26, 'S').map((name, index) => [name, index === 25 ? { type: 'object' } : { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }, { $ref: `#/components/schemas/S${index + 1}` }] }])) } })],
    ['doubling unions', () => documentOf({ components: { schemas: Object.fromEntries(manyNames(26, 'S').map((name, index) => [name, index === 25 ? { type: 'string' } : { anyOf: [{ $ref: `#/components/schemas/S${index + 1}` }, { $ref: `#/components/schemas/S${index + 1}` }] }])) } })],
    ['aliases within limits', () => yaml(`x-a: &a [1, 2, 3]\nx-b: &b [*a, *a]\nx-c: [*b, *b]`)],
    ['callbacks of callbacks of callbacks', () => documentOf({ paths: { '/a': { post: { callbacks: { a: { $ref: '#/components/callbacks/C0' } }, responses: {} } } }, components: { callbacks: Object.fromEntries(manyNames(30, 'C').map((name, index) => [name, { x: { post: { callbacks: { l: { $ref: `#/components/callbacks/C${Math.min(index + 1, 29)}` }, r: { $ref: `#/components/callbacks/C${Math.min(index + 1, 29)}` } }, responses: {} } } }])) } })],
    ['a webhook of every name', () => documentOf({ webhooks: Object.fromEntries(manyNames(1_000, 'w').map((name) => [name, { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } }, responses: {} } }])), components: { schemas: { A: { type: 'object', properties: { a: { type: 'string' } } } } } })],
    ['names of 5,000 characters', () => documentOf({ paths: { [`/${'p'.repeat(5_000)}`]: { get: { operationId: 'o'.repeat(5_000), tags: ['tag'], responses: {} } } }, components: { schemas: { [`S${'s'.repeat(5_000)}`]: { type: 'string' } } } })],
    ['names that differ in case only', () => documentOf({ tags: [{ name: 'Tag' }, { name: 'tag' }], paths: { '/a': { get: { operationId: 'getA', tags: ['Tag'], responses: {} }, put: { operationId: 'geta', tags: ['tag'], responses: {} } } }, components: { schemas: { Abc: { type: 'string' }, abc: { type: 'integer' }, ABC: { type: 'boolean' } } } })],
  ])('%s: is dealt with in little time and space', { timeout: 180_000 }, async (_name, make) => {
    const before = process.memoryUsage().heapUsed;
    const { files, problems } = await generateAll(make());
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const size = [...files.values()].reduce((sum, content) => sum + content.length, 0);
    expect(size).toBeLessThan(150_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_500_000_000);
  });
});
