/** Values and documents made to do harm. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../generators/model/model.js';
import { generate, load, documentOf, type LoadedSchemas } from './support.js';

const schemas = {
  Closed: { type: 'object', additionalProperties: false, properties: { name: { type: 'string' } } },
  Loose: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
  Tree: { type: 'object', properties: { child: { $ref: '#/components/schemas/Tree' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
  Union: { oneOf: [{ type: 'string' }, { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Union' } } }, { type: 'array', items: { $ref: '#/components/schemas/Union' } }] },
  Unique: { type: 'array', uniqueItems: true },
  Constant: { const: { a: [1] } },
  Text: { type: 'string', minLength: 2, maxLength: 3 },
  Slow: { type: 'string', pattern: '^(a+)+$' },
} as const;

describe('hostile values', () => {
  let loaded: LoadedSchemas;
  beforeAll(async () => {
    loaded = await load(schemas);
  });
  const pointers = (name: keyof typeof schemas, value: unknown): readonly string[] => {
    const result = loaded.validate(name)(value, { all: true });
    return result.ok ? [] : result.issues.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
  };

  it('takes an own __proto__ for the property it is', () => {
    const value: unknown = JSON.parse('{"name":"x","__proto__":{"admin":true}}');
    expect(pointers('Closed', value)).toEqual(['/__proto__ additionalProperties']);
    expect(pointers('Loose', JSON.parse('{"__proto__":{"name":"x"}}'))).toEqual(['/name required']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('does not take inherited members for properties', () => {
    expect(loaded.is('Closed', { constructor: 1 })).toBe(false);
    expect(loaded.is('Closed', {})).toBe(true);
    expect(loaded.is('Closed', Object.assign(Object.create(null), { name: 'x' }))).toBe(true);
  });

  it('refuses what is nested too deeply, without exhausting the stack', () => {
    let tree: unknown = {};
    for (let depth = 0; depth < 100_000; depth += 1) tree = depth % 2 ? { child: tree } : { children: [tree] };
    expect(loaded.is('Tree', tree)).toBe(false);
    expect(pointers('Tree', tree)).toEqual([expect.stringMatching(/ depth$/)]);
    let list: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) list = [list];
    expect(loaded.is('Union', list)).toBe(false);
    expect(loaded.validate('Union')(list, { all: true }).ok).toBe(false);
    expect(loaded.is('Unique', [list, list])).toBe(false);
    expect(loaded.is('Constant', list)).toBe(false);
    let legal: unknown = {};
    for (let depth = 0; depth < 200; depth += 1) legal = { child: legal };
    expect(loaded.is('Tree', legal)).toBe(true);
  });

  // With the square of the number of items it would take many minutes.
  it('compares a large array of unique items in little time', { timeout: 60_000 }, () => {
    expect(loaded.is('Unique', Array.from({ length: 200_000 }, (_, index) => index))).toBe(true);
    expect(loaded.is('Unique', Array.from({ length: 50_000 }, (_, index) => ({ id: index, tags: ['a'] })))).toBe(true);
  });

  it('counts a lone surrogate as one code point, and shows it escaped', () => {
    expect([loaded.is('Text', '\uD800\uD800'), loaded.is('Text', '\uD800'), loaded.is('Text', '💩💩💩'), loaded.is('Text', '💩')]).toEqual([true, false, true, false]);
    const result = loaded.validate('Text')('\uD800');
    expect(!result.ok && result.issues[0]?.received).toBe('"\\ud800"');
  });

  it('reads each described property of a valid object once, and no other', () => {
    let reads = 0;
    const value = { get name() { reads += 1; return 5; }, get other() { reads += 1; return 1; } };
    expect(pointers('Loose', value)).toEqual(['/name type']);
    reads = 0;
    expect(loaded.is('Loose', { get name() { reads += 1; return 'x'; } })).toBe(true);
    expect(reads).toBe(1);
  });

  it('answers values that JSON cannot hold', () => {
    for (const value of [undefined, NaN, Infinity, 1n, Symbol('s'), () => 1, new Date(), new Map()]) {
      expect(loaded.validate('Text')(value).ok).toBe(false);
    }
  });

  it('asks alternatives that are the same once, however deeply they are nested', async () => {
    const levels = Array.from({ length: 60 }, (_, level) => {
      const next = level === 59 ? { type: 'string' } : { $ref: `#/components/schemas/Level${level + 1}` };
      return [`Level${level}`, { oneOf: [next, next, { type: 'integer' }] }] as const;
    });
    const loadedLevels = await load(Object.fromEntries(levels));
    expect(loadedLevels.is('Level59', 'x')).toBe(false);
    expect(loadedLevels.is('Level59', 5)).toBe(true);
    // 5 is valid by the integer alone where the next level refuses it: on every other one.
    expect([0, 1, 2, 3].map((level) => loadedLevels.is(`Level${level}`, 5))).toEqual([false, true, false, true]);
    expect([0, 1].map((level) => loadedLevels.is(`Level${level}`, 'x'))).toEqual([false, false]);
    expect(loadedLevels.validate('Level0')('x', { all: true })).toMatchObject({ ok: false });
    const { is } = await load({ Same: { oneOf: [{ type: 'string' }, { type: 'string' }] } });
    expect([is('Same', 'x'), is('Same', 5)]).toEqual([false, false]);
  });

  it('does not fall for a pattern that backtracks for ages', () => {
    const begun = performance.now();
    expect(loaded.is('Slow', `${'a'.repeat(5_000)}!`)).toBe(false);
    expect(loaded.is('Slow', `${'a'.repeat(40)}!`)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(loaded.is('Slow', 'aaaa')).toBe(true);
  });
});

describe('hostile documents', () => {
  it.each([
    ['allOf', { type: 'object', properties: { a: { type: 'string' } } }, {}],
    ['anyOf', { type: 'object', properties: { a: { const: 1 } }, 'x-sensitive': true }, { a: 1 }],
    ['oneOf', { type: 'string' }, 5],
  ])('takes no time that doubles with every level of %s', async (keyword, leaf, value) => {
    const levels = 40;
    const level = (index: number): Json => {
      const next = { $ref: `#/components/schemas/S${index + 1}` };
      return index === levels ? leaf : keyword === 'oneOf' ? { oneOf: [next, { type: 'null' }, { allOf: [next, next] }] } : { [keyword]: [next, next] };
    };
    const loaded = await load(Object.fromEntries(Array.from({ length: levels + 1 }, (_, index) => [`S${index}`, level(index)])));
    expect(loaded.is(keyword === 'oneOf' ? `S${levels - 3}` : 'S0', value)).toBe(keyword !== 'oneOf');
  });

  it('does not fall for such a pattern of property names', async () => {
    const named = await load({ Names: { type: 'object', patternProperties: { '^(a+)+$': { type: 'integer' } }, additionalProperties: false } });
    expect([named.is('Names', { aaa: 1 }), named.is('Names', { aaa: 'x' }), named.is('Names', { [`${'a'.repeat(5_000)}!`]: 1 })]).toEqual([true, false, false]);
    expect(named.problems.map(({ code }) => code)).toEqual(['slow-pattern']);
  });

  it('bounds what matches in the square of the length, unless the length is bounded already', async () => {
    const square = await load({ Long: { type: 'string', pattern: '^a*a*$' }, Short: { type: 'string', pattern: '^a*a*$', maxLength: 100 } });
    expect([square.is('Long', 'a'.repeat(14_142)), square.is('Long', 'a'.repeat(14_143)), square.is('Short', 'a'.repeat(101))]).toEqual([true, false, false]);
    expect(square.problems.map(({ code, origin }) => `${code} ${origin?.pointer}`)).toEqual(['slow-pattern /components/schemas/Long/pattern']);
  });

  it('reports a pattern that backtracks for ages, with its place', async () => {
    const { problems } = await generate(documentOf({ Slow: schemas.Slow, Fine: { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' } }));
    expect(problems.map(({ code, severity, origin }) => [code, severity, origin?.pointer])).toEqual([
      ['slow-pattern', 'warning', '/components/schemas/Slow/pattern'],
    ]);
  });

  it('reports what it cannot honour, with its place', async () => {
    const { problems } = await generate(
      documentOf({ A: { type: 'string', pattern: '(' }, B: { properties: { host: { type: 'string', format: 'idn-hostname' } } }, C: { $dynamicRef: '#x' } }),
    );
    expect(problems.map(({ code, severity, origin }) => `${severity} ${code} ${origin?.pointer}`).sort()).toEqual([
      'error invalid-pattern /components/schemas/A/pattern',
      'error unsupported-format /components/schemas/B/properties/host/format',
      'error unsupported-keyword /components/schemas/C/$dynamicRef',
    ]);
  });

  it('takes flags at the start of a pattern for flags', async () => {
    const { problems, files } = await generate(
      documentOf({ A: { type: 'string', pattern: '(?i)^[a-f]+$' }, B: { type: 'string', pattern: '(?i)^(a|A)*$' }, C: { type: 'string', pattern: '(?i)(?s)a' } }),
    );
    expect(problems.map(({ code, severity, origin }) => `${severity} ${code} ${origin?.pointer}`).sort()).toEqual([
      'error invalid-pattern /components/schemas/C/pattern',
      'warning foreign-pattern /components/schemas/A/pattern',
      'warning slow-pattern /components/schemas/B/pattern',
    ]);
    expect(files.map(({ contents }) => String(contents)).join('')).toContain('/^[a-f]+$/iu');
  });

  it('says once of a format that it goes unchecked', async () => {
    const { problems } = await generate(
      documentOf({ A: { type: 'string', format: 'zipcode' }, B: { type: 'string', format: 'zipcode' }, C: { type: 'string', format: 'password' }, D: { type: 'integer', format: 'int64' } }),
    );
    expect(problems.map(({ code, severity, origin }) => `${severity} ${code} ${origin?.pointer}`)).toEqual(['warning unchecked-format /components/schemas/A/format']);
  });
});
