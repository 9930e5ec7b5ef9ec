/** Tricks that a text in every place does not play: each a document of its own, refused with its place or taken for what it says. */
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../generators/diagnostics.js';
import type { Json } from '../../generators/model/model.js';
import { generateAll } from './generate.js';
import { inspectHtml } from './inspect/html.js';
import { inspectMarkdown } from './inspect/markdown.js';
import { inspectTypeScript } from './inspect/typescript.js';

type JsonObject = { readonly [key: string]: Json };

function documentOf(members: JsonObject): string {
  return JSON.stringify({ openapi: '3.1.0', info: { title: 'Tricks', version: '1' }, paths: {}, ...members });
}

function yamlOf(members: string): string {
  return `openapi: 3.1.0\ninfo: { title: Tricks, version: '1' }\n${members}\n`;
}

function operation(operationId: string, members: JsonObject = {}): JsonObject {
  return { operationId, responses: { 200: { description: 'ok' } }, ...members };
}

function parameter(place: string, name: string, schema: Json = { type: 'string' }, members: JsonObject = {}): JsonObject {
  return { name, in: place, required: place === 'path', schema, ...members };
}

const oneCall = (members: JsonObject): JsonObject => ({ paths: { '/things': { post: operation('makeThing', members) } } });
const schemas = (map: JsonObject): JsonObject => ({ components: { schemas: map } });
/** An object with a member of its own of that name, which a literal would take for its prototype. */
const withProto = (value: Json): JsonObject => Object.fromEntries([['__proto__', value]]);
const names = [
  '../../../tmp/elsewhere', '/etc/passwd', 'C:\\windows', '..', '.', 'a/../../b', 'a\\..\\b', '~root', 'a\u0000b', 'a:b', 'file.', 'file ', '-rf', '$(x)', 'index', 'index.html',
  'assets', 'errors', '__live', '%2e%2e', '．．', '.git/config', '.htaccess', 'package.json', 'node_modules', '\u202Egpj.exe', 'ﬁle', 'İ', 'ß', 'SS',
];

describe('taken for what it says:', () => {
  test.each([
    ['line separators in paths, names, patterns and values', documentOf({ paths: { '/a\u2028pwned(1)/{i\u2029d}': { get: operation('get\u2028pwned(1)', { parameters: [parameter('path', 'i\u2029d', { type: 'string', pattern: '^[\u2028]//pwned(1)', enum: ['\u2028pwned(1)//'] })] }) } } })],
    ['template literals in the address of a server', documentOf({ servers: [{ url: 'https://{a}`${pwned(1)}`.example.com/`${pwned(1)}`', variables: { a: { default: '`${pwned(1)}`', enum: ['`${pwned(1)}`', "'];pwned(1);//"] } } }], ...oneCall({}) })],
    ['a server that is a script, a file, a host of the cloud or no address', documentOf({ servers: ['javascript:pwned(1)', 'data:text/html,<script>pwned(1)</script>', 'file:///etc/passwd', 'http://169.254.169.254/', 'http://user:pwned@host/', '//pwned.example/\r\nX: y', '', '{a}{b}', 'https://[::1'].map((url) => ({ url })), ...oneCall({}) })],
    ['headers and cookies that are more than one', documentOf(oneCall({ parameters: [parameter('header', 'X-A\r\nX-Evil: 1', { type: 'string' }, { example: "v\r\nX-Evil: 1'\r\npwned 1" }), parameter('query', 'q', { type: 'string' }, { example: "a'\npwned 1 #" }), parameter('cookie', 'c', { type: 'string' }, { example: 'a;b\r\npwned 1' })] }))],
    ['media types with quotes, line ends and elements', documentOf(oneCall({ requestBody: { content: { 'application/json; x="</script><script>pwned(1)//"': { schema: {} }, 'text/html': { schema: {}, example: '<script>pwned(1)</script>' }, 'multipart/form-data; boundary="\r\npwned 1"': { schema: { type: 'object', properties: { 'a"; filename="../../pwned\r\n': { type: 'string', format: 'binary' } } } }, "x/y;'`${pwned(1)}`": { schema: {} }, '*/*': { schema: {} } } } }))],
    ['the end of a script as a key in an example', documentOf(oneCall({ requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: { '</script><script>pwned(1)</script>': '<!--<script>', b: ']]>', '\u2028': '\u2029' } } } } }))],
    ['headers of an answer that are more than one', documentOf(oneCall({ responses: { 200: { description: 'ok', content: { "application/json;x='*/": { schema: {} } }, headers: { 'Set-Cookie\r\nX: pwned': { schema: { type: 'string' }, example: 'a\r\nb' } } } } }))],
    ['credentials with quotes and addresses that are scripts', documentOf({ ...oneCall({}), security: [{ "k'; pwned": [] }, { o: ['`${pwned(1)}`'] }, { b: [] }], components: { securitySchemes: { "k'; pwned": { type: 'apiKey', in: 'header', name: "X\r\nY: 'pwned" }, o: { type: 'oauth2', flows: { authorizationCode: { authorizationUrl: 'javascript:pwned(1)', tokenUrl: 'file:///etc/passwd', scopes: { '`${pwned(1)}`': '</script><script>pwned(1)</script>' } } } }, b: { type: 'http', scheme: "basic'; pwned" } } } })],
    ['names that read backwards, are invisible or look like others', documentOf({ tags: [{ name: '\u202Etag\u202C' }], paths: { '/a': { get: operation('get\u202Eevil\u2066x\u2069', { tags: ['\u202Etag\u202C'], summary: '/*\u202E } \u2066if (isAdmin)\u2069 \u2066 begin admins only */' }) } }, ...schemas({ 'A\u202EB': { type: 'object', properties: Object.fromEntries(['a\u202Eb', 'a\u200Bb', 'ab', 'аb', '\u115F', '\u3164', '\uFEFF', 'ﬀ'].map((name) => [name, { type: 'string' }])) } }) })],
    ['a discriminator that is the prototype', documentOf(schemas({ P: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: '__proto__', mapping: { "'];pwned(1);//": '#/components/schemas/A', constructor: '#/components/schemas/B' } } }, A: { type: 'object', required: ['__proto__'], properties: withProto({ type: 'string' }) }, B: { type: 'object', required: ['__proto__', 'b'], properties: withProto({ type: 'string' }) } }))],
    ['names that every object has', documentOf({ paths: { '/a': { get: operation('__proto__', { tags: ['constructor'], parameters: ['__proto__', 'hasOwnProperty', 'constructor', 'then'].map((name) => parameter('query', name)) }) }, '/b': { get: operation('constructor', { tags: ['__proto__'] }) } }, ...schemas({ ...withProto({ type: 'object', properties: withProto({ type: 'object', properties: { polluted: { type: 'string' } } }) }), hasOwnProperty: { type: 'string' }, toString: { type: 'object', properties: { then: { type: 'string' } } } }) })],
    ['paths that lead elsewhere', documentOf({ paths: Object.fromEntries(['//pwned.example/x', '/a?x=pwned#f', '/%2e%2e/..;/x', '/a b\t', '/../../x', '/\\\\pwned.example', '/a\r\nHost: pwned.example'].map((path, index) => [path, { get: operation(`get${index}`) }])) })],
    ['an $id and a dialect of another host', documentOf({ jsonSchemaDialect: 'https://pwned.example/dialect', ...schemas({ A: { $id: 'file:///etc/passwd', $schema: 'https://pwned.example/meta', type: 'object', properties: { a: { $id: '#', type: 'string' } } }, B: { $id: 'A', type: 'string' } }) })],
    ['names that are paths, in every place that names a file', documentOf({ tags: names.map((name) => ({ name })), paths: Object.fromEntries(names.map((name, index) => [`/p${index}`, { get: operation(name, { tags: [name] }) }])), ...schemas(Object.fromEntries(names.map((name) => [name, { type: 'object', properties: { [name]: { type: 'string' } } }]))) })],
    ['names that are devices, or longer than any file system holds', documentOf({ tags: ['con', 'nul'].map((name) => ({ name })), paths: Object.fromEntries(['con', 'nul', 'con.md', 'COM\u00B9', 't'.repeat(10_000), `${'t'.repeat(10_000)}u`, '漢'.repeat(10_000), '🤖'.repeat(10_000)].map((name, index) => [`/p${index}`, { get: operation(name, { tags: [name] }), put: operation(`${name} b`, { 'x-sdk-path': `aux.prn.put${index}` }) }])), ...schemas({ CON: { type: 'object' }, 'lpt1.x': { type: 'object' } }) })],
    ['merge keys', yamlOf('x-base: &base { responses: { "200": { description: ok } } }\npaths:\n  /a:\n    get: { <<: *base, operationId: a, summary: merged }\n  /b:\n    get: { <<: { __proto__: { polluted: true }, operationId: b }, responses: { "200": { description: ok } } }')],
    ['keys that are numbers, words and dates', yamlOf('paths: {}\ncomponents: { schemas: { 1: { type: object, properties: { 1: {type: string}, 1e3: {type: string}, 0x10: {type: string}, ~: {type: string}, true: {type: string}, 2020-01-01: {type: string}, -0: {type: string} } } } }')],
    ['a mark of the byte order', `\uFEFF${documentOf(oneCall({}))}`],
    ['numbers at the edge of what there is', documentOf(schemas({ A: { type: 'number', maximum: 1.7976931348623157e308, minimum: -0, multipleOf: 5e-324 }, B: { type: 'array', items: {}, maxItems: 9007199254740993 }, C: { type: 'integer', enum: [9007199254740993, -0, 1e21] } }))],
    ['a circle of examples', documentOf({ components: { examples: { A: { $ref: '#/components/examples/B' }, B: { $ref: '#/components/examples/A' } } }, ...oneCall({}) })],
    ['an object that demands itself', documentOf({ ...oneCall({ requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/T' } } } } }), ...schemas({ T: { type: 'object', required: ['t'], properties: { t: { $ref: '#/components/schemas/T' } } } }) })],
    ['compositions in compositions', documentOf(schemas({ A: Array.from({ length: 20 }).reduce<Json>((inner, _, index) => ({ allOf: [inner, { type: 'object', properties: { [`p${index}`]: { type: 'string' } } }] }), { type: 'object' }) }))],
    ['a hundred thousand values', documentOf(schemas({ A: { type: 'string', enum: Array.from({ length: 100_000 }, (_, index) => `v${index}`) } }))],
  ])('%s', { timeout: 120_000 }, async (_name, text) => {
    const { files, problems, document } = await generateAll(text);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    const findings: string[] = [];
    for (const [path, content] of files) {
      const found = path.endsWith('/redoc.js') ? [] : /\.[tj]s$/.test(path) ? inspectTypeScript(path, content) : path.endsWith('.html') ? inspectHtml(content) : path.endsWith('.md') ? inspectMarkdown(content) : [];
      findings.push(...found.map((finding) => `${path}: ${finding}`));
      // Other systems than this one must be able to hold the file, whatever it was named after.
      if (/[<>:"|?*\\\u0000-\u001F\u202A-\u202E\u2066-\u2069]|(?:^|\/)(?:\.{1,2}|-[^/]*|[^/]*[. ])(?:\/|$)/.test(path)) findings.push(`${JSON.stringify(path)}: a path that is none elsewhere`);
    }
    expect(findings).toEqual([]);
    expect(parse(files.get('openapi.yaml') ?? '')).toEqual(document);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('refused with its place:', () => {
  test.each([
    ['a way out that is encoded', 'outside-reference', documentOf(schemas({ A: { $ref: '%2e%2e/%2e%2e/%2e%2e/etc/passwd' } }))],
    ['a way out of encoded slashes', 'outside-reference', documentOf(schemas({ A: { $ref: '..%2f..%2f..%2fetc%2fpasswd#/x' } }))],
    ['a way out that is encoded twice', 'file-not-found', documentOf(schemas({ A: { $ref: '%252e%252e/%252e%252e/etc/passwd' } }))],
    ['a way out in a discriminator', 'outside-reference', documentOf(schemas({ P: { oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: 'a', mapping: { a: '../../../etc/passwd' } } }, A: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } }))],
    ['anchors of one name', 'ref-anchor', documentOf(schemas({ A: { $anchor: 'x', properties: { b: { $ref: '#x' } } }, B: { $anchor: 'x', type: 'string' } }))],
    ['a tag of a regular expression', 'yaml-syntax', yamlOf('paths: {}\nx-a: !!js/regexp /pwned/')],
    ['a number beyond all numbers', 'not-json', documentOf(schemas({ A: { maximum: 0 } })).replace('"maximum":0', '"maximum":1e999999')],
    ['two spellings of one key', 'duplicate-key', yamlOf('paths: {}\nx-a: { 1: a, 01: b }')],
    ['one key, once escaped', 'duplicate-key', documentOf({}).replace('"paths":{}', '"paths":{},"p\\u0061ths":{}')],
    ['a status of a prototype', 'invalid-document', documentOf({ paths: { '/a': { get: { responses: withProto({ description: 'x' }) } } } })],
  ])('%s', { timeout: 60_000 }, async (_name, code, text) => {
    const work = generateAll(text).then(({ problems }) => problems);
    const problems = await work.catch((error: unknown) => {
      if (error instanceof ProblemError) return error.problems;
      throw error;
    });
    expect(problems.filter(({ severity }) => severity === 'error').map((problem) => problem.code)).toContain(code);
  });
});
