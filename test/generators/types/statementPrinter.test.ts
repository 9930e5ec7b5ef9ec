import { createRequire } from 'node:module';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { statementPrinter } from '../../../generators/types/statementPrinter.js';

const from = createRequire(import.meta.url).resolve('openapi-typescript');

type Schemas = { readonly [name: string]: Json };

function document(schemas: Schemas): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Text', version: '1' },
    paths: { '/things/{thing}': { get: { operationId: 'getThing', summary: 'One.', description: 'Two\n\n  lines.', parameters: [{ name: 'thing', in: 'path', required: true, schema: { type: 'string' } }], responses: { 200: { description: 'OK' } } } } },
    components: { schemas },
  });
}

/** What the compiler prints, what is printed here, and how many statements of it the compiler printed for it. */
async function both(schemas: Schemas): Promise<{ readonly compiler: string; readonly here: string; readonly left: number }> {
  const statements = await openapiTS(document(schemas), { silent: true });
  let left = 0;
  const print = statementPrinter(from, (statement) => {
    left += 1;
    return astToString(statement);
  });
  return { compiler: astToString(statements), here: print(statements), left };
}

const known: Schemas = {
  'a-b': { type: 'object', properties: { "it's": { type: 'string' }, '"': { type: 'number' }, 'ü😀': { type: 'boolean' }, '1': { type: 'null' }, class: { type: 'string', readOnly: true } } },
  Comments: {
    type: 'object',
    description: 'One line.',
    properties: { a: { type: 'string', description: 'ends */ here', example: { deep: [1, '\t'] } }, b: { type: 'string', description: 'Two\n\n    lines \r\n and a third', deprecated: true }, c: { type: 'string', description: '', format: ' date\n   time' } },
  },
  Literals: { type: 'object', properties: { a: { const: -1 }, b: { enum: [1, 2.5, 'x"y', null, true, 'ü\n'] }, c: { const: { x: [] } }, d: { const: 'one' } } },
  Mixed: { oneOf: [{ type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'object', properties: { a: { type: 'array', items: { type: ['string', 'null'] } } } }] } }, { $ref: '#/components/schemas/a-b/properties/1' }] },
  Both: { allOf: [{ $ref: '#/components/schemas/a-b' }, { type: 'object', additionalProperties: { type: 'integer' } }, { anyOf: [{ type: 'string' }, { type: 'object' }] }] },
  Empty: { type: 'object', properties: {}, additionalProperties: false },
};

describe('statementPrinter', () => {
  it('prints what the compiler prints, all by itself', async () => {
    const { compiler, here, left } = await both(known);
    expect(here).toBe(compiler);
    expect(here).toContain('"\\u00FC\\uD83D\\uDE00"');
    expect(left).toBe(0);
  });

  it.each<[string, Schemas]>([
    ['a tuple', { Tuple: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] } }],
    ['a tab that indents a comment', { Tab: { type: 'object', properties: { a: { type: 'string', format: 'x\n\ty' } } } }],
    ['another end of a line', { Line: { type: 'object', properties: { a: { type: 'string', description: 'a\u2028b\rc' } } } }],
    ['a helper that was parsed', { Base: { type: 'object', properties: { a: { type: 'string' } } }, Required: { allOf: [{ $ref: '#/components/schemas/Base' }], required: ['a'] } }],
  ])('leaves a statement with %s to the compiler', async (_name, schemas) => {
    const { compiler, here, left } = await both({ ...known, ...schemas });
    expect(here).toBe(compiler);
    expect(left).toBe(1);
  });

  it('leaves statements of other kinds to the compiler', () => {
    const { factory, SyntaxKind, NodeFlags } = ts;
    const never = factory.createKeywordTypeNode(SyntaxKind.NeverKeyword);
    const statements: readonly ts.Node[] = [
      factory.createVariableStatement([], factory.createVariableDeclarationList([factory.createVariableDeclaration('a', undefined, never)], NodeFlags.Const)),
      factory.createTypeAliasDeclaration([], 'B', [factory.createTypeParameterDeclaration([], 'T')], never),
      factory.createInterfaceDeclaration([factory.createModifier(SyntaxKind.DeclareKeyword)], 'C', undefined, undefined, []),
      factory.createInterfaceDeclaration([], 'D', undefined, undefined, [factory.createMethodSignature([], 'e', undefined, undefined, [], never)]),
    ];
    const print = statementPrinter(from, (statement) => `left: ${SyntaxKind[statement.kind]}\n`);
    expect(print(statements)).toBe('left: FirstStatement\nleft: TypeAliasDeclaration\nleft: InterfaceDeclaration\nleft: InterfaceDeclaration\n');
  });
});
