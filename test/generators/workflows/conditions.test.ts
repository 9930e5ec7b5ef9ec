/** The small languages of criteria: simple conditions, JSONPath, runtime expressions. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { holds, parseCondition } from '../../../generators/workflows/condition.js';
import { type ExpressionContext, Unresolved, evaluate, expressionsIn, parseExpression, resolved } from '../../../generators/workflows/expression.js';
import { parseJsonPath, select } from '../../../generators/workflows/jsonPath.js';

describe('simple conditions', () => {
  const values: Readonly<Record<string, Json>> = { $statusCode: 200, $a: 'Text', $b: true, $c: null, $d: 0 };
  const holdsFor = (text: string): boolean => holds(parseCondition(text), (operand) => values[operand]);

  it.each([
    ['$statusCode == 200', true],
    ['$statusCode != 200', false],
    ['$statusCode >= 200 && $statusCode < 300', true],
    ['$statusCode == 404 || $b == true', true],
    ['$statusCode == 404 || $b == false && $b', false],
    ['($statusCode == 404 || $b) && $d == 0', true],
    ["$a == 'text'", true],
    ["$a == 'it''s'", false],
    ["$a != ''", true],
    ['!($b)', false],
    ['!$c', true],
    ['$c == null', true],
    ['$none == null', false],
    ['$none', false],
    ['$a > 5', false],
    ['$statusCode == -1.5', false],
  ])('%s is %s', (text, expected) => {
    expect(holdsFor(text)).toBe(expected);
  });

  it.each([['$statusCode ='], ['== 200'], ['($b'], ['$b)'], ['$b $c'], ['200 == "x"'], ['$a == 5x'], ['']])('%j is none', (text) => {
    expect(() => parseCondition(text)).toThrow();
  });
});

describe('JSONPath', () => {
  const value: Json = { list: [{ type: 'a', n: 1 }, { type: 'b', n: 2, in: { side: true } }], 'odd name': [[7]], empty: [] };

  it.each<[string, Json[]]>([
    ['$', [value]],
    ['$.list[0].type', ['a']],
    ['$.list[-1].n', [2]],
    ['$.list[*].n', [1, 2]],
    ["$['odd name'][0][0]", [7]],
    ["$.list[?@.type == 'b'].n", [2]],
    ["$.list[?@.n >= 1 && @.type != 'b'].type", ['a']],
    ['$.list[?@.in.side].type', ['b']],
    ['$.empty[*]', []],
    ['$.nobody.at.all', []],
  ])('%s', (path, expected) => {
    expect(select(parseJsonPath(path), value)).toEqual(expected);
  });

  it.each([['list'], ['$..list'], ['$.list[1:2]'], ['$.list[?$.a]'], ['$.list[']])('%s is not understood, and says so', (path) => {
    expect(() => parseJsonPath(path)).toThrow();
  });
});

describe('runtime expressions', () => {
  const context: ExpressionContext = {
    inputs: { name: 'Ada', list: [1] },
    steps: new Map([['one', { id: 'x' }]]),
    workflows: new Map([['flow', { id: 'y' }]]),
    response: { status: 201, headers: new Headers({ location: '/there' }), body: { a: { 'b/c': [5] } } },
  };

  it.each<[string, Json | undefined]>([
    ['$inputs.name', 'Ada'],
    ['$steps.one.outputs.id', 'x'],
    ['$workflows.flow.outputs.id', 'y'],
    ['$statusCode', 201],
    ['$response.header.Location', '/there'],
    ['$response.body#/a/b~1c/0', 5],
    ['$response.body', { a: { 'b/c': [5] } }],
    ['$response.body#/none', undefined],
    ['$inputs.toString', undefined],
    ['$steps.two.outputs.id', undefined],
  ])('%s', (text, expected) => {
    const expression = parseExpression(text);
    if (expression === undefined) throw new Error(`${text} was not understood.`);
    expect(evaluate(expression, context)).toEqual(expected);
  });

  it('are replaced at any depth, of their own type where they stand alone', () => {
    expect(resolved({ a: ['$inputs.list', 'Dear {$inputs.name}: {$statusCode}'], b: 5 }, context)).toEqual({ a: [[1], 'Dear Ada: 201'], b: 5 });
    expect(() => resolved('$inputs.nobody', context)).toThrow(Unresolved);
    expect(expressionsIn({ a: ['$inputs.list', 'Dear {$inputs.name}'], b: null })).toEqual(['$inputs.list', '$inputs.name']);
  });

  it.each([['$'], ['$inputs'], ['$url'], ['$response.body#a'], ['$steps.one.id'], ['inputs.name']])('%s is none', (text) => {
    expect(parseExpression(text)).toBeUndefined();
  });
});
