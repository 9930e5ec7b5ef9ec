import { describe, expect, it } from 'vitest';
import { readJson, type JsonLimits } from '../../../../templates/server/runtime/untrustedText.js';

const limits: JsonLimits = { maxDepth: 4, maxKeys: 6 };

function fault(text: string): string | undefined {
  const reading = readJson(text, limits);
  return reading.ok ? undefined : `${reading.fault} at ${JSON.stringify(reading.pointer)}`;
}

describe('what is read', () => {
  it.each([
    'null',
    ' true ',
    '0',
    '-1.5e-3',
    '9007199254740991',
    '1e308',
    '"text"',
    '"\\"quoted\\" \\\\ \\u00e9 \\ud83d\\ude00"',
    '[]',
    '{}',
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"[[[[[["}',
    '{"constructor":{"name":"x"},"prototype":1}',
    '{"":{"":1}}',
  ])('%s as JSON.parse reads it', (text) => {
    expect(readJson(text, limits)).toEqual({ ok: true, value: JSON.parse(text) });
  });
});

describe('what is refused, and where', () => {
  it.each([
    ['', 'syntax at ""'],
    ['{"a":1,}', 'syntax at ""'],
    ['{"a":"\u0001"}', 'syntax at ""'],
    ['[[[[[1]]]]]', 'too_deep at "/0/0/0/0"'],
    ['{"a":[{"b":{"c":[]}}]}', 'too_deep at "/a/0/b/c"'],
    ['{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}', 'too_many_keys at "/g"'],
    ['{"a":1,"b":{"x":1,"x":2}}', 'duplicate_key at "/b/x"'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key at "/a"'],
    ['{"":1,"":2}', 'duplicate_key at "/"'],
    ['{"a":[{"__proto__":{}}]}', 'forbidden_key at "/a/0/__proto__"'],
    ['{"\\u005f_proto__":{}}', 'forbidden_key at "/__proto__"'],
    ['{"constructor":{"prototype":{}}}', 'forbidden_key at "/constructor/prototype"'],
    ['{"a/b":{"c~d":1e999}}', 'number_out_of_range at "/a~1b/c~0d"'],
    ['[1,-1e400]', 'number_out_of_range at "/1"'],
    ['[9007199254740993]', 'number_out_of_range at "/0"'],
    ['{"a":"x\\u0000y"}', 'nul_character at "/a"'],
    ['{"x\\u0000":1}', 'nul_character at "/x\\u0000"'],
    ['{"a":"\\ud800"}', 'lone_surrogate at "/a"'],
    ['["\\udc00\\ud800"]', 'lone_surrogate at "/0"'],
  ])('%s', (text, expected) => {
    expect(fault(text)).toBe(expected);
  });
});

describe('cost', () => {
  it('needs no stack for a deep text', () => {
    const depth = 200_000;
    expect(readJson('['.repeat(depth) + ']'.repeat(depth), limits)).toMatchObject({ ok: false, fault: 'too_deep' });
  });

  it('is linear in the length', () => {
    const timed = (count: number): number => {
      const text = JSON.stringify(Array.from({ length: count }, (_, index) => `text ${index}`));
      const started = performance.now();
      expect(readJson(text, limits).ok).toBe(true);
      return performance.now() - started;
    };
    timed(20_000);
    expect(timed(200_000)).toBeLessThan(Math.max(2_000, 60 * timed(20_000)));
  });
});

describe('the quick look at a value', () => {
  /** Texts out of what tells texts apart: names that repeat, colons, numbers at the edge, depth. */
  function randomText(random: () => number, depth: number): string {
    const pick = <T>(...choices: readonly T[]): T | undefined => choices[Math.floor(random() * choices.length)];
    const name = (): string => pick('"a"', '"b"', '"c"', '":"', '"__proto__"', '"prototype"', '"constructor"', '"a:b"') ?? '""';
    const space = (): string => pick('', '', ' ', '\n') ?? '';
    const items = (make: () => string): string => Array.from({ length: Math.floor(random() * 4) }, make).join(',');
    const kind = depth === 0 ? 0 : Math.floor(random() * 3);
    if (kind === 1) return `[${items(() => randomText(random, depth - 1))}]`;
    if (kind === 2) return `{${items(() => `${name()}${space()}:${space()}${randomText(random, depth - 1)}`)}}`;
    return pick('1', '0.5', '-0', '9007199254740993', '9007199254740991', '1e400', '1e3', '1e300', 'true', 'null', '"x"', '"::"', '":1,\\"a"') ?? '0';
  }

  it('never lets through what the close look refuses', () => {
    let state = 7;
    const random = (): number => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32);
    const limits = { maxDepth: 5, maxKeys: 6 };
    const seen = { good: 0, bad: 0 };
    for (let count = 0; count < 20_000; count += 1) {
      const text = randomText(random, 5);
      // An escape forces the close look.
      const close = readJson(`[${text},"\\n"]`, limits);
      const quick = readJson(`[${text},"n"]`, limits);
      expect(quick.ok, text).toBe(close.ok);
      if (!quick.ok && !close.ok) expect([quick.fault, quick.pointer], text).toEqual([close.fault, close.pointer]);
      seen[quick.ok ? 'good' : 'bad'] += 1;
    }
    expect(Math.min(seen.good, seen.bad)).toBeGreaterThan(1_000);
  });
});
