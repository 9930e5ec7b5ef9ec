import { describe, expect, it } from 'vitest';
import { readJson, type JsonLimits } from '../../../../templates/server/runtime/json.js';

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
