/** Whom a change concerns, that large and recursive documents end, and how differences are printed. */
import { expect, test } from 'vitest';
import { diffDescriptions } from '../../../generators/diff/index.js';
import { diffJson, diffMarkdown, diffPretty } from '../../../generators/diff/print.js';
import type { Json } from '../../../generators/model/model.js';
import { openDescription } from '../../../generators/pipeline.js';
import { printBundle } from '../../../generators/source/index.js';
import { style } from '../../../generators/text/terminal.js';
import { differenceOf, documentOf, type JsonObject } from './documents.js';

const everything = { least: 'documentation' } as const;

/** Operations that use named schemas, in a document of those schemas. */
function documentWith(schemas: JsonObject, uses: Readonly<Record<string, { readonly request?: string; readonly response?: string }>>): JsonObject {
  const body = (name: string): Json => ({ content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } });
  const paths = Object.entries(uses).map(([id, { request, response }]) => [
    `/${id}`,
    { post: { operationId: id, ...(request === undefined ? {} : { requestBody: body(request) }), responses: { 200: { description: 'Done.', ...Object(response === undefined ? {} : body(response)) } } } },
  ]);
  return { openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: Object.fromEntries(paths), components: { schemas } };
}

const address = (properties: JsonObject): JsonObject => ({
  Address: { type: 'object', properties },
  Person: { type: 'object', properties: { home: { $ref: '#/components/schemas/Address' }, friends: { type: 'array', items: { $ref: '#/components/schemas/Person' } } } },
  Order: { type: 'object', properties: { to: { $ref: '#/components/schemas/Address' } } },
});
const uses = { getPerson: { response: 'Person' }, sendOrder: { request: 'Order' }, ping: {} };

test('a change of a shared schema is told once, with every operation it concerns, however far away', async () => {
  const old = documentWith(address({ street: { type: 'string' }, city: { type: 'string' } }), uses);
  const { changes, counts } = await differenceOf(old, documentWith(address({ street: { type: 'string' } }), uses));
  expect(counts).toEqual({ breaking: 1, additive: 0, documentation: 0 });
  expect(changes[0]).toMatchObject({
    rule: 'property-removed',
    subject: { kind: 'schema', name: 'Address' },
    at: 'city',
    operations: ['getPerson', 'sendOrder'],
    directions: ['response', 'request'],
    old: { pointer: '/components/schemas/Address/properties/city' },
    new: { pointer: '/components/schemas/Address' },
  });
});

test('what is breaking in one direction only is told for the operations of that direction', async () => {
  const old = documentWith(address({ kind: { type: 'string', enum: ['home'] } }), uses);
  const now = documentWith(address({ kind: { type: 'string', enum: ['home', 'work'] } }), uses);
  const { changes } = await differenceOf(old, now);
  expect(changes.map(({ level, operations, directions }) => ({ level, operations, directions }))).toEqual([
    { level: 'breaking', operations: ['getPerson'], directions: ['response'] },
    { level: 'additive', operations: ['sendOrder'], directions: ['request'] },
  ]);
  const tolerant = await differenceOf(old, now, { openEnums: true });
  expect(tolerant.changes).toMatchObject([{ level: 'additive', directions: ['response', 'request'], operations: ['getPerson', 'sendOrder'] }]);
});

test('a chain of references longer than a stack is deep, and back to its start', async () => {
  const length = 4_000;
  const chain = (last: JsonObject): JsonObject =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`S${index}`, { type: 'object', properties: { next: { $ref: `#/components/schemas/S${(index + 1) % length}` }, ...(index === length - 1 ? last : {}) } }]),
    );
  const old = documentWith(chain({ end: { type: 'string' } }), { walk: { response: 'S0' } });
  const { changes } = await differenceOf(old, documentWith(chain({}), { walk: { response: 'S0' } }));
  expect(changes).toMatchObject([{ rule: 'property-removed', subject: { name: `S${length - 1}` }, operations: ['walk'] }]);
});

test('schemas that all refer to each other are compared pair by pair, not path by path', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `N${index}`);
  const net = (type: string): JsonObject =>
    Object.fromEntries(names.map((name) => [name, { type: 'object', properties: { id: { type }, ...Object.fromEntries(names.map((other) => [other, { $ref: `#/components/schemas/${other}` }])) } }]));
  const { changes } = await differenceOf(documentWith(net('string'), { walk: { response: 'N0' } }), documentWith(net('integer'), { walk: { response: 'N0' } }));
  expect(changes).toHaveLength(names.length);
});

test('a description and its bundle are the same', { timeout: 60_000 }, async () => {
  const sources = await openDescription({});
  const bundle = await openDescription({ input: '-', stdin: printBundle(sources.description.document, 'json') });
  expect(diffDescriptions(sources, bundle).changes).toEqual([]);
  expect(sources.model.operations.length).toBeGreaterThan(100);
});

const robot = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ ...documentOf('response', { type: 'object', properties }), ...more });

test('no changes are said to be none', async () => {
  const difference = await differenceOf(robot({}), robot({}));
  expect(diffMarkdown(difference, everything)).toBe('No changes.\n');
  expect(diffPretty(difference, everything, style(false))).toBe('No changes.\n');
  expect(JSON.parse(diffJson(difference, everything))).toEqual({ ok: true, exitCode: 0, breaking: false, counts: { breaking: 0, additive: 0, documentation: 0 }, changes: [] });
});

test('Markdown for a changelog: by level, then by what it belongs to, with places', async () => {
  const difference = await differenceOf(robot({ name: { type: 'string' } }), robot({ age: { type: 'integer' } }, { info: { title: 'Animals', version: '2.0.0' } }));
  expect(diffMarkdown(difference, everything)).toMatchInlineSnapshot(`
    "1 breaking change, 1 addition, 1 change of the documentation.

    ## Breaking changes

    ### POST /animals

    - \`200 response.name\`: name is gone. (\`property-removed\`; \`<stdin>:19:11\` → \`<stdin>:16:9\`)

    ## Additions

    ### POST /animals

    - \`200 response.age\`: There is an optional age now: integer. (\`property-added\`; \`<stdin>:16:9\` → \`<stdin>:19:11\`)

    ## Documentation

    ### The description

    - \`info/version\`: The version is 2.0.0 now; it was 1.0.0. (\`version-changed\`; \`<stdin>:5:3\`)
    "
  `);
  const breakingOnly = diffMarkdown(difference, { least: 'breaking' });
  expect(breakingOnly).toContain('1 addition');
  expect(breakingOnly).not.toContain('## Additions');
});

test('what many operations have in common is said once', async () => {
  const withTag = (tag: string): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`/p${index}`, { get: { operationId: `get${index}`, tags: [tag], responses: { 200: { description: 'Done.' } } } }])),
  });
  const text = diffMarkdown(await differenceOf(withTag('a'), withTag('b')), everything);
  expect(text).toContain('### 8 operations\n\nConcerns `get0`, `get1`, `get2`, `get3`, `get4` and 3 more.\n');
  expect(text.match(/tags-changed/g)).toHaveLength(1);
});

test('JSON holds all of it, with the reason for each level', async () => {
  const difference = await differenceOf(robot({ name: { type: 'string' } }), robot({ age: { type: 'integer' } }));
  expect(JSON.parse(diffJson(difference, everything))).toEqual({
    ok: false,
    exitCode: 1,
    breaking: true,
    counts: { breaking: 1, additive: 1, documentation: 0 },
    changes: difference.changes.map((change) => ({ ...change, why: expect.stringMatching(/\.$/) as unknown })),
  });
  expect(JSON.parse(diffJson(difference, { least: 'breaking' }))).toMatchObject({ counts: { additive: 1 }, changes: [{ level: 'breaking' }] });
});

test('text of a document can neither break out of Markdown nor steer a terminal', async () => {
  const name = '<img src=x onerror=alert(1)>`|\u001b[2J\n# heading';
  const difference = await differenceOf(robot({}), robot({ [name]: { type: 'string' } }));
  const markdown = diffMarkdown(difference, everything);
  // Inside a code span nothing is markup; outside, the angle brackets are entities.
  expect(markdown.replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '')).not.toContain('<img');
  expect(markdown).not.toMatch(/^# heading/m);
  expect(markdown).not.toContain('\u001b');
  const pretty = diffPretty(difference, everything, style(false));
  expect(pretty).not.toContain('\u001b');
  expect(pretty).not.toMatch(/^# heading/m);
});
