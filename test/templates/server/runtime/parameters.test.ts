import { describe, expect, it } from 'vitest';
import {
  readForm,
  readHeaderParameters,
  readPairs,
  readPathParameters,
  readQueryParameters,
  type ParameterDescriptor,
  type ValueShape,
} from '../../../../templates/server/runtime/parameters.js';

const integer: ValueShape = { kind: 'scalar', kinds: ['integer'] };
const text: ValueShape = { kind: 'scalar', kinds: ['string'] };
const texts: ValueShape = { kind: 'array', items: ['string'] };
const integers: ValueShape = { kind: 'array', items: ['integer'] };
const point: ValueShape = { kind: 'object', members: { x: ['integer'], y: ['integer'] } };

function descriptor(style: ParameterDescriptor['style'], explode: boolean, shape: ValueShape): ParameterDescriptor {
  return { name: 'p', style, explode, shape };
}

function query(parameter: ParameterDescriptor, written: string): unknown {
  const pairs = readPairs(written);
  if (pairs === undefined) return 'malformed pairs';
  const reading = readQueryParameters([parameter], pairs);
  return reading.ok ? reading.values['p'] : `malformed ${reading.parameter}`;
}

function path(parameter: ParameterDescriptor, written: string): unknown {
  const reading = readPathParameters([parameter], ['p'], [written]);
  return reading.ok ? reading.values['p'] : `malformed ${reading.parameter}`;
}

describe('query parameters', () => {
  it.each<[ParameterDescriptor['style'], boolean, ValueShape, string, unknown]>([
    ['form', true, text, 'p=a+b%20c', 'a b c'],
    ['form', true, text, 'p=', ''],
    ['form', true, text, 'p', ''],
    ['form', true, text, 'q=1', undefined],
    ['form', true, text, '', undefined],
    ['form', true, integer, 'p=12', 12],
    ['form', true, { kind: 'scalar', kinds: ['boolean', 'string'] }, 'p=true', true],
    ['form', true, { kind: 'scalar', kinds: ['integer', 'null'] }, 'p=null', null],
    ['form', true, texts, 'p=a&p=b&q=c', ['a', 'b']],
    ['form', true, texts, 'p=a', ['a']],
    ['form', false, texts, 'p=a,b%2Cc', ['a', 'b,c']],
    ['form', false, texts, 'p=', []],
    ['form', false, integers, 'p=1,2', [1, 2]],
    ['spaceDelimited', false, integers, 'p=1%202+3', [1, 2, 3]],
    ['pipeDelimited', false, texts, 'p=a|b%7Cc', ['a', 'b', 'c']],
    ['deepObject', true, point, 'p[x]=1&p[y]=2&p[z]=3', { x: 1, y: 2 }],
    ['deepObject', true, point, 'p%5Bx%5D=1', { x: 1 }],
    ['form', true, point, 'x=1&y=2', { x: 1, y: 2 }],
    ['form', false, point, 'p=x,1,y,2', { x: 1, y: 2 }],
    ['form', true, { kind: 'json' }, 'p=%7B%22a%22:1%7D', { a: 1 }],
    ['form', true, { kind: 'json' }, 'p=no+json', 'no json'],
    ['form', true, { kind: 'json' }, 'p=%7B%22a%22:1,%22a%22:2%7D', 'malformed p'],
    ['form', true, { kind: 'json' }, 'p=%7B%22__proto__%22:1%7D', 'malformed p'],
    ['form', true, { kind: 'json' }, 'p=%22%5Cud800%22', 'malformed p'],
    ['form', true, { kind: 'json' }, 'p=%22%5Cu0000%22', 'malformed p'],
    ['form', true, { kind: 'json' }, `p=${'%5B'.repeat(40)}${'%5D'.repeat(40)}`, 'malformed p'],
  ])('%s, explode %s, %j: %j', (style, explode, shape, written, expected) => {
    expect(query(descriptor(style, explode, shape), written)).toEqual(expected);
  });

  it.each(['12a', '1.5', '0x10', '1e999', '9007199254740993', '', ' 1', 'Infinity', 'NaN', '01'])(
    'leaves %j, which is no integer, to the validator',
    (written) => {
      expect(query(descriptor('form', true, integer), `p=${encodeURIComponent(written)}`)).toBe(written);
    },
  );

  it('makes of a value given twice what no scalar schema accepts', () => {
    expect(query(descriptor('form', true, text), 'p=a&p=b')).toEqual(['a', 'b']);
  });

  it('makes no prototype reachable', () => {
    const reading = readQueryParameters(
      [{ name: '__proto__', style: 'form', explode: true, shape: text }],
      readPairs('__proto__=polluted') ?? [],
    );
    expect(reading.ok && Object.entries(reading.values)).toEqual([['__proto__', 'polluted']]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each(['p=%', 'p=%zz', 'p=%ff', '%=1', 'p=%00', 'p=%1b', 'p=%ED%A0%80'])('refuses %j', (written) => {
    expect(readPairs(written)).toBeUndefined();
  });
});

describe('path parameters', () => {
  it.each<[ParameterDescriptor['style'], boolean, ValueShape, string, unknown]>([
    ['simple', false, text, 'a%2Fb+c', 'a/b+c'],
    ['simple', false, integer, '7', 7],
    ['simple', false, texts, 'a,b%2Cc', ['a', 'b,c']],
    ['simple', false, point, 'x,1,y,2', { x: 1, y: 2 }],
    ['simple', true, point, 'x=1,y=2', { x: 1, y: 2 }],
    ['label', false, text, '.a', 'a'],
    ['label', false, texts, '.a,b', ['a', 'b']],
    ['label', true, texts, '.a.b', ['a', 'b']],
    ['matrix', false, text, ';p=a', 'a'],
    ['matrix', false, text, ';p', ''],
    ['matrix', true, text, ';p', ''],
    ['matrix', false, text, ';pq', ';pq'],
    ['matrix', false, texts, ';p', []],
    ['matrix', true, texts, ';p=a;p', ['a', '']],
    ['matrix', false, texts, ';p=a,b', ['a', 'b']],
    ['matrix', true, texts, ';p=a;p=b', ['a', 'b']],
    ['matrix', true, point, ';x=1;y=2', { x: 1, y: 2 }],
    ['simple', false, text, '%', 'malformed p'],
    ['simple', false, text, '%00', 'malformed p'],
  ])('%s, explode %s, %j: %j', (style, explode, shape, written, expected) => {
    expect(path(descriptor(style, explode, shape), written)).toEqual(expected);
  });
});

describe('header parameters', () => {
  it('are found by any case, and never percent-decoded', () => {
    const reading = readHeaderParameters(
      [
        { name: 'X-Limit', style: 'simple', explode: false, shape: integer },
        { name: 'X-List', style: 'simple', explode: false, shape: texts },
        { name: 'X-Absent', style: 'simple', explode: false, shape: text },
      ],
      (name) => new Map([['x-limit', '3'], ['x-list', 'a, b%20c']]).get(name),
    );
    expect(reading).toEqual({ ok: true, values: { 'X-Limit': 3, 'X-List': ['a', 'b%20c'] } });
  });
});

describe('form bodies', () => {
  it('are decoded by field', () => {
    const pairs = readPairs('name=a+b&count=2&tags=x&tags=y&other=1&other=2&__proto__=z') ?? [];
    const values = readForm({ name: text, count: integer, tags: texts }, pairs);
    expect(Object.entries(values)).toEqual([
      ['name', 'a b'],
      ['count', 2],
      ['tags', ['x', 'y']],
      ['other', ['1', '2']],
      ['__proto__', 'z'],
    ]);
  });
});
