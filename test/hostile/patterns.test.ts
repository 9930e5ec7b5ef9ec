/**
 * Patterns that take for ever to match, in every place where a document can have one, with a text beside each that would: every
 * command that meets them runs in a process of its own, which is killed when it does not come to an end.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../generators/model/model.js';
import { packageRoot } from '../../generators/package.js';
import { withoutSlowPatterns } from '../../generators/patterns/slowPatterns.js';
import { builtProgram } from '../support/commandLine.js';
import { makeTemporaryFolder } from '../support/temporaryFolder.js';

type JsonObject = { readonly [key: string]: Json };

const endless = `${'a'.repeat(50)}!`;
const many = Array.from({ length: 200 }, (_, index) => `x${index}`).join('|');

/** By what is bad about them. */
const patterns = [
  ['a loop in a loop', '^(a+)+$'],
  ['alternatives that overlap', '^(a|a)*$'],
  ['alternatives of which one is in the other', '^(a|aa)+$'],
  ['optional parts in a loop', '^(a?a?)*$'],
  ['two loops in a loop', '^([a-z]+|[a-m]+)*$'],
  ['a loop behind hundreds of alternatives', `^(?:${many}|(a+)+)$`],
  ['a loop in a lookahead', '^(?=(a+)+$)a'],
  ['a loop in a group with a name', '^(?<name>(?:a+)+)$'],
  ['a loop without a start', '(a+)+$'],
  ['a class of Unicode', '^(\\p{L}+)+$'],
  ['a loop of hundreds of alternatives', `^(?:${many}|a|aa)+$`],
  ['hundreds of alternatives in a loop in a loop', `^(?:(?:${many}|a)+)+$`],
  ['no loop but many optional parts', '^(a?){30}a{30}$'],
  ['loops with an end', '^(?:a{1,39}){1,39}b$'],
  ['a loop over an earlier match', '^(?:(a)\\1?)*$'],
] as const;

/** Every place of a document at which the patterns meet a text. */
function documentWith(expressions: readonly string[], openapi: string): JsonObject {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Json> = {};
  for (const [index, pattern] of expressions.entries()) {
    const schema = { type: 'string', pattern, default: endless };
    const object = { type: 'object', properties: { a: schema, example: schema, pattern: schema }, patternProperties: { [pattern]: { type: 'string' } }, propertyNames: { pattern }, example: { a: endless, [endless]: 'a' } };
    schemas[`A${index}`] = object;
    schemas[`B${index}`] = { ...schema, enum: [endless] };
    const content = { 'application/json': { schema: { $ref: `#/components/schemas/A${index}` }, examples: { x: { value: { a: endless, [endless]: 'x' } } } } };
    const body = { requestBody: { content }, responses: { 200: { description: 'ok', headers: { 'X-A': { schema, example: endless } }, content } } };
    const parameters = [{ name: 'id', in: 'path', required: true, schema, example: endless }, { name: 'q', in: 'query', schema: object, example: { [endless]: 'x' } }];
    paths[`/a${index}/{id}`] = { post: { parameters, ...body, callbacks: { a: { '{$request.query.q}': { post: body } } } } };
  }
  return { openapi, info: { title: 'Endless', version: '1' }, paths, components: { schemas } };
}

describe('a pattern with', () => {
  test.each(patterns)('%s is taken out wherever it stands in a schema, and nowhere else', (_name, pattern) => {
    const original = documentWith([pattern], '3.1.0');
    const { document, slow } = withoutSlowPatterns(original);
    const places = slow.map(({ pointer }) => pointer);
    expect(places).toEqual(expect.arrayContaining(['/components/schemas/A0/properties/example/pattern', '/components/schemas/A0/propertyNames/pattern', '/components/schemas/B0/pattern']));
    const expression = JSON.stringify(pattern);
    expect(JSON.stringify(original)).toContain(expression);
    expect(JSON.stringify(document)).not.toContain(expression);
    expect(document).toMatchObject({ components: { schemas: { A0: { properties: { pattern: { type: 'string' } }, example: { a: endless } } } } });
  });

  test('nothing wrong about it stays', () => {
    const document = documentWith(['^[a-z]+(-[a-z]+)*$'], '3.1.0');
    expect(withoutSlowPatterns(document)).toEqual({ document, slow: [] });
    const data = { openapi: '3.1.0', 'x-schema': { pattern: '^(a+)+$' }, components: { examples: { A: { value: { pattern: '^(a+)+$', text: endless } } } } };
    expect(withoutSlowPatterns(data).document).toBe(data);
  });
});

describe('a document of nothing but such patterns', () => {
  let folder = '';
  beforeAll(() => {
    folder = makeTemporaryFolder();
    for (const version of ['3.0.3', '3.1.0']) writeFileSync(join(folder, `${version}.json`), JSON.stringify(documentWith(patterns.map(([, pattern]) => pattern), version)));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('does not keep the mock from answering', { timeout: 200_000 }, () => {
    const script = `import { startMock } from ${JSON.stringify(pathToFileURL(join(packageRoot, 'dist/generators/mock/index.js')).href)};
const mock = await startMock({ input: '3.1.0.json', port: 0 });
for (let index = 0; index < ${patterns.length}; index += 1) {
  const body = JSON.stringify({ a: ${JSON.stringify(endless)}, [${JSON.stringify(endless)}]: 1 });
  const answer = await fetch(mock.url + '/a' + index + '/${endless}', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  console.log(answer.status);
}
await mock.close();`;
    const { signal, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder, encoding: 'utf8', timeout: 180_000, killSignal: 'SIGKILL' });
    expect(stderr).toBe('');
    expect(signal).toBeNull();
    expect(stdout.trim().split('\n')).toHaveLength(patterns.length);
  });

  test.each([
    ['lint', ['lint', '--input', '3.0.3.json', '--json']],
    ['lint', ['lint', '--input', '3.1.0.json', '--json']],
    ['generate', ['generate', 'types', 'validators', 'sdk', 'server', 'postman', 'docs', '--input', '3.1.0.json', '--output', 'out', '--json']],
    ['diff', ['diff', '3.0.3.json', '3.1.0.json', '--json']],
  ])('comes to an end in %s', { timeout: 200_000 }, (command, args) => {
    const { signal, stdout, stderr } = spawnSync(process.execPath, [builtProgram, ...args], { cwd: folder, encoding: 'utf8', timeout: 180_000, killSignal: 'SIGKILL', maxBuffer: 1e9 });
    expect(signal).toBeNull();
    expect(stderr).not.toMatch(/internal|defect/i);
    if (command === 'diff') return;
    expect(stdout).toContain('"slow-pattern"');
    const reported = new Set([...stdout.matchAll(/"\/components\/schemas\/B(\d+)\/pattern"/g)].map(([, index]) => index));
    expect(reported.size).toBe(patterns.length);
  });
});
