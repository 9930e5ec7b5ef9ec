/** Positions in YAML and JSON, block and flow. */
import { describe, expect, it } from 'vitest';
import { PositionFinder } from '../../../generators/source/positions.js';

const yaml = `# comment
a: 1
"quoted key":
  - x
  - y: 1
    z: [p, { q: 2 }, r: 3, ]
'tricky/~key': |
  text
? complex
: value
`;

describe('PositionFinder', () => {
  const finder = new PositionFinder(yaml);
  it.each([
    ['', 2, 1],
    ['/a', 2, 1],
    ['/quoted key', 3, 1],
    ['/quoted key/0', 4, 5],
    ['/quoted key/1', 5, 5],
    ['/quoted key/1/z', 6, 5],
    ['/quoted key/1/z/0', 6, 9],
    ['/quoted key/1/z/1/q', 6, 14],
    ['/quoted key/1/z/2', 6, 22],
    ['/tricky~1~0key', 7, 1],
    ['/complex', 9, 3],
  ])('%s is at %i:%i', (pointer, line, column) => {
    expect(finder.find(pointer)).toEqual({ line, column });
  });

  it('finds values', () => {
    expect(finder.find('/a', 'value')).toEqual({ line: 2, column: 4 });
  });

  it('falls back to the nearest ancestor', () => {
    expect(finder.find('/quoted key/1/nope/deeper')).toEqual({ line: 5, column: 5 });
  });

  it('reads JSON', () => {
    expect(new PositionFinder('{\n  "a": {\n    "b\\u0063": [1, 2]\n  }\n}').find('/a/bc/1')).toEqual({ line: 3, column: 20 });
  });
});
