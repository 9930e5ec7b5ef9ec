/** Bad input: every way in which a description cannot be read, with the place and a way out. */
import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../../generators/diagnostics.js';
import { loadDescription } from '../../../generators/source/index.js';
import { failure, load, onlyProblem, openapi, workspace } from './workspace.js';

describe('documents that cannot be read', () => {
  it('a missing file, with the nearest name', async () => {
    const folder = workspace({ 'openapi.yaml': '' });
    const error = await failure(loadDescription(`${folder}/openapi.yml`));
    expect(error.exitCode).toBe(ExitCode.unreadableInput);
    expect(error.problems[0]).toMatchObject({ code: 'file-not-found', help: 'Did you mean "openapi.yaml"?' });
  });

  it('a folder', async () => {
    const error = await failure(loadDescription(workspace({})));
    expect([error.exitCode, error.problems[0]?.code]).toEqual([ExitCode.unreadableInput, 'file-unreadable']);
  });

  it('bytes that are not UTF-8', async () => {
    const folder = workspace({ 'openapi.yaml': new Uint8Array([0x61, 0xff, 0xfe]) });
    const error = await failure(loadDescription(`${folder}/openapi.yaml`));
    expect([error.exitCode, error.problems[0]?.message]).toEqual([ExitCode.unreadableInput, expect.stringContaining('not UTF-8')]);
  });

  it.each([
    ['a YAML syntax error', 'openapi: 3.1.0\ninfo: [1, 2\npaths: {}\n', 'yaml-syntax', { line: 3 }],
    ['a tab', 'openapi: 3.1.0\ninfo:\n\ttitle: x\n', 'yaml-syntax', { line: 3 }],
    ['an unknown tag', 'openapi: 3.1.0\ninfo: !include x\n', 'yaml-syntax', { line: 2 }],
    ['two documents', 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n', 'yaml-syntax', {}],
    ['a duplicate key', 'openapi: 3.1.0\ninfo: {}\nopenapi: 3.1.0\n', 'duplicate-key', { line: 3, column: 1 }],
    ['a number that JSON lacks', 'openapi: 3.1.0\nx-a:\n  b: .nan\n', 'not-json', { line: 3, column: 3 }],
    ['an empty file', '', 'empty-document', {}],
    ['a text', 'hello', 'not-openapi', {}],
    ['another format', 'asyncapi: 3.0.0\n', 'not-openapi', {}],
    ['Swagger 2.0', "swagger: '2.0'\n", 'swagger-2', { line: 1 }],
    ['an unquoted version', 'openapi: 3.1\n', 'not-openapi', { line: 1 }],
    ['a version that is cut short', "openapi: '3.1'\n", 'openapi-version', { line: 1 }],
    ['a later version', 'openapi: 3.2.0\n', 'openapi-version', { line: 1 }],
  ])('%s', async (_, text, code, position) => {
    const error = await failure(load({ 'openapi.yaml': text }));
    expect(error.exitCode).toBe(ExitCode.problems);
    expect(error.problems[0]).toMatchObject({ code, severity: 'error', position });
    expect(error.problems[0]?.help).toBeTruthy();
  });

  it('says how a version is written that is cut short', async () => {
    expect((await onlyProblem(load({ 'openapi.yaml': "openapi: '3.1'\n" }))).help).toBe("Write openapi: '3.1.0'.");
  });

  it.each([
    ['an AsyncAPI document', 'asyncapi: 3.0.0\n', 'root file'],
    ['an Arazzo document', 'arazzo: 1.0.1\n', 'root file'],
    ['an OpenAPI Overlay', 'overlay: 1.0.0\n', 'root file'],
    ['a JSON Schema', '$schema: https://json-schema.org/draft/2020-12/schema\n', 'root file'],
    ['a Postman collection', 'info: { schema: https://schema.getpostman.com/json/collection/v2.1.0/collection.json }\nitem: []\n', 'convert'],
    ['a web page', '<!DOCTYPE html>\n<html><body>Not found</body></html>\n', 'download it again'],
  ])('says of %s what it is', async (what, text, help) => {
    const problem = await onlyProblem(load({ 'openapi.yaml': text }));
    expect(problem).toMatchObject({ code: 'not-openapi', message: `This is ${what}, not an OpenAPI document.`, help: expect.stringContaining(help) });
  });

  it('names a converter for Swagger 2.0', async () => {
    expect((await onlyProblem(load({ 'openapi.yaml': "swagger: '2.0'\n" }))).help).toContain('swagger2openapi');
  });

  it.each([
    ['a syntax error', '{\n  "openapi": "3.1.0",\n  "info": }\n}', 'json-syntax', { line: 3, column: 11 }],
    ['an unfinished document', '{\n  "openapi": "3.1.0"', 'json-syntax', { line: 2 }],
    ['a duplicate key', '{\n  "openapi": "3.1.0",\n  "a": {"k": [{"k": 1}]},\n  "\\u0061": 1\n}', 'duplicate-key', { line: 4, column: 3 }],
  ])('JSON with %s', async (_, text, code, position) => {
    expect(await onlyProblem(load({ 'openapi.json': text }, {}, 'openapi.json'))).toMatchObject({ code, position });
  });
});

describe('hostile documents', () => {
  it('aliases that stand for billions of values', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 10 }, () => `*l${i}`).join(', ')}]`);
    const problem = await onlyProblem(load({ 'openapi.yaml': `openapi: 3.1.0\nl0: &l0 lol\n${levels.join('\n')}\n` }));
    expect(problem.code).toBe('too-large');
  });

  it('an alias that contains itself', async () => {
    expect(await onlyProblem(load({ 'openapi.yaml': 'openapi: 3.1.0\nx-a: &a [*a]\n' }))).toMatchObject({ code: 'alias-cycle' });
  });

  it.each(['yaml', 'json'])('brackets without end in %s', async (extension) => {
    const text = `{"openapi":"3.1.0","x-a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const problem = await onlyProblem(load({ [`openapi.${extension}`]: text }, {}, `openapi.${extension}`));
    expect(problem.code).toBe('too-deep');
  });
});

describe('broken references', () => {
  const withSchema = (schema: string): Record<string, string> => ({
    'openapi.yaml': openapi('{}', `components:\n  schemas:\n    Organization: { type: object }\n    A:\n      ${schema}\n`),
    'schemas/Member.yaml': 'type: object\n',
  });

  it.each([
    ['a name that is not there', '$ref: "#/components/schemas/Organisation"', 'ref-not-found', 'Did you mean "Organization"?'],
    ['a file that is not there', 'items: { $ref: schemas/Membr.yaml }', 'file-not-found', 'Did you mean "Member.yaml"?'],
    ['a pointer into another file', 'items: { $ref: "schemas/Member.yaml#/properties/x" }', 'ref-not-found', undefined],
    ['a broken escape', '$ref: "#/components/schemas/%zz"', 'ref-syntax', undefined],
    ['a URN', '$ref: "urn:example:a"', 'ref-syntax', undefined],
    ['an anchor', '$ref: "#member"', 'ref-anchor', undefined],
    ['an inherited name', '$ref: "#/components/schemas/constructor"', 'ref-not-found', undefined],
  ])('%s', async (_, schema, code, help) => {
    const problem = await onlyProblem(load(withSchema(schema)));
    expect(problem).toMatchObject({ code, origin: { file: 'openapi.yaml' }, position: { line: 9 } });
    expect(problem.help).toEqual(help ?? expect.any(String));
  });

  it('another kind of component', async () => {
    const files = { 'openapi.yaml': openapi('/a:\n  get:\n    parameters:\n      - $ref: "#/components/schemas/A"', 'components:\n  schemas:\n    A: { type: string }\n') };
    expect(await onlyProblem(load(files))).toMatchObject({ code: 'ref-wrong-kind', position: { line: 7, column: 11 } });
  });

  it('a circle of Path Items', async () => {
    const problem = await onlyProblem(load({ 'openapi.yaml': openapi('/a:\n  $ref: a.yaml'), 'a.yaml': '$ref: b.yaml\n', 'b.yaml': '$ref: a.yaml\n' }));
    expect(problem.code).toBe('ref-circle');
  });

  it('reports every broken reference at once, as a fault of the document that makes it', async () => {
    const error = await failure(load(withSchema('properties: { a: { $ref: x.yaml }, b: { $ref: y.yaml } }')));
    expect(error.problems.map(({ code }) => code)).toEqual(['file-not-found', 'file-not-found']);
    expect(error.exitCode).toBe(ExitCode.problems);
  });

  it('a syntax error in a referenced file is reported there, once', async () => {
    const problem = await onlyProblem(load({ ...withSchema('properties: { a: { $ref: x.yaml }, b: { $ref: x.yaml } }'), 'x.yaml': 'a: 1\nb: ]\n' }));
    expect(problem).toMatchObject({ code: 'yaml-syntax', origin: { file: 'x.yaml' }, position: { line: 2 } });
  });
});
