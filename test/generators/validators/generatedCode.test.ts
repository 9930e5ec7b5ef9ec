/** The generated modules as code: they compile under the strictest flags, whatever the document says, and are the same every time. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import type { OutputFile } from '../../../generators/generator.js';
import { types } from '../../../generators/types/index.js';
import { strictest } from '../../support/strictest.mjs';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder.js';
import { documentOf, generate, generatorContext, loadFiles, modelOf, type Document } from './support.js';

/** The compiler's complaints about the validators among some files. */
function complaints(files: readonly OutputFile[]): readonly string[] {
  const folder = temporaryFolder();
  writeFiles(folder, { 'package.json': '{ "type": "module" }', ...Object.fromEntries(files.map(({ path, contents }) => [path, String(contents)])) });
  const roots = files.filter(({ path }) => path.startsWith('validators/')).map(({ path }) => join(folder, path));
  return ts.getPreEmitDiagnostics(ts.createProgram(roots, strictest)).map(({ file, start, messageText }) => {
    const code = file === undefined || start === undefined ? '' : file.text.slice(start, start + 80);
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} at ${code}`;
  });
}

async function compile(document: Document): Promise<readonly string[]> {
  const { model } = modelOf(document);
  const result = await generate(document);
  const typesResult = await types.generate(model, await generatorContext(document));
  const files = [
    ...result.files.map((file) => ({ ...file, path: `validators/${file.path}` })),
    ...typesResult.files.filter(({ path }) => path !== 'openapi.ts').map((file) => ({ ...file, path: `types/${file.path}` })),
  ];
  return complaints(files);
}

const nasty = ['*/ throw 1; /*', "'; throw 1; //", '`${process.exit()}`', '\u2028\u2029', '\\', 'a"b', '__proto__', 'constructor', 'toString', 'string', 'value', 'x = ', '</script>', '\uD800', '1', ''];

const hostile: Document = {
  openapi: '3.1.0',
  info: { title: 'Hostile', version: '1' },
  paths: {
    '/a/{id}': {
      post: {
        operationId: 'string',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', title: '*/ throw 1' } },
          ...nasty.filter((name) => name !== '').map((name) => ({ name: `q${name}`, in: 'query', schema: { type: 'string' } })),
        ],
        requestBody: { content: { "application/json; a='b'": { schema: { $ref: '#/components/schemas/Everything' } }, 'text/plain': { schema: { type: 'string' } } } },
        responses: { 200: { description: '*/', content: { 'application/json': { schema: { $ref: '#/components/schemas/validate' } } } }, 204: { description: '' }, default: { description: '' } },
      },
    },
  },
  components: {
    schemas: {
      Everything: {
        title: '*/ throw 1; /* ${1} \u2028',
        description: '*/ throw 1',
        type: 'object',
        properties: Object.fromEntries(nasty.map((name) => [name, { enum: [...nasty] }])),
        required: nasty.slice(0, 8),
        patternProperties: { "^'/\\u2028\\n[/']": { type: 'integer' } },
        additionalProperties: { pattern: "/'\\/[/'\\]]`" },
      },
      validate: { oneOf: [{ $ref: '#/components/schemas/Is' }, { $ref: '#/components/schemas/Everything' }, { type: 'null' }] },
      Is: { type: 'object', properties: { again: { $ref: '#/components/schemas/validate' }, list: { type: 'array', items: { $ref: '#/components/schemas/Is' } } } },
      Any: {},
      Text: { type: 'string', minLength: 1, maxLength: 5 },
      LongWords: { type: 'array', minItems: 1, maxItems: 3, items: { enum: ['a', 'b', 5] }, uniqueItems: true },
      Words: { type: ['string', 'null'], enum: ['a', 'b', null] },
      Whole: { type: 'integer', minimum: 1, exclusiveMaximum: 5, multipleOf: 2, format: 'int32' },
      Free: { type: 'object', minProperties: 1, maxProperties: 2, additionalProperties: { format: 'date' }, propertyNames: { maxLength: 3 } },
      Ruled: { required: ['a'], dependentRequired: { a: ['b'] }, dependentSchemas: { b: { properties: { c: { type: 'number' } } } }, unevaluatedProperties: false, 'x-one-of-required': [['a', 'b']] },
      Twice: { oneOf: [{ type: 'string' }, { type: 'string' }, { type: 'integer' }], not: { const: 'x' } },
      Never: false,
      Constant: { const: { any: 1, string: [2], __proto__x: null } },
    },
  },
};

describe('generated code', () => {
  it('compiles under the strictest flags, whatever the document says', { timeout: 120_000 }, async () => {
    expect(await compile(hostile)).toEqual([]);
  });

  it('runs, whatever the document says', async () => {
    const loaded = await loadFiles(await generate(hostile));
    const value = Object.fromEntries(nasty.map((name) => [name, name]));
    expect(loaded.validate('Everything')(value)).toMatchObject({ ok: true });
    expect(loaded.is('Everything', {})).toBe(false);
    expect(loaded.is('Is', { list: [{ again: null }] })).toBe(true);
    expect(loaded.is('Is', { list: [{ again: 5 }] })).toBe(false);
  });

  it('neither evaluates text nor imports anything but its own files', async () => {
    const { files } = await generate(hostile);
    for (const { contents } of files) {
      const code = String(contents).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code).not.toMatch(/\beval\b|new Function|import\(/);
      for (const [, specifier] of code.matchAll(/from '([^']*)'/g)) expect(specifier).toMatch(/^\.\.?\//);
    }
  });

  it('is the same on every run', async () => {
    expect(await generate(hostile)).toEqual(await generate(structuredClone(hostile)));
  });

  it('is empty modules for a document without schemas', async () => {
    const { files, problems } = await generate(documentOf({}));
    expect(problems).toEqual([]);
    expect(files.map(({ path }) => path).filter((path) => !path.startsWith('runtime/'))).toEqual(['requests.ts', 'schemas.ts', 'operations.ts', 'index.ts', 'checks.ts', 'answerChecks.ts']);
  });
});
