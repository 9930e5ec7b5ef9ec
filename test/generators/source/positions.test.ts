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

  const json = '{\n  "a": {\n    "b\\u0063": [1, "]}\\"", { "x" : {} , "y": [] }],\r\n    "d": null\n  }\n}\n';
  it.each([
    ['', 1, 1],
    ['/a', 2, 3],
    ['/a/bc/0', 3, 17],
    ['/a/bc/1', 3, 20],
    ['/a/bc/2/y', 3, 41],
    ['/a/bc/2/y/0', 3, 41],
    ['/a/d', 4, 5],
    ['/a/d/deeper', 4, 5],
    ['/a/none', 2, 3],
  ])('%s of JSON is at %i:%i, read as JSON or as YAML', (pointer, line, column) => {
    expect(new PositionFinder(json, 'json').find(pointer)).toEqual({ line, column });
    expect(new PositionFinder(json).find(pointer)).toEqual({ line, column });
  });

  it('finds the value of a member of JSON', () => {
    expect(new PositionFinder(json, 'json').find('/a/bc', 'value')).toEqual({ line: 3, column: 16 });
  });
});
